import type { AttemptsView } from '../generated/contract';

const MINUTE = 60_000;
const FREE = 5;
const FREEZING = 10;
/** The waits that the sixth to ninth wrong PIN start, in milliseconds. */
const WAITS: Record<number, number> = { 6: MINUTE, 7: 5 * MINUTE, 8: 15 * MINUTE, 9: 60 * MINUTE };

/** Wrong PINs since the last right one, as the program counts them. */
export class FakeAttempts {
  #wrong: number;
  #until = 0;

  constructor(wrong = 0) {
    this.#wrong = wrong;
    this.#until = Date.now() + (WAITS[wrong] ?? 0);
  }

  /** Whether a PIN may be tried now. */
  get allowed(): boolean {
    return this.#wrong < FREEZING && Date.now() >= this.#until;
  }

  wrong(): void {
    this.#wrong += 1;
    this.#until = Date.now() + (WAITS[this.#wrong] ?? 0);
  }

  right(): void {
    this.#wrong = 0;
    this.#until = 0;
  }

  standing(): AttemptsView {
    const left = FREEZING - this.#wrong;
    if (left <= 0) return { kind: 'frozen' };
    const remaining = this.#until - Date.now();
    if (remaining > 0) return { kind: 'waiting', remaining_ms: remaining, left };
    return { kind: 'free', free: Math.max(0, FREE - this.#wrong), left };
  }
}
