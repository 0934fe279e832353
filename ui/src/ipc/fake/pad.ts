import type { PadPurpose, PadView, PinOutcome } from '../generated/contract';
import type { FakeAccount } from './account';
import type { FakeAccounts } from './accounts';
import type { FakeAdding } from './adding';
import type { FakeCodes } from './codes';
import type { FakeDevices } from './devices';
import { faultOf } from './fault';
import type { Handlers } from './handlers';
import type { FakeIntake } from './intake';
import type { FakeSession } from './session';
import type { FakeVault } from './vault';
import { weakness } from './weak';

/** What a PIN opens. */
interface Opens {
  session: FakeSession;
  vault: FakeVault;
  accounts: FakeAccounts;
  intake: FakeIntake;
  adding: FakeAdding;
  devices: FakeDevices;
  codes: FakeCodes;
}

const LEAST = 6;
const MOST = 20;

/** The PIN pad, and what follows from a PIN. */
export class FakePad {
  readonly #session: FakeSession;
  readonly #vault: FakeVault;
  readonly #accounts: FakeAccounts;
  readonly #intake: FakeIntake;
  readonly #adding: FakeAdding;
  readonly #devices: FakeDevices;
  readonly #codes: FakeCodes;
  #pad: { purpose: PadPurpose; typed: string; first: string | undefined; proved: boolean } | undefined;
  /** Of a PIN whose check digits are to be compared. */
  #compared: { account: string; pin: string } | undefined;

  constructor({ session, vault, accounts, intake, adding, devices, codes }: Opens) {
    this.#session = session;
    this.#vault = vault;
    this.#accounts = accounts;
    this.#intake = intake;
    this.#adding = adding;
    this.#devices = devices;
    this.#codes = codes;
  }

  readonly handlers = {
    pin_open: ({ purpose }) => {
      this.#openPad(purpose);
      this.#pad = { purpose, typed: '', first: undefined, proved: false };
      return this.#padView();
    },
    pin_digit: ({ digit }) => {
      const pad = this.#typing();
      if (pad.typed.length < MOST) pad.typed += String(digit);
      return this.#padView();
    },
    pin_backspace: () => {
      const pad = this.#typing();
      pad.typed = pad.typed.slice(0, -1);
      return this.#padView();
    },
    pin_submit: () => this.#judge(),
    pin_cancel: () => {
      this.#pad = undefined;
      return this.#padView();
    },
    check_digits_compared: ({ account: id, same }) => {
      const compared = this.#compared;
      this.#compared = undefined;
      if (compared?.account !== id) throw faultOf('stale');
      if (!same) return null;
      const account = this.#accounts.account(id);
      account.seed.pin = compared.pin;
      account.seed.byEye = false;
      account.unsynced = false;
      this.#accounts.note('synced', account);
      return null;
    },
  } satisfies Partial<Handlers>;

  /** Closes it; what was typed is gone. */
  close(): void {
    this.#pad = undefined;
  }

  /** Throws where a pad for this has no sense. */
  #openPad(purpose: PadPurpose): void {
    switch (purpose.kind) {
      case 'create':
        this.#intake.registration();
        return;
      case 'restore':
        this.#accounts.removed(purpose.account);
        return;
      case 'code':
      case 'remove':
        this.#accounts.account(purpose.account);
        return;
      case 'kit_reset':
        this.#accounts.account(purpose.account);
        if (this.#vault.testKit(purpose.kit) !== 'opens') throw faultOf('kit_wrong');
        return;
      case 'check_digits':
      case 'hand_out':
      case 'give_up':
      case 'change': {
        const account = this.#accounts.account(purpose.account);
        if ((account.seed.role ?? 'main') !== 'main') throw faultOf('not_main');
        if (account.unsynced) throw faultOf('unsynced');
        if (account.attempts.standing().kind === 'frozen') throw faultOf('frozen');
        if (purpose.kind === 'hand_out' && this.#devices.slot(account, purpose.name) === undefined) throw faultOf('no_room');
      }
    }
  }

  async #judge(): Promise<PinOutcome> {
    const pad = this.#typing();
    if (pad.typed.length < LEAST) throw faultOf('pin_too_short');
    const { purpose, typed } = pad;
    pad.typed = '';
    if (purpose.kind === 'create') return this.#create(typed);
    const account =
      purpose.kind === 'restore' ? this.#accounts.removed(purpose.account) : this.#accounts.account(purpose.account);
    if (purpose.kind === 'code' && account.unsynced && account.seed.byEye) return this.#byEye(account, typed);
    if (pad.proved || purpose.kind === 'kit_reset') return this.#change(account, typed);
    const failed = await this.#try(account, typed);
    if (failed !== undefined) return failed;
    if (purpose.kind === 'change') {
      pad.proved = true;
      return { kind: 'new' };
    }
    this.#pad = undefined;
    return this.#proved(account, typed, purpose);
  }

