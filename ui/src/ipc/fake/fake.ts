import {
  DEFAULTS,
  type AuditKind,
  type AuditView,
  type BatchView,
  type CodeAnswer,
  type CodeView,
  type Commands,
  type DevicesView,
  type EventName,
  type FaultCode,
  type FoundKind,
  type FoundView,
  type Intake,
  type PadPurpose,
  type PadView,
  type PinOutcome,
  type Preferences,
  type ReadingView,
  type Start,
  type TrashView,
  type TrayWords,
  type VaultView,
} from '../generated/contract';
import { toFault, type Arguments, type CommandName, type Host, type Result } from '../host';
import { FakeAccount, type FakeAccountSeed } from './account';
import { FakeCamera } from './camera';
import { FakeClock, type FakeClockSetting } from './clock';
import { faultOf } from './fault';
import { judge } from './typed';
import { PLAIN, type FakeSetting, type Picture } from './setting';
import { defaultVault, FakeVault } from './vault';
import { weakness } from './weak';

type Held =
  Exclude<Picture, { validMs: number } | { kind: 'several' }> | (Extract<Picture, { validMs: number }> & { expiresMs: number });

/** Several things that wait. */
interface Several {
  items: { held: Held; bound: boolean }[];
  batches: BatchView[];
  /** The one that was opened. */
  opened: number | undefined;
}

/** An account in the trash. */
interface Removed {
  account: FakeAccount;
  removedMs: number;
}

type Handlers = { [K in CommandName]: (args: Commands[K]['arguments']) => Result<K> | Promise<Result<K>> };

const LEAST = 6;
const MOST = 20;
const DAY = 86_400_000;
/** How long a removed account can be brought back. */
const KEPT = 30 * DAY;
/** How long a transfer may be bound. */
const TRANSFER = 600_000;
/** How many devices an account has beside its first. */
const FURTHER = 4;

/** A host that keeps everything in memory and behaves like the program, for a plain browser and for tests. */
export class FakeHost implements Host {
  readonly setting: FakeSetting;
  /** Every command that was called, in order; digits and passphrases left out. */
  readonly calls: CommandName[] = [];
  /** The accounts that were asked for their codes, each time. */
  readonly asked: string[] = [];
  /** Whether the page says that somebody can see it. */
  seen = true;
  accounts: FakeAccount[];
  readonly vault: FakeVault;
  /** What the last copy put into the clipboard. */
  clipboard: string | undefined;
  /** Whether the file dialog gives a place to save to. */
  saves = true;
  readonly camera: FakeCamera;
  readonly clock: FakeClock;
  preferences: Preferences;
  /** The words of the tray's menu. */
  tray: TrayWords | undefined;
  /** Whether the strip is shown, and which account it has. */
  strip = { shown: false, account: null as string | null };
  /** What was drawn on an overlay; nothing before, and null when it was given up. */
  area: Arguments<'overlay_choose'>['area'] | null | undefined;
  #stands: Start['kind'] | 'closed';
  #held: Held = { kind: 'nothing' };
  #several: Several | undefined;
  #reading: ReadingView = { done: 0, total: 0 };
  #stopped = false;
  #pad: { purpose: PadPurpose; typed: string; first: string | undefined; proved: boolean } | undefined;
  #trash: Removed[] = [];
  #audit: AuditView[] = [];
  /** Of a PIN whose check digits are to be compared. */
  #compared: { account: string; pin: string } | undefined;
  #transfer = false;
  /** Copies the next code when the current one ends. */
  #turn: ReturnType<typeof setTimeout> | undefined;
  #listeners = new Map<EventName, Set<() => void>>();

  constructor(setting: Partial<FakeSetting> = {}) {
    this.setting = { ...PLAIN, ...setting };
    this.#stands = this.setting.start === 'open' ? 'closed' : this.setting.start;
    this.accounts = this.setting.accounts.map((seed) => new FakeAccount(seed));
    this.camera = new FakeCamera(this.setting.camera);
    this.clock = new FakeClock(this.setting.clock);
    this.preferences = { ...DEFAULTS, welcome: 'done', ...this.setting.preferences };
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
    this.#take(picture);
    this.#tell('intake-changed');
  }

