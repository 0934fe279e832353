import { fineness } from '../text/format';

/** A moment as `performance.now()` tells it, in milliseconds. */
export type Moment = number;

interface Watch {
  readonly end: Moment;
  readonly onend: (() => void) | undefined;
}

/** How far the system's clock may drift from the page's between two ticks before it counts as a jump: milliseconds. */
const JUMP = 1000;

/**
 * The one clock behind every countdown and ring.
 *
 * It ticks when the countdown that ends first changes what it shows, at most once a second, and at every end; never
 * while nothing is counted down or the page is hidden.
 */
export class Clock {
  #now = $state(performance.now());
  #watches = new Set<Watch>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #skew = Date.now() - performance.now();
  #jumped = new Set<() => void>();

  constructor() {
    document.addEventListener('visibilitychange', this.#wake);
  }

  /** The moment of the last tick; reading it in a component renders it anew at the next. */
  get now(): Moment {
    return this.#now;
  }

  /** Milliseconds from the last tick to a moment; 0 when it has passed. */
  left(end: Moment): number {
    return Math.max(0, end - this.#now);
  }

  /** The moment that is so many milliseconds away. */
  in(ms: number): Moment {
    return performance.now() + ms;
  }

  /** Ticks until `end`, and calls `onend` at the first tick after it. Gives a function that ends this. */
  watch(end: Moment, onend?: () => void): () => void {
    const watch: Watch = { end, onend };
    this.#watches.add(watch);
    this.#tick();
    return () => {
      if (this.#watches.delete(watch)) this.#schedule();
    };
  }

  /** Calls back when the system's clock was set, or the machine slept: what was anchored before is wrong now. */
  onjump(callback: () => void): () => void {
    this.#jumped.add(callback);
    return () => this.#jumped.delete(callback);
  }

  /** Ends it for good. */
  stop(): void {
    document.removeEventListener('visibilitychange', this.#wake);
    this.#watches.clear();
    this.#jumped.clear();
    clearTimeout(this.#timer);
  }

  #wake = (): void => {
    if (document.hidden) clearTimeout(this.#timer);
    else this.#tick();
  };

  #tick(): void {
    const now = performance.now();
    this.#now = now;
    const skew = Date.now() - now;
    const jumped = Math.abs(skew - this.#skew) > JUMP;
    this.#skew = skew;
    const ended = [...this.#watches].filter((watch) => watch.end <= now);
    for (const watch of ended) this.#watches.delete(watch);
    this.#schedule();
    for (const watch of ended) watch.onend?.();
    if (jumped) for (const callback of [...this.#jumped]) callback();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (document.hidden || this.#watches.size === 0) return;
    const now = performance.now();
    let first = Infinity;
    let step = Infinity;
    for (const { end } of this.#watches) {
      first = Math.min(first, end);
      step = Math.min(step, fineness(end - now));
    }
    // The next moment at which a whole number of steps is left of the countdown that ends first.
    const left = first - now;
    const wait = left <= 0 ? 0 : left - (Math.ceil(left / step) - 1) * step;
    // A timer may fire a little early: half a millisecond more keeps it from ticking twice.
    this.#timer = setTimeout(() => this.#tick(), Math.ceil(wait + 0.5));
  }
}
