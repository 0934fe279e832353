import type { AccountRow, BindingView, CodeView, RoleView } from '../generated/contract';
import { FakeAttempts } from './attempts';

/** What an account of the fake is made of. */
export interface FakeAccountSeed {
  issuer: string | null;
  number: string;
  /** Of a broker's account: its PIN. */
  pin?: string;
  /** Wrong PINs so far. */
  wrong?: number;
  support?: string | null;
  digits?: number;
  periodS?: number;
  /** Which of the account's devices this is; the first one unless said otherwise. */
  role?: RoleView;
  /** This device has not had the PIN confirmed. */
  unsynced?: boolean;
  /** Its sealed secret cannot be opened. */
  damaged?: boolean;
}

let made = 0;

/** One account in the fake's memory. */
export class FakeAccount {
  readonly id: string;
  readonly seed: FakeAccountSeed;
  readonly attempts: FakeAttempts;
  /** The step in which the right PIN was given. */
  openStep: number | undefined;

  constructor(seed: FakeAccountSeed) {
    made += 1;
    this.id = made.toString(16).padStart(32, '0');
    this.seed = seed;
    this.attempts = new FakeAttempts(seed.wrong);
  }

  get periodMs(): number {
    return (this.seed.periodS ?? (this.seed.pin === undefined ? 30 : 60)) * 1000;
  }

  get step(): number {
    return Math.floor(Date.now() / this.periodMs);
  }

  row(): AccountRow {
    const { issuer, number, support } = this.seed;
    return {
      id: this.id,
      issuer,
      number,
      binding: this.binding(),
      support: support ?? null,
    };
  }

  binding(): BindingView {
    const { pin, role = 'main', unsynced = false } = this.seed;
    if (pin === undefined) return { kind: 'plain' };
    return { kind: unsynced ? 'unsynced' : 'synced', role, pin: this.attempts.standing() };
  }

  /** The current code: digits that differ by account and step. They are no one-time password of anything. */
  code(): CodeView {
    const length = this.seed.digits ?? 6;
    let mixed = (Number.parseInt(this.id.slice(-8), 16) * 2654435761 + this.step * 40503) >>> 0;
    let digits = '';
    while (digits.length < length) {
      mixed = (Math.imul(mixed, 1664525) + 1013904223) >>> 0;
      digits += String((mixed >>> 16) % 10);
    }
    const remaining = (this.step + 1) * this.periodMs - Date.now();
    return { account: this.id, digits, period_ms: this.periodMs, remaining_ms: remaining };
  }
}