  /** What happens when the vault is locked from the tray. */
  async lockElsewhere(): Promise<void> {
    await this.#handlers.vault_lock({});
    this.#tell('session-changed');
  }

  /** What happens when another window sets something. */
  setElsewhere(change: Partial<Preferences>): void {
    this.preferences = { ...this.preferences, ...change };
    this.#tell('preferences-changed');
  }

  /** What happens when the clock is compared again. */
  checkClock(setting: Partial<FakeClockSetting>): void {
    Object.assign(this.clock.setting, setting);
    this.clock.check();
    this.#tell('clock-changed');
  }

  /** What happens when something else than the window changes what it shows. */
  emit(event: EventName): void {
    this.#tell(event);
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
      clearTimeout(this.#turn);
      this.#pad = undefined;
      this.#held = { kind: 'nothing' };
      this.#several = undefined;
      this.camera.close();
      this.vault.cancelKit();
      for (const account of this.accounts) account.openedMs = undefined;
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
    window_seen: ({ seen }) => {
      this.seen = seen;
      return null;
    },
    codes_show: ({ accounts }) => accounts.map((account) => this.#answer(account)),
    account_arrange: ({ account: id, arrangement }) => {
      this.#account(id).arrangement = arrangement;
      this.emit('accounts-changed');
      return null;
    },
    accounts_order: ({ accounts: ids }) => {
      const places = new Map(ids.map((id, place) => [id, place]));
      const place = ({ id }: FakeAccount) => places.get(id) ?? ids.length;
      this.accounts.sort((one, other) => place(one) - place(other));
      this.emit('accounts-changed');
      return null;
    },
    code_copy: ({ account }) => {
      const code = this.#code(account);
      this.#account(account).seed.usedMs = Date.now();
      const { next, remaining_ms: remaining } = code;
      const waits = next !== null && remaining < 5000 && this.preferences.copy_next;
      clearTimeout(this.#turn);
      if (waits) this.#turn = setTimeout(() => (this.clipboard = next), remaining);
      else this.clipboard = code.digits;
      return { code: this.#shown(code), waits };
    },
    code_close: ({ account }) => {
      this.#account(account).openedMs = undefined;
      return null;
    },
    preferences: () => this.preferences,
    preferences_set: ({ preferences }) => {
      for (const keys of [preferences.strip_keys, preferences.copy_keys]) {
        if (keys !== null && !keys.includes('+')) throw faultOf('shortcut_refused');
        if (keys !== null && this.setting.taken.includes(keys)) throw faultOf('shortcut_taken');
      }
      this.preferences = preferences;
      this.#tell('preferences-changed');
      return preferences;
    },
    about: () => ({ version: '0.1.0', system: 'Linux', vault: '/home/user/.local/share/lingpai/vault' }),
    tray_words: ({ words }) => {
      this.tray = words;
      return null;
    },
    show_strip: ({ on }) => {
      this.strip.shown = on;
      return null;
    },
    strip_view: () => {
      const first = this.accounts.find((account) => account.arrangement.favourite) ?? this.accounts[0];
      const open = this.#stands === 'open';
      return { account: open ? (this.strip.account ?? first?.id ?? null) : null, open };
    },
    strip_choose: ({ account }) => {
      this.strip.account = account;
      return { account, open: true };
    },
    strip_hide: () => {
      this.strip.shown = false;
      return null;
    },
    strip_main: () => null,
    code_next: ({ account: id }) => {
      this.vault.change();
      return this.#account(id).next();
    },
    files_choose: async () => {
      this.#open();
      await this.#readFiles();
      return this.#next();
    },
    reading: () => this.#reading,
    reading_stop: () => {
      this.#stopped = true;
      return null;
    },
    paste: () => this.#next(),
    screen_whole: () => this.#next(),
    screen_region: () => this.#next(),
    text_take: () => this.#next(),
    typed_preview: ({ typed }) => {
      this.#open();
      const fault = judge(typed);
      if (fault !== undefined) return fault;
      const { issuer, name, digits, codes } = typed;
      const account = new FakeAccount({ issuer, number: name, digits, codes, ...periodOf(codes) });
      const { period_ms, remaining_ms, ...code } = codes.kind === 'counter' ? account.next() : account.code();
      return { kind: 'code', digits: code.digits, period_ms, remaining_ms };
    },
    typed_take: ({ typed }) => {
      this.#open();
      if (judge(typed) !== undefined) throw faultOf('typed_refused');
      const { issuer, name: number, algorithm, digits, codes } = typed;
      this.#take({ kind: 'plain', issuer: issuer === '' ? null : issuer, number, algorithm, digits, codes });
      return this.#intake();
    },
    overlay_picture: () => this.setting.screen(),
    overlay_choose: ({ area }) => {
      this.area = area;
      return null;
    },
    overlay_cancel: () => {
      this.area = null;
      return null;
    },
    cameras: () => this.camera.all(),
    camera_open: ({ camera, frames }) => {
      this.#open();
      return this.camera.open(camera, frames);
    },
    camera_seen: () => {
      this.camera.seen += 1;
      return null;
    },
    camera_close: () => {
      this.camera.close();
      return null;
    },
    found_open: ({ index }) => {
      this.#open();
      const item = this.#several?.items[index];
      if (this.#several === undefined || item === undefined || item.bound) throw faultOf('stale');
      this.#several.opened = index;
      this.#held = item.held;
      return this.#intake();
    },
    found_bind: ({ indices }) => {
      const several = this.#several;
      if (several === undefined) throw faultOf('stale');
      for (const index of indices) this.#bindFound(several, index);
      return { bound: indices.length };
    },
    account_typed: ({ account }) => this.#account(account).edit,
    account_edit: async ({ proof, account: id, edit }) => {
      const account = this.#account(id);
      this.vault.change();
      if (judge({ ...edit, secret: 'A'.repeat(16) }) !== undefined) throw faultOf('typed_refused');
      await this.vault.prove(proof);
      account.change(edit);
      return null;
    },
    clock_view: () => this.clock.view(),
    clock_check: () => {
      this.clock.check();
      return this.clock.view();
    },
    clock_agree: ({ correct }) => {
      this.clock.agree(correct);
      return this.clock.view();
    },
    clock_set: ({ on, servers }) => {
      if (servers.some((server) => !/^[\w.-]+$/.test(server))) throw faultOf('typed_refused');
      this.clock.set(on, servers);
      return this.clock.view();
    },
    intake: () => {
      this.#open();
      return this.#intake();
    },
    intake_dismiss: () => {
      if (this.#several?.opened === undefined) this.#several = undefined;
      else this.#several.opened = undefined;
      this.#held = { kind: 'nothing' };
      this.#pad = undefined;
      return this.#intake();
    },
    bind_plain: () => {
      const held = this.#held;
      if (held.kind !== 'plain') throw faultOf('stale');
      return this.#bind(seedOf(held));
    },
    bind_further: () => {
      const { issuer, number, support, activation } = this.#registration();
      this.#replace(issuer, number);
      return this.#bind({ issuer, number, support, activation, pin: '', role: 'sub', unsynced: true, byEye: true });
    },
    bind_transfer: () => {
      const held = this.#held;
      if (held.kind !== 'transfer' || this.#intake().kind !== 'transfer') throw faultOf('registration_expired');
      const { issuer, number, support, activation, pin } = held;
      const bound = this.#bound(issuer, number);
      if (bound === undefined) {
        return this.#bind({ issuer, number, support, activation, pin, role: 'sub', unsynced: true });
      }
      this.vault.change();
      bound.seed.pin = pin;
      bound.seed.byEye = false;
      bound.unsynced = true;
      bound.openedMs = undefined;
      this.#boundHeld();
      return { account: bound.id };
    },
    check_digits_compared: ({ account: id, same }) => {
      const compared = this.#compared;
      this.#compared = undefined;
      if (compared?.account !== id) throw faultOf('stale');
      if (!same) return null;
      const account = this.#account(id);
      account.seed.pin = compared.pin;
      account.seed.byEye = false;
      account.unsynced = false;
      this.#note('synced', account);
      return null;
    },
    devices: ({ account }) => this.#devices(account),
    transfer_save: () => {
      if (!this.#transfer) throw faultOf('stale');
      return this.saves;
    },
    transfer_end: () => {
      this.#transfer = false;
      return null;
    },
    account_remove: ({ account: id }) => {
      const account = this.#account(id);
      if (account.seed.pin !== undefined) throw faultOf('pin_needed');
      this.#remove(account);
      return null;
    },
    trash: () => {
      this.#open();
      return this.#trash.map(({ account, removedMs }): TrashView => {
        const { issuer, number, pin } = account.seed;
        const times = { removed_ms: removedMs, gone_ms: removedMs + KEPT };
        return { id: account.id, issuer, number, pin: pin !== undefined, ...times };
      });
    },
    trash_restore: ({ account: id }) => {
      const account = this.#removed(id);
      if (account.seed.pin !== undefined) throw faultOf('pin_needed');
      this.#bringBack(account);
      return null;
    },
    audit: () => {
      this.#open();
      return this.#audit;
    },
    audit_export: () => {
      this.#open();
      return this.saves;
    },
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

  /** Throws where a pad for this has no sense. */
  #openPad(purpose: PadPurpose): void {
    switch (purpose.kind) {
      case 'create':
        this.#registration();
        return;
      case 'restore':
        this.#removed(purpose.account);
        return;
      case 'code':
      case 'remove':
        this.#account(purpose.account);
        return;
      case 'kit_reset':
        this.#account(purpose.account);
        if (this.vault.testKit(purpose.kit) !== 'opens') throw faultOf('kit_wrong');
        return;
      case 'check_digits':
      case 'hand_out':
      case 'give_up':
      case 'change': {
        const account = this.#account(purpose.account);
        if ((account.seed.role ?? 'main') !== 'main') throw faultOf('not_main');
        if (account.unsynced) throw faultOf('unsynced');
        if (account.attempts.standing().kind === 'frozen') throw faultOf('frozen');
        if (purpose.kind === 'hand_out' && this.#slot(account, purpose.name) === undefined) throw faultOf('no_room');
      }
    }
  }

  async #judge(): Promise<PinOutcome> {
    const pad = this.#typing();
    if (pad.typed.length < LEAST) throw faultOf('pin_too_short');
    const { purpose, typed } = pad;
    pad.typed = '';
    if (purpose.kind === 'create') return this.#create(typed);
    const account = purpose.kind === 'restore' ? this.#removed(purpose.account) : this.#account(purpose.account);
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
    const { issuer, number, support, activation } = this.#registration();
    const rule = weakness(typed, number);
    if (rule !== undefined) return { kind: 'weak', rule };
    const outcome = this.#twice(typed);
    if (outcome !== undefined) return outcome;
    await this.#derive();
    this.#registration();
    this.#pad = undefined;
    this.#replace(issuer, number);
    return { kind: 'bound', ...this.#bind({ issuer, number, support, activation, pin: typed }) };
  }

  async #byEye(account: FakeAccount, typed: string): Promise<PinOutcome> {
    const outcome = this.#twice(typed);
    if (outcome !== undefined) return outcome;
    this.vault.change();
    await this.#derive();
    this.#pad = undefined;
    this.#compared = { account: account.id, pin: typed };
    return { kind: 'check_digits', account: account.id, digits: checkDigits(typed) };
  }

  async #change(account: FakeAccount, typed: string): Promise<PinOutcome> {
    const rule = weakness(typed, account.seed.number);
    if (rule !== undefined) return { kind: 'weak', rule };
    const outcome = this.#twice(typed);
    if (outcome !== undefined) return outcome;
    await this.#derive();
    this.#pad = undefined;
    account.seed.pin = typed;
    account.attempts.right();
    account.devices = account.devices.map((device) => ({ ...device, old_pin: true }));
    this.#note('pin_changed', account);
    return { kind: 'done', account: account.id };
  }

  /** Counts and checks a PIN; nothing when it is right. */
  async #try(account: FakeAccount, pin: string): Promise<PinOutcome | undefined> {
    if (!account.attempts.allowed) return { kind: 'no_try', pin: account.attempts.standing() };
    // A try is counted on disk before the PIN is looked at.
    this.vault.change();
    if (account.erased) throw faultOf('secret_erased');
    await this.#derive();
    if (account.seed.damaged) throw faultOf('account_damaged');
    if (pin === account.seed.pin) {
      account.attempts.right();
      return undefined;
    }
    account.attempts.wrong();
    const standing = account.attempts.standing();
    this.#note('wrong_pin', account);
    if (standing.kind === 'frozen') this.#note('frozen', account);
    if (standing.kind === 'frozen' && this.vault.setting.eraseAtTen) account.erased = true;
    return { kind: 'wrong', pin: standing };
  }

  /** What a right PIN does. */
  #proved(account: FakeAccount, pin: string, purpose: Exclude<PadPurpose, { kind: 'create' | 'change' }>): PinOutcome {
    switch (purpose.kind) {
      case 'code':
        if (account.unsynced) {
          account.unsynced = false;
          this.#note('synced', account);
          return { kind: 'synced', account: account.id };
        }
        account.openedMs = Date.now();
        account.seed.usedMs = Date.now();
        return { kind: 'code', code: this.#shown(account.code()) };
      case 'check_digits':
        return { kind: 'check_digits', account: account.id, digits: checkDigits(pin) };
      case 'hand_out':
        return this.#handOut(account, purpose.name);
      case 'give_up':
        account.devices = account.devices.filter(({ slot }) => slot !== purpose.slot);
        this.#note('given_up', account);
        break;
      case 'remove':
        this.#remove(account);
        break;
      case 'restore':
        this.#bringBack(account);
    }
    return { kind: 'done', account: account.id };
  }

  #handOut(account: FakeAccount, name: string): PinOutcome {
    const slot = this.#slot(account, name);
    if (slot === undefined) throw faultOf('no_room');
    const device = { slot, name, handed_out_ms: Date.now(), old_pin: false };
    account.devices = [...account.devices.filter((each) => each.slot !== slot), device];
    account.devices.sort((a, b) => a.slot - b.slot);
    this.#transfer = true;
    this.#note('handed_out', account);
    const times = { expires_ms: Date.now() + TRANSFER, remaining_ms: TRANSFER };
    return { kind: 'transfer', transfer: { account: account.id, slot, modules: modules(slot), ...times } };
  }

  /** The place that a device of this name takes: its own where it has the old PIN, otherwise the first that is free. */
  #slot(account: FakeAccount, name: string): number | undefined {
    const own = account.devices.find((device) => device.old_pin && device.name === name);
    const taken = new Set(account.devices.map(({ slot }) => slot));
    return own?.slot ?? [2, 3, 4, 5].find((slot) => !taken.has(slot));
  }

  #devices(id: string): DevicesView {
    const { devices } = this.#account(id);
    return { devices, room: devices.length < FURTHER };
  }

  #remove(account: FakeAccount): void {
    this.vault.change();
    this.accounts = this.accounts.filter((each) => each !== account);
    this.#trash.unshift({ account, removedMs: Date.now() });
    account.openedMs = undefined;
    this.#note('removed', account);
    this.vault.backUp();
  }

