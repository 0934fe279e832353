import type {
  Commands,
  EventName,
  FaultCode,
  Intake,
  PadPurpose,
  PadView,
  PinOutcome,
  Start,
  VaultView,
} from '../generated/contract';
import type { Arguments, CommandName, Host, Result } from '../host';
import { FakeAccount, type FakeAccountSeed } from './account';
import { faultOf } from './fault';
import { defaultVault, FakeVault, type FakeVaultSetting } from './vault';

/** How a fake begins. */
export interface FakeSetting {
  accounts: FakeAccountSeed[];
  /** Where the program stands; `open` asks the keystore first, where the vault has its key in one. */
  start: Start['kind'];
  vault: Partial<FakeVaultSetting>;
  /** Commands that fail, each time, until the setting says otherwise. */
  faults: Partial<Record<CommandName, FaultCode>>;
  /** What the next chosen or dropped pictures hold; the last one again and again. */
  pictures: Picture[];
  /** How long checking a PIN or a passphrase takes, in milliseconds. */
  deriving: number;
}

/** What a picture holds. A registration's times are taken when it is read. */
export type Picture =
  | Exclude<Intake, { kind: 'registration' }>
  | (Omit<Extract<Intake, { kind: 'registration' }>, 'expires_ms' | 'remaining_ms'> & { validMs: number });

type Held = Exclude<Picture, { validMs: number }> | (Extract<Picture, { validMs: number }> & { expiresMs: number });

type Handlers = { [K in CommandName]: (args: Commands[K]['arguments']) => Result<K> | Promise<Result<K>> };

const LEAST = 6;
const MOST = 20;

const plain: FakeSetting = {
  accounts: [],
  start: 'open',
  vault: {},
  faults: {},
  pictures: [{ kind: 'nothing' }],
  deriving: 0,
};

/** A host that keeps everything in memory and behaves like the program, for a plain browser and for tests. */
export class FakeHost implements Host {
  readonly setting: FakeSetting;
  /** Every command that was called, in order; digits and passphrases left out. */
  readonly calls: CommandName[] = [];
  accounts: FakeAccount[];
  readonly vault: FakeVault;
  /** What the last copy put into the clipboard. */
  clipboard: string | undefined;
  #stands: Start['kind'] | 'closed';
  #held: Held = { kind: 'nothing' };
  #pad: { purpose: PadPurpose; typed: string; first: string | undefined } | undefined;
  #listeners = new Map<EventName, Set<() => void>>();

  constructor(setting: Partial<FakeSetting> = {}) {
    this.setting = { ...plain, ...setting };
    this.#stands = this.setting.start === 'open' ? 'closed' : this.setting.start;
    this.accounts = this.setting.accounts.map((seed) => new FakeAccount(seed));
    this.vault = new FakeVault(
      { ...defaultVault, ...this.setting.vault },
      () => this.#derive(),
      () => this.#tell('vault-changed'),
    );
  }

  async call<K extends CommandName>(name: K, args: Arguments<K>): Promise<Result<K>> {
    this.calls.push(name);
    const code = this.setting.faults[name];
    if (code !== undefined) throw faultOf(code);
    return await this.#handlers[name](args);
  }

