import type {
  AccountEdit,
  AccountRow,
  Arrangement,
  BindingView,
  CodeKind,
  CodeView,
  DeviceView,
  KeepOpen,
  RoleView,
} from '../generated/contract';
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
  /** Nothing here can tell a right PIN: check digits are compared. */
  byEye?: boolean;
  /** The activation code it was bound with. */
  activation?: string;
  /** Its further devices. */
  devices?: DeviceView[];
  /** Wrong PINs so far. */
  wrong?: number;
  support?: string | null;
  digits?: number;
  periodS?: number;
  algorithm?: string;
  /** Of an ordinary account: what its codes go by, where that is not the time. */
  codes?: CodeKind;
  /** Its sealed secret cannot be opened. */
  damaged?: boolean;
  /** Its secret was erased after ten wrong PINs. */
  erased?: boolean;
  arrangement?: Partial<Arrangement>;
  /** When it last gave a code. */
  usedMs?: number;
  /** Its names in pinyin. */
  pinyin?: string;
}

/** How long an account stays open after its PIN: milliseconds. One that does not shows the code of that period. */
const OPEN: Record<KeepOpen, number> = { each_time: 0, five_minutes: 300_000, fifteen_minutes: 900_000, until_lock: Infinity };

let made = 0;

/** One account in the fake's memory. */
export class FakeAccount {
  readonly id: string;
  readonly seed: FakeAccountSeed;
  readonly attempts: FakeAttempts;
  devices: DeviceView[];
  arrangement: Arrangement;
  unsynced: boolean;
  erased: boolean;
  /** When the right PIN was given. */
  openedMs: number | undefined;
  /** The last code of a counter. */
  counted: string | undefined;

  constructor(seed: FakeAccountSeed, attempts = new FakeAttempts(seed.wrong)) {
    made += 1;
    this.id = made.toString(16).padStart(32, '0');
    // Its PIN may change, and the setting stays as it was.
    this.seed = { ...seed };
    this.attempts = attempts;
    this.devices = seed.devices ?? [];
    this.arrangement = { favourite: false, group: null, keep_open: 'each_time', ...seed.arrangement };
    this.unsynced = seed.unsynced ?? false;
    this.erased = seed.erased ?? false;
  }

  get codes(): CodeKind {
    return this.seed.codes ?? { kind: 'time', period_s: this.periodMs / 1000 };
  }

  /** What can be changed of it without a PIN. */
  get edit(): AccountEdit {
    const { issuer, number, algorithm = 'SHA1', digits = 6 } = this.seed;
    const { codes } = this;
    return { issuer: issuer ?? '', name: number, algorithm, digits: codes.kind === 'steam' ? 5 : digits, codes };
  }

  change({ issuer, name, algorithm, digits, codes }: AccountEdit): void {
    Object.assign(this.seed, { issuer: issuer === '' ? null : issuer, number: name, algorithm, digits, codes });
    if (codes.kind === 'time') this.seed.periodS = codes.period_s;
  }

  /** The next code of a counter. */
  next(): CodeView {
    const { codes } = this;
    if (codes.kind !== 'counter') throw new Error('this account has no counter');
    this.counted = this.#digits(codes.counter);
    this.seed.codes = { kind: 'counter', counter: codes.counter + 1 };
    return this.code();
  }

  get periodMs(): number {
    return (this.seed.periodS ?? (this.seed.pin === undefined ? 30 : 60)) * 1000;
  }

  get step(): number {
    return Math.floor(Date.now() / this.periodMs);
  }

  /** Whether it gives codes without its PIN. */
  get open(): boolean {
    if (this.seed.pin === undefined) return true;
    const opened = this.openedMs;
    if (opened === undefined) return false;
    return Math.floor(opened / this.periodMs) === this.step || Date.now() < opened + OPEN[this.arrangement.keep_open];
  }

  row(): AccountRow {
    const { issuer, number, support } = this.seed;
    return {
      id: this.id,
      issuer,
      number,
      binding: this.#binding(),
      codes: this.codes,
      support: support ?? null,
      ...this.arrangement,
      used_ms: this.seed.usedMs ?? null,
      pinyin: this.seed.pinyin ?? '',
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
    const standing = this.attempts.standing();
    if (!this.unsynced) return { kind: 'synced', role, pin: standing };
    return { kind: 'unsynced', role, pin: standing, by_eye: this.seed.byEye ?? false };
  }

  /** The current code: digits that differ by account and step. They are no one-time password of anything. */
  code(): CodeView {
    if (this.codes.kind === 'counter') {
      return { account: this.id, digits: this.counted ?? '', period_ms: 0, remaining_ms: 0, next: null };
    }
    const remaining = (this.step + 1) * this.periodMs - Date.now();
    const digits = this.#digits(this.step);
    // A PIN opens one code, unless the account stays open.
    const goesOn = this.seed.pin === undefined || this.arrangement.keep_open !== 'each_time';
    const next = goesOn && remaining <= 10_000 ? this.#digits(this.step + 1) : null;
    return { account: this.id, digits, period_ms: this.periodMs, remaining_ms: remaining, next };
  }

  #digits(step: number): string {
    const steam = this.codes.kind === 'steam';
    const length = steam ? 5 : (this.seed.digits ?? 6);
    const letters = steam ? '23456789BCDFGHJKMNPQRTVWXY' : '0123456789';
    let mixed = (Number.parseInt(this.id.slice(-8), 16) * 2654435761 + step * 40503) >>> 0;
    let digits = '';
    while (digits.length < length) {
      mixed = (Math.imul(mixed, 1664525) + 1013904223) >>> 0;
      digits += letters[(mixed >>> 16) % letters.length] ?? '';
    }
    return digits;
  }
}