  #removed(id: string): FakeAccount {
    this.#open();
    const removed = this.#trash.find(({ account }) => account.id === id);
    if (removed === undefined) throw faultOf('stale');
    return removed.account;
  }

  #bringBack(account: FakeAccount): void {
    this.vault.change();
    this.#trash = this.#trash.filter((each) => each.account !== account);
    this.accounts.push(account);
    this.#note('restored', account);
    this.vault.backUp();
  }

  #bind(seed: FakeAccountSeed): { account: string } {
    this.vault.change();
    const account = new FakeAccount(seed);
    this.accounts.push(account);
    this.#note('bound', account);
    this.vault.backUp();
    this.#boundHeld();
    return { account: account.id };
  }

  /** What waited is bound; one of several is marked so among them. */
  #boundHeld(): void {
    const item = this.#several?.items[this.#several.opened ?? -1];
    if (item !== undefined) item.bound = true;
    if (this.#several !== undefined) this.#several.opened = undefined;
    this.#held = { kind: 'nothing' };
  }

  #bindFound(several: Several, index: number): void {
    const held = several.items[index]?.held;
    several.opened = index;
    if (held?.kind === 'plain') {
      this.#bind(seedOf(held));
    } else if (held?.kind === 'transfer') {
      const { issuer, number, support, activation, pin } = held;
      this.#bind({ issuer, number, support, activation, pin, role: 'sub', unsynced: true });
    } else {
      throw faultOf('stale');
    }
  }

  /** Takes what was read: several are kept together, and go to those that wait already. */
  #take(picture: Picture): void {
    if (picture.kind !== 'several') {
      this.#held = hold(picture);
      return;
    }
    const items = picture.pictures.flatMap((each) => (each.kind === 'several' ? [] : [{ held: hold(each), bound: false }]));
    const before = this.#several?.items ?? [];
    const batches = picture.batches ?? this.#several?.batches ?? [];
    this.#held = { kind: 'nothing' };
    this.#several = { items: [...before, ...items], batches, opened: undefined };
  }

  /** Reads what comes next. */
  #next(): Intake {
    this.#open();
    const [picture = { kind: 'nothing' } as const, ...rest] = this.setting.pictures;
    if (rest.length > 0) this.setting.pictures = rest;
    if (picture.kind !== 'nothing') this.#take(picture);
    return this.#intake();
  }

  async #readFiles(): Promise<void> {
    const { count, eachMs } = this.setting.files;
    this.#stopped = false;
    for (let done = 0; done < count && !this.#stopped; done += 1) {
      this.#reading = { done, total: count };
      this.#tell('reading-changed');
      if (eachMs > 0) await new Promise((read) => setTimeout(read, eachMs));
    }
    this.#reading = { done: 0, total: 0 };
    this.#tell('reading-changed');
  }

  /** Takes the binding away that a new registration replaces. */
  #replace(issuer: string, number: string): void {
    const bound = this.#bound(issuer, number);
    if (bound === undefined) return;
    this.accounts = this.accounts.filter((each) => each !== bound);
    this.#note('replaced', bound);
  }

  /** The PIN account of an issuer's number. */
  #bound(issuer: string, number: string): FakeAccount | undefined {
    return this.accounts.find(({ seed }) => seed.pin !== undefined && seed.issuer === issuer && seed.number === number);
  }

  /** The registration that waits. */
  #registration() {
    const held = this.#held;
    if (held.kind !== 'registration' || this.#intake().kind !== 'registration') throw faultOf('registration_expired');
    return held;
  }

  #note(what: AuditKind, { seed: { issuer, number } }: FakeAccount): void {
    this.#audit = [{ at_ms: Date.now(), what, issuer, number }, ...this.#audit];
  }

  #code(id: string) {
    const account = this.#account(id);
    if (account.seed.damaged) throw faultOf('account_damaged');
    if (!account.open) throw faultOf('pin_needed');
    return account.code();
  }

  #answer(account: string): CodeAnswer {
    this.asked.push(account);
    try {
      return { kind: 'code', code: this.#shown(this.#code(account)) };
    } catch (reason) {
      const fault = toFault(reason);
      if (fault.code === 'vault_closed') throw fault;
      return { kind: 'fault', account, fault };
    }
  }

  /** A code as the user wishes to see it. */
  #shown(code: CodeView): CodeView {
    return this.preferences.next_code ? code : { ...code, next: null };
  }

  #account(id: string): FakeAccount {
    this.#open();
    const account = this.accounts.find((each) => each.id === id);
    if (account === undefined) throw faultOf('stale');
    return account;
  }

  #intake(): Intake {
    const several = this.#several;
    if (several === undefined || this.#held.kind !== 'nothing') return this.#told(this.#held);
    return { kind: 'several', items: this.#found(several), batches: several.batches };
  }

  #found({ items }: Several): FoundView[] {
    return items.map(({ held, bound }, index) => {
      const told = this.#told(held);
      const issuer = 'issuer' in told ? told.issuer : null;
      const number = 'number' in told ? told.number : null;
      const same = ({ held: other }: Several['items'][number]) => JSON.stringify(other) === JSON.stringify(held);
      const twice = items.findIndex(same) < index;
      const what: FoundKind = bound ? { kind: 'bound' } : twice ? { kind: 'twice' } : kindOf(told);
      return { index, what, issuer, number };
    });
  }

  #told(held: Held): Intake {
    if (!('validMs' in held)) return held;
    const { issuer, number, activation, support, expiresMs: expires_ms } = held;
    const remaining_ms = expires_ms - Date.now();
    const transfer = held.kind === 'transfer';
    if (remaining_ms <= 0) return { kind: 'expired', issuer, number, support, expires_ms, transfer };
    const bound = this.#bound(issuer, number);
    const shown = { issuer, number, activation, support, expires_ms, remaining_ms };
    if (held.kind === 'transfer') return { kind: 'transfer', ...shown, slot: held.slot, renews: bound !== undefined };
    if (bound?.seed.activation === activation) return { kind: 'already_bound', issuer, number, support };
    const frozen = bound?.attempts.standing().kind === 'frozen';
    const replaces = bound === undefined ? null : { activation: bound.seed.activation ?? '100000', frozen };
    return { kind: 'registration', ...shown, replaces };
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

