import { fineness, nearness, secondsLeft } from '../text/format';

/** A moment as `performance.now()` tells it, in milliseconds. */
export type Moment = number;

interface Watch {
  readonly end: Moment;
  readonly onend: (() => void) | undefined;
  /** Whether the time left is on the screen. */
  readonly shown: boolean;
}

/** Times that end together reach the page some milliseconds apart: within so many they are one moment, and one tick. */
const TOGETHER = 60;

/** How long nobody touches the window until its clock rests, and how finely it counts then, in milliseconds. */
const UNTOUCHED = 60_000;
const REST_STEP = 5000;

/** The last seconds are counted one by one, rest or not. */
const LAST = 5000;

const TOUCHES = ['pointermove', 'pointerdown', 'wheel', 'keydown', 'focus'] as const;

/** How far the system's clock may drift from the page's between two ticks before it counts as a jump: milliseconds. */
const JUMP = 1000;

/**
 * The one clock behind every countdown and ring.
 *
 * It ticks when the countdown that ends first changes what it shows, at most once a second, and at every end; never
 * while nothing is counted down or the page is hidden.
 *
 * Where a page lets it rest, it counts by fives once nobody has touched the window for a minute, and by ones again from the
 * first touch on, and always in the last five seconds. What it shows is then rounded down: there is never less time left
 * than it says.
 */
export class Clock {
  #now = $state(performance.now());
  #watches = new Set<Watch>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #skew = Date.now() - performance.now();
  #jumped = new Set<() => void>();
  /** Whether countdowns have changed, and the tick that sees to it is under way. */
  #fresh = false;
  #mayRest = 0;
  #rests = false;
  #touched: Moment = performance.now();
  #stopped = false;

  constructor() {
    document.addEventListener('visibilitychange', this.#wake);
    for (const touch of TOUCHES) window.addEventListener(touch, this.#touch, { passive: true, capture: true });
  }

  /** The moment of the last tick; reading it in a component renders it anew at the next. */
  get now(): Moment {
    return this.#now;
  }

  /** Milliseconds from the last tick to a moment, at rest what is left of them at the next one; 0 when it has passed. */
  left(end: Moment): number {
    const left = Math.max(0, end - this.#now);
    if (!this.#rests || left <= LAST) return left;
    return Math.max(LAST + 1000, left - REST_STEP);
  }

  /** The moment that is so many milliseconds away. */
  in(ms: number): Moment {
    const moment = performance.now() + ms;
    for (const { end } of this.#watches) if (Math.abs(end - moment) < TOGETHER) return end;
    return moment;
  }

  /** Ticks until `end`, and calls `onend` at the first tick after it. Gives a function that ends this. */
  watch(end: Moment, onend?: () => void): () => void {
    return this.#add({ end, onend, shown: true });
  }

  /** Calls back at the first tick after a moment, which nothing counts down to. Gives a function that ends this. */
  alarm(end: Moment, onend: () => void): () => void {
    return this.#add({ end, onend, shown: false });
  }

  /** Lets the clock rest, until the function that it gives is called. */
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

  /** Ticks once for all that begin to be counted down, or cease to be, in one moment. */
  #changed(): void {
    if (this.#fresh) return;
    this.#fresh = true;
    queueMicrotask(() => {
      this.#fresh = false;
      if (!this.#stopped) this.#tick();
    });
  }

  /** Calls back when the system's clock was set, or the machine slept: what was anchored before is wrong now. */
  onjump(callback: () => void): () => void {
    this.#jumped.add(callback);
    return () => this.#jumped.delete(callback);
  }

  /** Ends it for good: it calls nobody back any more. */
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
    // The next moment at which a whole number of steps is left of the countdown that ends first.
    const left = first - now;
    const next = left <= 0 || first === Infinity ? left : left - (Math.ceil(left / step) - 1) * step;
    const wait = Math.max(0, Math.min(next, alarm - now));
    // A timer may fire a little early: half a millisecond more keeps it from ticking twice.
    this.#timer = setTimeout(() => this.#tick(), Math.ceil(wait + 0.5));
  }

  #fineness(left: number): number {
    return Math.max(fineness(left), this.#rests && left > LAST ? REST_STEP : 0);
  }
}

/** What is left of a period: worked out once a tick, however many show it. */
export class Countdown {
  readonly endsAt: Moment;
  readonly periodMs: number;
  readonly #clock: Clock;
  /** Milliseconds. */
  readonly left = $derived.by(() => this.#clock.left(this.endsAt));
  /** Whole seconds: a ring moves when its number does, and not between. */
  readonly seconds = $derived(secondsLeft(this.left));
  /** How near the end is. */
  readonly near = $derived.by(() => nearness(this.left, this.periodMs));
  /** How much of the period is gone, in per cent. */
  readonly gone = $derived.by(() => 100 - Math.min(100, (this.seconds * 100_000) / this.periodMs));
  /** Whether nothing is left. */
  readonly over = $derived.by(() => this.endsAt <= this.#clock.now);

  constructor(clock: Clock, endsAt: Moment, periodMs: number) {
    this.#clock = clock;
    this.endsAt = endsAt;
    this.periodMs = periodMs;
  }
}
