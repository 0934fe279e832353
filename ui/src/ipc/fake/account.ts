import type { AccountRow, BindingView, CodeView, RoleView } from '../generated/contract';
import { FakeAttempts } from './attempts';

/** What an account of the fake is made of. */
export interface FakeAccountSeed {
  issuer: string | null;
  number: string;
  /** Of a broker's account: its PIN. */
  pin?: string;
  /** Of a broker's account: which of its devices this is; the main one if nothing is said. */
  role?: RoleView;
  /** Its PIN has not been confirmed on this device. */
  unsynced?: boolean;
  /** Wrong PINs so far. */
  wrong?: number;
  support?: string | null;
  digits?: number;
  periodS?: number;
  /** Its sealed secret cannot be opened. */
  damaged?: boolean;
  /** Its secret was erased after ten wrong PINs. */
  erased?: boolean;
}

let made = 0;

/** One account in the fake's memory. */
export class FakeAccount {
  readonly id: string;
  readonly seed: FakeAccountSeed;
  readonly attempts: FakeAttempts;
  unsynced: boolean;
  erased: boolean;
  /** The step in which the right PIN was given. */
  openStep: number | undefined;

  constructor(seed: FakeAccountSeed, attempts = new FakeAttempts(seed.wrong)) {
    made += 1;
    this.id = made.toString(16).padStart(32, '0');
    this.seed = seed;
    this.attempts = attempts;
    this.unsynced = seed.unsynced ?? false;
    this.erased = seed.erased ?? false;
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
      binding: this.#binding(),
      support: support ?? null,
    };
  }

  /** The same account as another state of the vault has it: its PIN is to be confirmed, wrong ones stay counted. */
  restored(): FakeAccount {
    const { pin, ...seed } = this.seed;
    return new FakeAccount(pin === undefined ? seed : { ...seed, pin, unsynced: true }, this.attempts);
  }

  #binding(): BindingView {
    const { pin, role = 'main' } = this.seed;
    if (pin === undefined) return { kind: 'plain' };
    return { kind: this.unsynced ? 'unsynced' : 'synced', role, pin: this.attempts.standing() };
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