function kindOf(intake: Intake): FoundKind {
  if (intake.kind === 'nothing' || intake.kind === 'several') return { kind: 'refused', fault: faultOf('no_code') };
  return intake.kind === 'refused' ? { kind: 'refused', fault: intake.fault } : { kind: intake.kind };
}

function periodOf(codes: Extract<Intake, { kind: 'plain' }>['codes']): { periodS?: number } {
  return codes.kind === 'time' ? { periodS: codes.period_s } : {};
}

function seedOf({ issuer, number, algorithm, digits, codes }: Extract<Intake, { kind: 'plain' }>): FakeAccountSeed {
  return { issuer, number, algorithm, digits, codes, ...periodOf(codes) };
}

function hold(picture: Exclude<Picture, { kind: 'several' }>): Held {
  return 'validMs' in picture ? { ...picture, expiresMs: Date.now() + picture.validMs } : picture;
}

/** Two digits that follow from a PIN. */
function checkDigits(pin: string): string {
  let mixed = 7;
  for (const digit of pin) mixed = (mixed * 31 + Number(digit)) % 100;
  return String(mixed).padStart(2, '0');
}

/** Modules that look like a QR code and hold nothing. */
function modules(seed: number): string[] {
  const side = 45;
  const finder = (x: number, y: number): boolean | undefined => {
    for (const [left, top] of [
      [0, 0],
      [side - 7, 0],
      [0, side - 7],
    ] as const) {
      const ring = Math.max(Math.abs(x - left - 3), Math.abs(y - top - 3));
      if (ring <= 4) return ring !== 4 && ring !== 2;
    }
    return undefined;
  };
  let mixed = seed * 7919;
  return Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (_, x) => {
      mixed = (Math.imul(mixed, 1664525) + 1013904223) >>> 0;
      return (finder(x, y) ?? mixed >>> 31 === 1) ? '1' : '0';
    }).join(''),
  );
}

/** As many points as the passphrase has words or runs of six characters. */
function strength(passphrase: string) {
  const words = passphrase.split(/\s+/).filter((word) => word.length > 2).length;
  const score = Math.min(4, Math.max(words, Math.floor(passphrase.length / 6)));
  return { score, enough: score >= 3 };
}
