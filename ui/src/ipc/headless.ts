import type { EventName, Preferences } from './generated/contract';
import { isFault, toFault, type Arguments, type CommandName, type Host, type Result } from './host';

/** A window of the program. */
export type WindowName = 'main' | 'strip';

/** What a session is begun with; `tests/headless` has the fields. */
export interface Beginning {
  /** What the machine's clock shows, in milliseconds since 1970. */
  now: number;
  preferences?: Partial<Preferences>;
  [more: string]: unknown;
}

/** A session that has begun. */
export interface Begun {
  /** Its address. */
  address: string;
  /** The vault's recovery kit, where one was made. */
  kit: string | null;
  /** The recovery kit of the vault file that will be chosen. */
  file_kit: string | null;
}

/** A message of the program to its pages. */
interface Message {
  number: number;
  window: WindowName;
  event?: EventName;
  frame?: string;
}

/** The program without its window (`tests/headless`), over HTTP. */
export class HeadlessHost implements Host {
  readonly #address: string;
  readonly #window: WindowName;
  readonly #messages: EventSource;
  readonly #listeners = new Map<EventName, Set<() => void>>();
  #frames: ((frame: ArrayBuffer) => void) | undefined;
  /** The messages that the program has sent, and those that have come. */
  #sent = 0;
  #come = 0;
  #came: () => void = () => {};

  private constructor(address: string, window: WindowName) {
    this.#address = address;
    this.#window = window;
    this.#messages = new EventSource(`${address}/events`);
    this.#messages.onmessage = ({ data }: MessageEvent<string>) => this.#hear(JSON.parse(data) as Message);
  }

  /** Begins a session; `program` is the address that the program has printed. */
  static async begin(program: string, beginning: Beginning): Promise<Begun> {
    const answer = await fetch(`${program}/sessions`, { method: 'POST', body: JSON.stringify(beginning) });
    if (!answer.ok) throw new Error(`the session cannot begin: ${await answer.text()}`);
    const { session, ...made } = (await answer.json()) as Omit<Begun, 'address'> & { session: number };
    return { address: `${program}/${session}`, ...made };
  }

  /** Joins a session as one of its windows. */
  static async join(address: string, window: WindowName): Promise<HeadlessHost> {
    const host = new HeadlessHost(address, window);
    await new Promise<void>((open, fail) => {
      host.#messages.onopen = () => open();
      host.#messages.onerror = () => fail(new Error('the program sends no messages'));
    });
    return host;
  }

  async call<K extends CommandName>(name: K, args: Arguments<K>): Promise<Result<K>> {
    const answer = await this.#post(`call/${name}`, this.#plain(args));
    const value: unknown = answer.headers.get('content-type') === 'application/json' ? await answer.json() : await answer.text();
    if (!answer.ok) throw isFault(value) ? value : toFault(value);
    if (name === 'overlay_picture') return decoded(String(value)) as Result<K>;
    return value as Result<K>;
  }

  on(event: EventName, callback: () => void): () => void {
    const callbacks = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, callbacks.add(callback));
    return () => callbacks.delete(callback);
  }

  /** Does something to the session from outside. */
  async control<T>(wanted: object): Promise<T> {
    const answer = await this.#post('control', wanted);
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as T;
  }

  /** Whether every message has come that the program had sent with its last answer. */
  get heard(): boolean {
    return this.#come >= this.#sent;
  }

  /** Waits for the next message. */
  async hear(): Promise<void> {
    await new Promise<void>((came) => (this.#came = came));
  }

  /** Calls back on an event, as if the program had sent it. */
  emit(event: EventName): void {
    for (const callback of this.#listeners.get(event) ?? []) callback();
  }

  /** Leaves the session; the last window ends it. */
  async end(): Promise<void> {
    this.#messages.close();
    await fetch(`${this.#address}/end`, { method: 'POST' });
  }

  async #post(path: string, body: object): Promise<Response> {
    const clocks = `wall=${Math.round(Date.now())}&steady=${Math.round(performance.now())}`;
    const address = `${this.#address}/${path}?window=${this.#window}&${clocks}`;
    const answer = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
    this.#sent = Math.max(this.#sent, Number(answer.headers.get('lingpai-events')));
    return answer;
  }

  /** The arguments as they cross: frames come with the messages. */
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

/** Bytes that crossed in base64. */
function decoded(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer;
}