  on(event: EventName, callback: () => void): () => void {
    const callbacks = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, callbacks.add(callback));
    return () => callbacks.delete(callback);
  }

  /** What happens when a picture is dropped on the window. */
  drop(picture: Picture): void {
    this.#pad = undefined;
    this.#held = hold(picture);
    this.#tell('intake-changed');
  }

  #handlers: Handlers = {
    start: () => (this.#stands === 'closed' ? this.#ask() : this.#started(null)),
    passphrase_strength: ({ passphrase }) => strength(passphrase),
    keystore_give_up: () => {
      this.vault.keystore.giveUp();
      return null;
    },
    vault_create: async ({ passphrase }) => {
      await this.#derive();
      if (!strength(passphrase).enough) throw faultOf('passphrase_weak');
      this.vault.keystore.name = null;
      this.vault.setting.passphrase = passphrase;
      return this.#enter('open');
    },
    vault_unlock: async ({ proof, renew }) => {
      if (this.#stands !== 'unlock') throw faultOf('stale');
      if (proof.kind === 'keystore') return this.#ask();
      await this.vault.unlock(proof, renew);
      if (renew) this.accounts = this.accounts.map((account) => account.restored());
      return this.#enter('open');
    },
    vault_lock: () => {
      this.#open();
      this.#pad = undefined;
      this.#held = { kind: 'nothing' };
      this.vault.cancelKit();
      for (const account of this.accounts) account.openStep = undefined;
      return this.#enter('unlock');
    },
    vault_begin_anew: () => {
      if (this.#stands === 'open' || this.#stands === 'choose_passphrase') throw faultOf('stale');
      delete this.setting.faults.start;
      this.accounts = [];
      return this.#enter(this.vault.beginAnew() ? 'open' : 'choose_passphrase');
    },
    vault_view: () => this.#view(),
    vault_accept_older: () => {
      this.#open();
      this.vault.accept();
      this.accounts = this.accounts.map((account) => account.restored());
      return this.#view();
    },
    passphrase_set: async ({ proof, passphrase }) => {
      this.#open();
      if (!strength(passphrase).enough) throw faultOf('passphrase_weak');
      await this.vault.setPassphrase(proof, passphrase);
      return this.#view();
    },
    way_remove: async ({ proof, way }) => {
      this.#open();
      await this.vault.removeWay(proof, way);
      return this.#view();
    },
    kit_make: ({ proof }) => {
      this.#open();
      return this.vault.makeKit(proof);
    },
    kit_confirm: async ({ proof, typed }) => {
      this.#open();
      await this.vault.confirmKit(proof, typed);
      return this.#view();
    },
    kit_cancel: () => {
      this.#open();
      this.vault.cancelKit();
      return null;
    },
    kit_print: () => {
      // A plain browser has a print dialog of its own; a test has none.
      globalThis.print?.();
      return null;
    },
    kit_test: ({ kit }) => {
      this.#open();
      return this.vault.testKit(kit);
    },
    backup_choose: () => {
      this.#open();
      this.vault.planBackups();
      return this.#view();
    },
    backup_keep: ({ copies }) => {
      this.#open();
      this.vault.keepBackups(copies);
      return this.#view();
    },
    backup_now: () => {
      this.#open();
      this.vault.backUp();
      return this.#view();
    },
    backup_end: () => {
      this.#open();
      this.vault.endBackups();
      return this.#view();
    },
    earlier: () => {
      this.#open();
      return this.vault.earlier();
    },
    earlier_pick: ({ index }) => {
      this.#open();
      return this.vault.pickEarlier(index);
    },
    restore_choose: () => this.vault.pickFile(),
    restore_cancel: () => {
      this.vault.putBack();
      return null;
    },
    restore: async ({ proof }) => {
      const { accounts } = await this.vault.restore(proof);
      delete this.setting.faults.start;
      this.accounts = this.accounts.slice(0, accounts ?? undefined).map((account) => account.restored());
      return this.#enter('open');
    },
    erase_at_ten: ({ on }) => {
      this.#open();
      this.vault.setEraseAtTen(on);
      return this.#view();
    },
    accounts: () => {
      this.#open();
      return this.accounts.map((account) => account.row());
    },
    code_show: ({ account }) => this.#code(account),
    code_copy: ({ account }) => {
      const view = this.#code(account);
      this.clipboard = view.digits;
      return view;
    },
    picture_choose: () => {
      this.#open();
      const [picture = { kind: 'nothing' } as const, ...rest] = this.setting.pictures;
      if (rest.length > 0) this.setting.pictures = rest;
      if (picture.kind !== 'nothing') this.#held = hold(picture);
      return this.#intake();
    },
    intake: () => {
      this.#open();
      return this.#intake();
    },
    intake_dismiss: () => {
      this.#held = { kind: 'nothing' };
      this.#pad = undefined;
      return this.#intake();
    },
    bind_plain: () => {
      const held = this.#held;
      if (held.kind !== 'plain') throw faultOf('stale');
      const { issuer, number, digits, period_s: periodS } = held;
      return this.#bind({ issuer, number, digits, periodS });
    },
    pin_open: ({ purpose }) => {
      if (purpose.kind === 'code') this.#account(purpose.account);
      else if (this.#intake().kind !== 'registration') throw faultOf('registration_expired');
      this.#pad = { purpose, typed: '', first: undefined };
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
  };

  /** Asks the keystore to open the vault. */
  async #ask(): Promise<Start> {
    if (this.vault.keystore.name === null) return this.#enter('unlock');
    const fault = await this.vault.keystore.ask();
    this.#stands = fault === undefined ? 'open' : 'unlock';
    return this.#started(fault ?? null);
  }

  #enter(kind: Start['kind']): Start {
    this.#stands = kind;
    return this.#started(null);
  }

  #started(fault: FaultCode | null): Start {
    if (this.#stands === 'unlock') return { kind: 'unlock', unlock: this.vault.unlockView(fault) };
    return { kind: this.#stands === 'choose_passphrase' ? 'choose_passphrase' : 'open' };
  }

  #view(): VaultView {
    this.#open();
    return this.vault.view(this.accounts);
  }

  async #judge(): Promise<PinOutcome> {
    const pad = this.#typing();
    if (pad.typed.length < LEAST) throw faultOf('pin_too_short');
    const typed = pad.typed;
    pad.typed = '';
    if (pad.purpose.kind === 'code') return this.#try(this.#account(pad.purpose.account), typed);
    if (pad.first === undefined) {
      pad.first = typed;
      return { kind: 'repeat' };
    }
    if (pad.first !== typed) {
      pad.first = undefined;
      return { kind: 'mismatch' };
    }
    await this.#derive();
    const held = this.#held;
    if (held.kind !== 'registration' || this.#intake().kind !== 'registration') throw faultOf('registration_expired');
    this.#pad = undefined;
    const { issuer, number, support } = held;
    return { kind: 'bound', ...this.#bind({ issuer, number, support, pin: typed }) };
  }

  async #try(account: FakeAccount, pin: string): Promise<PinOutcome> {
    if (!account.attempts.allowed) return { kind: 'no_try', pin: account.attempts.standing() };
    // A try is counted on disk before the PIN is looked at.
    this.vault.change();
    if (account.erased) throw faultOf('secret_erased');
    await this.#derive();
    if (account.seed.damaged) throw faultOf('account_damaged');
    if (pin !== account.seed.pin) {
      account.attempts.wrong();
      const standing = account.attempts.standing();
      if (standing.kind === 'frozen' && this.vault.setting.eraseAtTen) account.erased = true;
      return { kind: 'wrong', pin: standing };
    }
    account.attempts.right();
    this.#pad = undefined;
    if (account.unsynced) {
      account.unsynced = false;
      return { kind: 'synced', account: account.id };
    }
    account.openStep = account.step;
    return { kind: 'code', code: account.code() };
  }

  #bind(seed: FakeAccountSeed): { account: string } {
    this.vault.change();
    const account = new FakeAccount(seed);
    this.accounts.push(account);
    this.vault.backUp();
    this.#held = { kind: 'nothing' };
    return { account: account.id };
  }

  #code(id: string) {
    const account = this.#account(id);
    if (account.seed.damaged) throw faultOf('account_damaged');
    if (account.seed.pin !== undefined && account.openStep !== account.step) throw faultOf('pin_needed');
    return account.code();
  }

  #account(id: string): FakeAccount {
    this.#open();
    const account = this.accounts.find((each) => each.id === id);
    if (account === undefined) throw faultOf('stale');
    return account;
  }

  #intake(): Intake {
    const held = this.#held;
    if (held.kind !== 'registration') return held;
    const { validMs: _, expiresMs: expires_ms, ...shown } = held;
    const remaining_ms = expires_ms - Date.now();
    if (remaining_ms > 0) return { ...shown, expires_ms, remaining_ms };
    const { issuer, number, support } = shown;
    return { kind: 'expired', issuer, number, support, expires_ms };
  }

  #typing() {
    this.#open();
    if (this.#pad === undefined) throw faultOf('stale');
    return this.#pad;
  }

  #padView(): PadView {
    return { count: this.#pad?.typed.length ?? 0, least: LEAST, most: MOST };
  }

  #open(): void {
    if (this.#stands !== 'open') throw faultOf('vault_closed');
  }

  #tell(event: EventName): void {
    for (const callback of this.#listeners.get(event) ?? []) callback();
  }

  async #derive(): Promise<void> {
    const { deriving } = this.setting;
    if (deriving > 0) await new Promise((done) => setTimeout(done, deriving));
  }
}

function hold(picture: Picture): Held {
  return picture.kind === 'registration' ? { ...picture, expiresMs: Date.now() + picture.validMs } : picture;
}

/** As many points as the passphrase has words or runs of six characters. */
function strength(passphrase: string) {
  const words = passphrase.split(/\s+/).filter((word) => word.length > 2).length;
  const score = Math.min(4, Math.max(words, Math.floor(passphrase.length / 6)));
  return { score, enough: score >= 3 };
}