  /** The first of two PINs is kept; nothing when the second is the same. */
  #twice(typed: string): PinOutcome | undefined {
    const pad = this.#typing();
    const first = pad.first;
    pad.first = first === undefined ? typed : undefined;
    if (first === undefined) return { kind: 'repeat' };
    return first === typed ? undefined : { kind: 'mismatch' };
  }

  async #create(typed: string): Promise<PinOutcome> {
    const { number } = this.#intake.registration();
    const rule = weakness(typed, number);
    if (rule !== undefined) return { kind: 'weak', rule };
    const outcome = this.#twice(typed);
    if (outcome !== undefined) return outcome;
    await this.#vault.derive();
    this.#intake.registration();
    this.#pad = undefined;
    return { kind: 'bound', ...this.#adding.register({ pin: typed }) };
  }

  async #byEye(account: FakeAccount, typed: string): Promise<PinOutcome> {
    const outcome = this.#twice(typed);
    if (outcome !== undefined) return outcome;
    this.#vault.change();
    await this.#vault.derive();
    this.#pad = undefined;
    this.#compared = { account: account.id, pin: typed };
    return { kind: 'check_digits', account: account.id, digits: checkDigits(typed) };
  }

  async #change(account: FakeAccount, typed: string): Promise<PinOutcome> {
    const rule = weakness(typed, account.seed.number);
    if (rule !== undefined) return { kind: 'weak', rule };
    const outcome = this.#twice(typed);
    if (outcome !== undefined) return outcome;
    await this.#vault.derive();
    this.#pad = undefined;
    account.seed.pin = typed;
    account.attempts.right();
    account.devices = account.devices.map((device) => ({ ...device, old_pin: true }));
    this.#accounts.note('pin_changed', account);
    return { kind: 'done', account: account.id };
  }

  /** Counts and checks a PIN; nothing when it is right. */
  async #try(account: FakeAccount, pin: string): Promise<PinOutcome | undefined> {
    if (!account.attempts.allowed) return { kind: 'no_try', pin: account.attempts.standing() };
    // A try is counted on disk before the PIN is looked at.
    this.#vault.change();
    if (account.erased) throw faultOf('secret_erased');
    await this.#vault.derive();
    if (account.seed.damaged) throw faultOf('account_damaged');
    if (pin === account.seed.pin) {
      account.attempts.right();
      return undefined;
    }
    account.attempts.wrong();
    const standing = account.attempts.standing();
    this.#accounts.note('wrong_pin', account);
    if (standing.kind === 'frozen') this.#accounts.note('frozen', account);
    if (standing.kind === 'frozen' && this.#vault.setting.eraseAtTen) account.erased = true;
    return { kind: 'wrong', pin: standing };
  }

  /** What a right PIN does. */
  #proved(account: FakeAccount, pin: string, purpose: Exclude<PadPurpose, { kind: 'create' | 'change' }>): PinOutcome {
    switch (purpose.kind) {
      case 'code':
        if (account.unsynced) {
          account.unsynced = false;
          this.#accounts.note('synced', account);
          return { kind: 'synced', account: account.id };
        }
        account.openedMs = Date.now();
        account.seed.usedMs = Date.now();
        return { kind: 'code', code: this.#codes.shown(account.code()) };
      case 'check_digits':
        return { kind: 'check_digits', account: account.id, digits: checkDigits(pin) };
      case 'hand_out':
        return this.#devices.handOut(account, purpose.name);
      case 'give_up':
        this.#devices.giveUp(account, purpose.slot);
        break;
      case 'remove':
        this.#accounts.remove(account);
        break;
      case 'restore':
        this.#accounts.bringBack(account);
    }
    return { kind: 'done', account: account.id };
  }

  #typing() {
    this.#session.open();
    if (this.#pad === undefined) throw faultOf('stale');
    return this.#pad;
  }

  #padView(): PadView {
    return { count: this.#pad?.typed.length ?? 0, least: LEAST, most: MOST };
  }
}

/** Two digits that follow from a PIN. */
function checkDigits(pin: string): string {
  let mixed = 7;
  for (const digit of pin) mixed = (mixed * 31 + Number(digit)) % 100;
  return String(mixed).padStart(2, '0');
}
