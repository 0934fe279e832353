import type {
  Commands,
  EarlierView,
  EventName,
  FaultCode,
  Intake,
  PadPurpose,
  PadView,
  PinOutcome,
  ProofInput,
  Start,
  VaultView,
} from '../generated/contract';
import type { Arguments, CommandName, Host, Result } from '../host';
import { FakeAccount, type FakeAccountSeed } from './account';
import { FakeVault, KIT } from './vault';

/** How a fake begins. */
export interface FakeSetting {
  accounts: FakeAccountSeed[];
  start: Start;
  passphrase: string;
  /** How the open vault stands, where it differs from a whole one under a keystore. */
  vault: Partial<VaultView>;
  /** The states that can be gone back to. */
  earlier: EarlierView[];
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
  start: { kind: 'open' },
  passphrase: '',
  vault: {},
  earlier: [],
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
  /** What the last copy put into the clipboard. */
  clipboard: string | undefined;
  readonly vault: FakeVault;
  #start: Start;
  #held: Held = { kind: 'nothing' };
  #pad: { purpose: PadPurpose; typed: string; first: string | undefined } | undefined;
  #listeners = new Map<EventName, Set<() => void>>();

  constructor(setting: Partial<FakeSetting> = {}) {
    this.setting = { ...plain, ...setting };
    this.#start = this.setting.start;
    this.vault = new FakeVault(this.setting.vault, (code) => faultOf(code));
    this.accounts = this.setting.accounts.map((seed) => new FakeAccount(seed));
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
    for (const callback of this.#listeners.get('intake-changed') ?? []) callback();
  }

  #handlers: Handlers = {
    start: () => this.#start,
    passphrase_strength: ({ passphrase }) => strength(passphrase),
    vault_create: async ({ passphrase }): Promise<Start> => {
      await this.#derive();
      if (!strength(passphrase).enough) throw faultOf('passphrase_weak');
      this.setting.passphrase = passphrase;
      return this.#opened();
    },
    keystore_give_up: () => null,
    vault_unlock: async ({ proof }): Promise<Start> => {
      await this.#prove(proof);
      return this.#opened();
    },
    vault_lock: () => {
      this.#open();
      this.#pad = undefined;
      this.#held = { kind: 'nothing' };
      const { passphrase, kit, keystore } = this.vault.view;
      const unlock = { fault: null, keystore: keystore !== null, passphrase, kit: kit !== null, renewable: false };
      this.#start = { kind: 'unlock', unlock };
      return this.#start;
    },
    vault_begin_anew: () => {
      this.accounts = [];
      return this.#opened();
    },
    vault_view: () => {
      this.#open();
      return this.vault.view;
    },
    vault_accept_older: () => this.vault.change({ access: 'full' }),
    passphrase_set: async ({ proof, passphrase }) => {
      await this.#prove(proof);
      if (!strength(passphrase).enough) throw faultOf('passphrase_weak');
      this.setting.passphrase = passphrase;
      return this.vault.change({ passphrase: true, asks: 'passphrase' });
    },
    way_remove: async ({ proof, way }) => {
      await this.#prove(proof);
      return this.vault.remove(way);
    },
    kit_make: async ({ proof }) => {
      await this.#prove(proof);
      return this.vault.makeKit();
    },
    kit_confirm: ({ typed }) => this.vault.confirmKit(typed),
    kit_cancel: () => null,
    kit_print: () => null,
    kit_test: ({ kit }) => (kit.replace(/\s/g, '').toUpperCase() === KIT ? 'opens' : 'another'),
    backup_choose: () => this.vault.planBackups(),
    backup_keep: ({ copies }) => this.vault.keepBackups(copies),
    backup_now: () => this.vault.backUp(),
    backup_end: () => this.vault.change({ backup: null }),
    earlier: () => this.setting.earlier,
    earlier_pick: ({ index }) => {
      const earlier = this.setting.earlier.find((each) => each.index === index);
      if (earlier === undefined) throw faultOf('stale');
      return { saved_ms: earlier.saved_ms, accounts: earlier.accounts, opens_here: true, passphrase: false, kit: true };
    },
    restore_choose: () => ({ saved_ms: Date.now(), accounts: null, opens_here: false, passphrase: true, kit: true }),
    restore_cancel: () => null,
    restore: async ({ proof }): Promise<Start> => {
      await this.#prove(proof);
      return this.#opened();
    },
    erase_at_ten: ({ on }) => this.vault.change({ erase_at_ten: on }),
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
      return this.#view();
    },
    pin_digit: ({ digit }) => {
      const pad = this.#typing();
      if (pad.typed.length < MOST) pad.typed += String(digit);
      return this.#view();
    },
    pin_backspace: () => {
      const pad = this.#typing();
      pad.typed = pad.typed.slice(0, -1);
      return this.#view();
    },
    pin_submit: () => this.#judge(),
    pin_cancel: () => {
      this.#pad = undefined;
      return this.#view();
    },
  };

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
    await this.#derive();
    if (account.seed.damaged) throw faultOf('account_damaged');
    if (pin !== account.seed.pin) {
      account.attempts.wrong();
      return { kind: 'wrong', pin: account.attempts.standing() };
    }
    account.attempts.right();
    this.#pad = undefined;
    if (account.seed.unsynced) {
      account.seed.unsynced = false;
      return { kind: 'synced', account: account.id };
    }
    account.openStep = account.step;
    return { kind: 'code', code: account.code() };
  }

  #bind(seed: FakeAccountSeed): { account: string } {
    const account = new FakeAccount(seed);
    this.accounts.push(account);
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

  #view(): PadView {
    return { count: this.#pad?.typed.length ?? 0, least: LEAST, most: MOST };
  }

  #open(): void {
    if (this.#start.kind !== 'open') throw faultOf('vault_closed');
  }

  #opened(): Start {
    this.#start = { kind: 'open' };
    return this.#start;
  }

  async #prove(proof: ProofInput): Promise<void> {
    if (proof.kind === 'keystore') return;
    await this.#derive();
    if (proof.kind === 'passphrase') {
      if (proof.passphrase !== this.setting.passphrase) throw faultOf('passphrase_wrong');
      return;
    }
    const kit = proof.kit.replace(/\s/g, '').toUpperCase();
    if (kit.length !== KIT.length) throw faultOf('not_a_kit');
    if (kit !== KIT) throw faultOf('kit_wrong');
  }

  async #derive(): Promise<void> {
    const { deriving } = this.setting;
    if (deriving > 0) await new Promise((done) => setTimeout(done, deriving));
  }
}

function hold(picture: Picture): Held {
  return picture.kind === 'registration' ? { ...picture, expiresMs: Date.now() + picture.validMs } : picture;
}

function faultOf(code: FaultCode) {
  return { code, message: `the fake was told to answer with \`${code}\``, hint: 'change the scenario' };
}

/** As many points as the passphrase has words or runs of six characters. */
function strength(passphrase: string) {
  const words = passphrase.split(/\s+/).filter((word) => word.length > 2).length;
  const score = Math.min(4, Math.max(words, Math.floor(passphrase.length / 6)));
  return { score, enough: score >= 3 };
}
