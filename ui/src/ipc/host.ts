import type { Commands, EventName, Fault } from './generated/contract';

/** The name of a command. */
export type CommandName = keyof Commands;

/** What a command takes. */
export type Arguments<K extends CommandName> = Commands[K]['arguments'];

/** What a command gives when it works. */
export type Result<K extends CommandName> = Commands[K]['result'];

/** The program behind the page. */
export interface Host {
  /** Calls a command. Rejects with a {@link Fault} and with nothing else. */
  call<K extends CommandName>(name: K, args: Arguments<K>): Promise<Result<K>>;
  /** Calls back on every such event; gives a function that ends this. */
  on(event: EventName, callback: () => void): () => void;
}

/** Whether a rejection is a fault of the program rather than of the way to it. */
export function isFault(value: unknown): value is Fault {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<Fault>).code === 'string' &&
    typeof (value as Partial<Fault>).message === 'string'
  );
}

/** Any rejection as a fault. */
export function toFault(reason: unknown): Fault {
  if (isFault(reason)) return reason;
  const message = reason instanceof Error ? reason.message : String(reason);
  return { code: 'internal', message };
}
