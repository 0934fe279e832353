import type { ClockStanding, ClockView } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';
import type { Clock, Moment } from '../open/clock.svelte';

/** A state of the clock about which the user must decide. */
export type ClockQuestion = Extract<ClockStanding, { kind: 'far' | 'few' | 'disagree' }> | { kind: 'held' };

/** Holds the result of comparing the machine's clock with the time servers. Every change rejects with a fault. */
export class TimeCheck {
  #host: Host;
  #clock: Clock;
  #oncorrection: () => void;
  #view = $state.raw<ClockView | undefined>(undefined);
  #heldUntil = $state.raw<Moment | undefined>(undefined);
  #unwatch: () => void = () => {};
  /** Counts the calls. An answer is dropped if a later call has been made. */
  #learned = 0;

  /** The time for which codes are still held, in milliseconds; 0 if none is held. */
  readonly held: number = $derived.by(() => (this.#heldUntil === undefined ? 0 : this.#clock.left(this.#heldUntil)));

  /** The open question to the user; `undefined` if there is none. */
  readonly asks: ClockQuestion | undefined = $derived.by(() => {
    const standing = this.#view?.standing;
    if (standing?.kind === 'far' || standing?.kind === 'few' || standing?.kind === 'disagree') {
      if (!standing.declined) return standing;
    }
    return this.held > 0 ? { kind: 'held' } : undefined;
  });

  /** `oncorrection` is called when the time of codes has changed. */
  constructor(host: Host, clock: Clock, oncorrection: () => void) {
    this.#host = host;
    this.#clock = clock;
    this.#oncorrection = oncorrection;
  }

  /** The program's last answer; `undefined` before the first one. */
  get view(): ClockView | undefined {
    return this.#view;
  }

  /** The moment at which held codes are shown again; `undefined` if none is held. */
  get heldUntil(): Moment | undefined {
    return this.held > 0 ? this.#heldUntil : undefined;
  }

  /** Loads the state of the clock. */
  async load(): Promise<void> {
    await this.#take(this.#host.call('clock_view', {}));
  }

  /** Compares the clock with the time servers now. */
  async check(): Promise<void> {
    await this.#take(this.#host.call('clock_check', {}));
  }

  /** Sets whether codes are corrected in a state about which the user must decide. */
  async agree(correct: boolean): Promise<void> {
    await this.#take(this.#host.call('clock_agree', { correct }));
  }

  /** Allows codes of an earlier time although codes of a later time were shown. */
  async allowOlder(): Promise<void> {
    await this.#take(this.#host.call('clock_allow_older', {}));
  }

  /** Sets whether time servers are used, and which. An empty list stands for the program's own. */
  async set(on: boolean, servers: string[]): Promise<void> {
    await this.#take(this.#host.call('clock_set', { on, servers }));
  }

  async #take(asked: Promise<ClockView>): Promise<void> {
    const learned = ++this.#learned;
    const view = await asked;
    if (learned !== this.#learned) return;
    const before = this.#view;
    this.#view = view;
    const freed = this.held > 0 && view.held_ms === 0;
    this.#unwatch();
    this.#heldUntil = view.held_ms > 0 ? this.#clock.in(view.held_ms) : undefined;
    this.#unwatch = this.#heldUntil === undefined ? () => {} : this.#clock.alarm(this.#heldUntil, () => this.#oncorrection());
    if (freed || (before !== undefined && correction(before) !== correction(view))) this.#oncorrection();
  }
}

/** The correction of codes, in milliseconds. */
function correction({ standing }: ClockView): number {
  return standing.kind === 'right' || standing.kind === 'corrected' ? standing.offset_ms : 0;
}
