import { Session, type Runtime } from 'node:inspector';

import type { CommandName, Arguments, Host, Result } from '../ipc/host';
import type { EventName } from '../ipc/generated/contract';

/** A host that can hold the answers of one command. It records every text that the program has sent. */
export class HoldingHost implements Host {
  readonly texts = new Set<string>();
  #host: Host;
  #held: CommandName | undefined;
  #release: () => void = () => {};
  #gate: Promise<void> = Promise.resolve();
  /** The number of held answers. */
  waits = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  async call<K extends CommandName>(name: K, args: Arguments<K>): Promise<Result<K>> {
    const gate = name === this.#held ? this.#gate : undefined;
    if (gate !== undefined) this.waits += 1;
    let answer: Result<K>;
    try {
      answer = await this.#host.call(name, args);
    } catch (fault) {
      await gate;
      throw fault;
    }
    note(answer, this.texts);
    await gate;
    return answer;
  }

  on(event: EventName, callback: () => void): () => void {
    return this.#host.on(event, callback);
  }

  /** Holds the answers of a command from now on. */
  hold(name: CommandName): void {
    this.#held = name;
    this.#gate = new Promise((release) => (this.#release = release));
  }

  /** Lets the held answers go. */
  release(): void {
    this.#held = undefined;
    this.#release();
  }
}

/** Records every text of a value, except names of kinds. */
function note(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    if (value.length > 3 && !/^[a-z_-]+$/.test(value)) into.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) note(each, into);
  }
}

/**
 * Returns every text that can be reached from an object by its fields: by private ones too, in maps and sets, and in bytes.
 *
 * Only the debugger can read private fields. The objects in `apart` and elements of the document are left out.
 */
export function textsIn(root: object, apart: readonly object[]): Set<string> {
  const found = new Set<string>();
  const seen = new Set<object>(apart);
  const next: unknown[] = [root];
  const privates = new Privates();
  try {
    while (next.length > 0) {
      const value = next.pop();
      if (typeof value === 'string') found.add(value);
      if (typeof value !== 'object' || value === null || seen.has(value)) continue;
      seen.add(value);
      if (value instanceof Uint8Array) {
        found.add(new TextDecoder().decode(value));
        continue;
      }
      if (value instanceof Node || value === globalThis || value instanceof EventTarget) continue;
      for (const { value: inner } of Object.values(Object.getOwnPropertyDescriptors(value))) next.push(inner);
      if (value instanceof Map) next.push(...value.keys(), ...value.values());
      if (value instanceof Set) next.push(...value);
      const made: unknown = Object.getPrototypeOf(value);
      if (made !== Object.prototype && made !== Array.prototype && made !== null) next.push(...privates.of(value));
    }
  } finally {
    privates.end();
  }
  return found;
}

/** Reads the private fields of objects by means of the debugger. */
class Privates {
  #session = new Session();
  /** Where the debugger and this program exchange objects. */
  #exchange = globalThis as { lookedInto?: unknown[] };

  constructor() {
    this.#session.connect();
  }

  of(object: object): unknown[] {
    this.#exchange.lookedInto = [object];
    const { result } = this.#ask<{ result: Runtime.RemoteObject }>('Runtime.evaluate', { expression: 'lookedInto.pop()' });
    const answer = this.#ask<{ privateProperties?: Runtime.PropertyDescriptor[] }>('Runtime.getProperties', {
      objectId: result.objectId,
      ownProperties: true,
    });
    const values: unknown[] = [];
    for (const { value } of answer.privateProperties ?? []) {
      if (value?.type === 'string') values.push(value.value);
      if (value?.type !== 'object' || value.objectId === undefined) continue;
      this.#ask('Runtime.callFunctionOn', {
        objectId: value.objectId,
        functionDeclaration: 'function () { lookedInto.push(this); }',
      });
    }
    values.push(...this.#exchange.lookedInto);
    return values;
  }

  end(): void {
    delete this.#exchange.lookedInto;
    this.#session.disconnect();
  }

  /** Calls the debugger, which answers at once. */
  #ask<T>(method: string, parameters: object): T {
    let answer: T | undefined;
    let failed: Error | null = null;
    this.#session.post(method, parameters, (error, result) => {
      failed = error;
      answer = result as T;
    });
    if (failed !== null) throw failed;
    if (answer === undefined) throw new Error(`the debugger does not answer \`${method}\` at once`);
    return answer;
  }
}
