import type { Commands, EventName, Fault } from './generated/contract';

/** The name of a command. */
export type CommandName = keyof Commands;

/** The arguments of a command. */
export type Arguments<K extends CommandName> = Commands[K]['arguments'];

/** The result of a command. */
export type Result<K extends CommandName> = Commands[K]['result'];

/** The program behind the page. */
export interface Host {
  /** Calls a command. Rejects only with a {@link Fault}. */
  call<K extends CommandName>(name: K, args: Arguments<K>): Promise<Result<K>>;
  /** Calls `callback` for every such event. Returns a function that stops this. */
  on(event: EventName, callback: () => void): () => void;
}

/** Returns whether a rejection is a fault of the program. */
export function isFault(value: unknown): value is Fault {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<Fault>).code === 'string' &&
    typeof (value as Partial<Fault>).message === 'string'
  );
}

/** Converts any rejection into a fault. */
export function toFault(reason: unknown): Fault {
  if (isFault(reason)) return reason;
  const message = reason instanceof Error ? reason.message : String(reason);
  return { code: 'internal', message };
}
