import { untrack } from 'svelte';

import { fineness, nearness, secondsLeft, type Nearness } from '../text/format';

/** A moment, in milliseconds of `performance.now()`. */
export type Moment = number;

interface Watch {
  readonly end: Moment;
  readonly onend: (() => void) | undefined;
  /** Whether the remaining time is shown. */
  readonly shown: boolean;
  readonly countdown: Countdown | undefined;
}

/**
 * The greatest difference in milliseconds between two ends that count as one moment, with one tick. Answers for the same period
 * reach the page at slightly different times.
 */
const TOGETHER = 60;

/** The time without input after which the clock rests, and the step of its countdowns then, in milliseconds. */
const UNTOUCHED = 10_000;
const REST_STEP = 5000;

/** The last part of a countdown, in milliseconds. It is counted in seconds even at rest. */
const LAST = 5000;

const TOUCHES = ['pointermove', 'pointerdown', 'wheel', 'keydown', 'focus'] as const;

/** The difference in milliseconds between the system's clock and the page's, from one tick to the next, that counts as a jump. */
const JUMP = 1000;

/**
 * Holds the time for all countdowns and rings. A window has only this clock.
 *
 * It ticks when the text of the countdown that ends first changes, at most once a second, and at every end. It does not tick
 * without a countdown or on a hidden page.
 *
 * If a page allows rest, the clock counts in steps of five seconds after ten seconds without input. The first input and the last five
 * seconds of a countdown end the rest. At rest the remaining time is rounded down.
 */
export class Clock {
  #now = $state(performance.now());
  #watches = new Set<Watch>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #skew = Date.now() - performance.now();
  #jumped = new Set<() => void>();
  /** Whether countdowns have changed and a tick for that is queued. */
  #fresh = false;
  #mayRest = 0;
  #rests = false;
  #touched: Moment = performance.now();
  #stopped = false;

  constructor() {
    document.addEventListener('visibilitychange', this.#wake);
    for (const touch of TOUCHES) window.addEventListener(touch, this.#touch, { passive: true, capture: true });
  }

  /** The moment of the last tick. A component that reads it is rendered again at the next one. */
  get now(): Moment {
    return this.#now;
  }

  /** The milliseconds from the last tick to a moment, or at rest those that remain at the next tick. 0 if it has passed. */
  left(end: Moment): number {
    const left = Math.max(0, end - this.#now);
    if (!this.#rests || left <= LAST) return left;
    return Math.max(LAST + 1000, left - REST_STEP);
  }

  /** The moment after this many milliseconds. */
  in(ms: number): Moment {
    const moment = performance.now() + ms;
    for (const { end } of this.#watches) if (Math.abs(end - moment) < TOGETHER) return end;
    return moment;
  }

  /** Ticks until `end`, and calls `onend` at the first tick after it. Returns a function that stops this. */
  watch(end: Moment, onend?: () => void): () => void {
    return this.#add({ end, onend, shown: true, countdown: undefined });
  }

  /** Like `watch`, for the end of a countdown, which takes the remaining time at every tick. */
  count(countdown: Countdown, onend: () => void): () => void {
    return this.#add({ end: countdown.endsAt, onend, shown: true, countdown });
  }

  /** Calls `onend` at the first tick after a moment, without ticks before it. Returns a function that stops this. */
  alarm(end: Moment, onend: () => void): () => void {
    return this.#add({ end, onend, shown: false, countdown: undefined });
  }

  /** Allows the clock to rest. Returns a function that stops this. */
  mayRest(): () => void {
    this.#mayRest += 1;
    return () => {
      this.#mayRest -= 1;
      if (this.#rests) this.#tick();
    };
  }

  #add(watch: Watch): () => void {
    if (this.#stopped) return () => {};
    this.#watches.add(watch);
    this.#changed();
    return () => {
      if (this.#watches.delete(watch)) this.#changed();
    };
  }

  /** Ticks once for all countdowns that begin or stop in one moment. */
  #changed(): void {
    if (this.#fresh) return;
    this.#fresh = true;
    queueMicrotask(() => {
      this.#fresh = false;
      if (!this.#stopped) this.#tick();
    });
  }

  /** Calls `callback` after the system's clock was set or the machine has slept. Moments from before are wrong then. */
  onjump(callback: () => void): () => void {
    this.#jumped.add(callback);
    return () => this.#jumped.delete(callback);
  }

  /** Stops the clock. It makes no further calls. */
  stop(): void {
    this.#stopped = true;
    document.removeEventListener('visibilitychange', this.#wake);
    for (const touch of TOUCHES) window.removeEventListener(touch, this.#touch, { capture: true });
    this.#watches.clear();
    this.#jumped.clear();
    clearTimeout(this.#timer);
  }

  #wake = (): void => {
    if (document.hidden) clearTimeout(this.#timer);
    else this.#tick();
  };

  #touch = (): void => {
    this.#touched = performance.now();
    if (this.#rests) this.#tick();
  };

  #tick(): void {
    const now = performance.now();
    this.#rests = this.#mayRest > 0 && now - this.#touched >= UNTOUCHED;
    this.#now = now;
    const skew = Date.now() - now;
    const jumped = Math.abs(skew - this.#skew) > JUMP;
    this.#skew = skew;
    for (const { countdown } of this.#watches) countdown?.count();
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
    let alarm = Infinity;
    let first = Infinity;
    let step = Infinity;
    for (const { end, shown } of this.#watches) {
      alarm = Math.min(alarm, end);
      if (!shown) continue;
      first = Math.min(first, end);
      step = Math.min(step, this.#fineness(end - now));
    }
    // The next moment at which a whole number of steps remains of the countdown that ends first.
    const left = first - now;
    const next = left <= 0 || first === Infinity ? left : left - (Math.ceil(left / step) - 1) * step;
    const wait = Math.max(0, Math.min(next, alarm - now));
    // A timer may fire slightly early. Half a millisecond more avoids a second tick.
    this.#timer = setTimeout(() => this.#tick(), Math.ceil(wait + 0.5));
  }

  #fineness(left: number): number {
    return Math.max(fineness(left), this.#rests && left > LAST ? REST_STEP : 0);
  }
}

/**
 * The remaining time of a period. It is computed once for each tick, even if several components show it.
 *
 * The clock counts it, so that a tick renders only what has changed. If it followed `clock.now`, each tick would make Svelte check
 * everything that depends on the code.
 */
export class Countdown {
  readonly endsAt: Moment;
  readonly periodMs: number;
  readonly #clock: Clock;
  #seconds = $state(0);
  #near = $state<Nearness>('calm');
  /** The part of the period that has passed, in per cent. */
  readonly gone = $derived.by(() => 100 - Math.min(100, (this.#seconds * 100_000) / this.periodMs));

  constructor(clock: Clock, endsAt: Moment, periodMs: number) {
    this.#clock = clock;
    this.endsAt = endsAt;
    this.periodMs = periodMs;
    untrack(() => this.count());
  }

  /** Milliseconds. A component that reads it is rendered again at the next tick. */
  get left(): number {
    return this.#clock.left(this.endsAt);
  }

  /** The remaining whole seconds. A ring moves only when its number changes. */
  get seconds(): number {
    return this.#seconds;
  }

  /** Whether the end is near. */
  get near(): Nearness {
    return this.#near;
  }

  /** Takes the remaining time from the clock. */
  count(): void {
    const left = this.#clock.left(this.endsAt);
    this.#seconds = secondsLeft(left);
    this.#near = nearness(left, this.periodMs);
  }
}
