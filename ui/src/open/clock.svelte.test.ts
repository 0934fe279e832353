import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { secondsLeft } from '../text/format';
import { Clock } from './clock.svelte';

let clock: Clock;
let stop: () => void;
/** The seconds that a countdown has shown, each change once. */
let shown: number[];

async function count(ms: number): Promise<void> {
  const end = clock.in(ms);
  clock.watch(end);
  await told();
  stop = $effect.root(() => {
    $effect(() => {
      shown.push(secondsLeft(clock.left(end)));
    });
  });
  flushSync();
}

/** Waits for the clock's tick, which comes after all calls of one moment. */
async function told(): Promise<void> {
  await Promise.resolve();
}

/** Lets time pass in small steps, so that the page follows every tick. */
function pass(ms: number): void {
  for (let gone = 0; gone < ms; gone += 10) {
    vi.advanceTimersByTime(10);
    flushSync();
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  clock = new Clock();
  shown = [];
  stop = () => undefined;
});

afterEach(() => {
  stop();
  clock.stop();
  vi.useRealTimers();
});

describe('a clock that may rest', () => {
  let wake: () => void;

  beforeEach(() => {
    wake = clock.mayRest();
  });

  it('counts by fives when nobody has touched the window for ten seconds, and never more than is left', async () => {
    pass(10_000);
    await count(30_000);
    for (let left = 30; left >= 0; left--) {
      expect(shown.at(-1)).toBeLessThanOrEqual(left);
      // The clock's timer comes a moment after the second.
      pass(left === 30 ? 1010 : 1000);
    }
    expect(shown).toEqual([25, 20, 15, 10, 6, 5, 4, 3, 2, 1, 0]);
  });

  it('counts by ones from the first touch on', async () => {
    pass(10_000);
    await count(30_000);
    pass(6500);
    expect(shown).toEqual([25, 20]);
    window.dispatchEvent(new Event('pointermove'));
    flushSync();
    expect(shown.at(-1)).toBe(24);
    pass(1000);
    expect(shown.at(-1)).toBe(23);
  });

  it('counts by ones on another page', async () => {
    pass(10_000);
    await count(30_000);
    pass(1500);
    wake();
    flushSync();
    expect(shown).toEqual([25, 29]);
    pass(1000);
    expect(shown.at(-1)).toBe(28);
  });

  it('counts by ones until then', async () => {
    await count(20_000);
    pass(5010);
    expect(shown).toEqual([20, 19, 18, 17, 16, 15]);
  });

  it('takes ends that lie some milliseconds apart for one', () => {
    const first = clock.in(30_000);
    clock.watch(first);
    pass(20);
    expect(clock.in(30_000)).toBe(first);
    expect(clock.in(31_000)).not.toBe(first);
  });

  it('sleeps until an alarm, to which nothing is counted down', async () => {
    const called = vi.fn();
    clock.alarm(clock.in(7000), called);
    await told();
    vi.advanceTimersToNextTimer();
    expect(called).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('counts by ones for ever where a clock may not rest', async () => {
  pass(600_000);
  await count(20_000);
  pass(3010);
  expect(shown).toEqual([20, 19, 18, 17]);
});
