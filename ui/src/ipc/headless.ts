import { inBytes } from './bytes';
import type { EventName, Preferences } from './generated/contract';
import { isFault, toFault, type Arguments, type CommandName, type Host, type Result } from './host';

/** A window of the program. */
export type WindowName = 'main' | 'strip';

/** The settings of a new session. `tests/headless` defines the fields. */
export interface Beginning {
  /** The time of the machine's clock, in milliseconds since 1970. */
  now: number;
  preferences?: Partial<Preferences>;
  [more: string]: unknown;
}

/** A new session. */
export interface Begun {
  address: string;
  /** The vault's recovery kit; null if it has none. */
  kit: string | null;
  /** The recovery kit of the vault file that will be chosen; null if it has none. */
  file_kit: string | null;
}

/** A message of the program to its pages. */
interface Message {
  number: number;
  window: WindowName;
  event?: EventName;
  frame?: string;
}

/** The answer to a request. */
export interface Answer {
  ok: boolean;
  /** Whether the text is JSON. */
  json: boolean;
  text: string;
  /** The number of messages that the program has sent so far. */
  sent: number;
}

/** The connection to the program. */
export interface Wire {
  post(address: string, body: string | Uint8Array<ArrayBuffer>): Promise<Answer>;
  /** Calls `hear` for every message. Resolves when messages can come, to a function that stops this. */
  listen(address: string, hear: (message: string) => void): Promise<() => void>;
}

/** The connection from a browser. */
export const browser: Wire = {
  async post(address, body) {
    const answer = await fetch(address, { method: 'POST', body });
    const { headers, ok } = answer;
    const json = headers.get('content-type') === 'application/json';
    return { ok, json, text: await answer.text(), sent: Number(headers.get('lingpai-events')) };
  },

  async listen(address, hear) {
    const messages = new EventSource(address);
    messages.onmessage = ({ data }: MessageEvent<string>) => hear(data);
    await new Promise<void>((open, fail) => {
      messages.onopen = () => open();
      messages.onerror = () => fail(new Error('the program sends no messages'));
    });
    return () => messages.close();
  },
};

/** The program without its window (`tests/headless`), over HTTP. */
export class HeadlessHost implements Host {
  readonly #address: string;
  readonly #window: WindowName;
  readonly #wire: Wire;
  #leave: () => void = () => {};
  readonly #listeners = new Map<EventName, Set<() => void>>();
  #frames: ((frame: ArrayBuffer) => void) | undefined;
  /** The number of messages that the program has sent, and the number that has arrived. */
  #sent = 0;
  #come = 0;
  #came: () => void = () => {};

  private constructor(address: string, window: WindowName, wire: Wire) {
    this.#address = address;
    this.#window = window;
    this.#wire = wire;
  }

  /** Begins a session. `program` is the address that the program has printed. */
  static async begin(program: string, beginning: Beginning, wire = browser): Promise<Begun> {
    const { ok, text } = await wire.post(`${program}/sessions`, JSON.stringify(beginning));
    if (!ok) throw new Error(`the session cannot begin: ${text}`);
    const { session, ...made } = JSON.parse(text) as Omit<Begun, 'address'> & { session: number };
    return { address: `${program}/${session}`, ...made };
  }

  /** Joins a session as one of its windows. */
  static async join(address: string, window: WindowName, wire = browser): Promise<HeadlessHost> {
    const host = new HeadlessHost(address, window, wire);
    host.#leave = await wire.listen(`${address}/events`, (message) => host.#hear(JSON.parse(message) as Message));
    return host;
  }

  async call<K extends CommandName>(name: K, args: Arguments<K>): Promise<Result<K>> {
    const { ok, json, text } = await this.#post(`call/${name}`, inBytes(args) ?? JSON.stringify(this.#plain(args)));
    const value: unknown = json ? JSON.parse(text) : text;
    if (!ok) throw isFault(value) ? value : toFault(value);
    if (name === 'overlay_picture') return decoded(String(value)) as Result<K>;
    return value as Result<K>;
  }

  on(event: EventName, callback: () => void): () => void {
    const callbacks = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, callbacks.add(callback));
    return () => callbacks.delete(callback);
  }

  /** Changes the session from outside. */
  async control<T>(wanted: object): Promise<T> {
    const { ok, text } = await this.#post('control', JSON.stringify(wanted));
    if (!ok) throw new Error(text);
    return JSON.parse(text) as T;
  }

  /** Whether every message that was sent before the last answer has arrived. */
  get heard(): boolean {
    return this.#come >= this.#sent;
  }

  /** Waits for the next message. */
  async hear(): Promise<void> {
    await new Promise<void>((came) => (this.#came = came));
  }

  /** Emits an event, as if the program had sent it. */
  emit(event: EventName): void {
    for (const callback of this.#listeners.get(event) ?? []) callback();
  }

  /** Leaves the session. The last window ends it. */
  async end(): Promise<void> {
    this.#leave();
    await this.#wire.post(`${this.#address}/end`, '');
  }

  async #post(path: string, body: string | Uint8Array<ArrayBuffer>): Promise<Answer> {
    const clocks = `wall=${Math.round(Date.now())}&steady=${Math.round(performance.now())}`;
    const address = `${this.#address}/${path}?window=${this.#window}&${clocks}`;
    const answer = await this.#wire.post(address, body);
    this.#sent = Math.max(this.#sent, answer.sent);
    return answer;
  }

  /** Returns the arguments without functions. A function gets the frames that come as messages. */
  #plain(args: object): object {
    return Object.fromEntries(
      Object.entries(args).map(([name, value]) => {
        if (typeof value !== 'function') return [name, value];
        this.#frames = value as (frame: ArrayBuffer) => void;
        return [name, {}];
      }),
    );
  }

  #hear({ number, window, event, frame }: Message): void {
    this.#come = number;
    if (window === this.#window) {
      if (event !== undefined) this.emit(event);
      if (frame !== undefined) this.#frames?.(decoded(frame));
    }
    this.#came();
  }
}

/** Decodes base64. */
function decoded(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer;
}
