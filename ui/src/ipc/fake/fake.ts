import type { EventName, Preferences, Start, TrayWords } from '../generated/contract';
import type { Arguments, CommandName, Host, Result } from '../host';
import type { FakeAccount } from './account';
import { FakeAccounts } from './accounts';
import { FakeAdding } from './adding';
import { FakeCamera } from './camera';
import { FakeClock, type FakeClockSetting } from './clock';
import { FakeCodes } from './codes';
import { FakeDevices } from './devices';
import { faultOf } from './fault';
import type { Handlers } from './handlers';
import { FakeIntake } from './intake';
import { FakePad } from './pad';
import { FakePreferences } from './preferences';
import { FakeSession } from './session';
import { PLAIN, type FakeSetting, type Picture } from './setting';
import { strength } from './strength';
import { defaultVault, FakeVault } from './vault';
import { vaultHandlers } from './vault-commands';
import { FakeWindows } from './windows';

/** A host that keeps everything in memory and behaves like the program, for a plain browser and for tests. */
export class FakeHost implements Host {
  readonly setting: FakeSetting;
  /** Every command that was called, in order; digits and passphrases left out. */
  readonly calls: CommandName[] = [];
  readonly vault: FakeVault;
  /** Whether the file dialog gives a place to save to. */
  saves = true;
  readonly camera: FakeCamera;
  readonly clock: FakeClock;
  readonly #session: FakeSession;
  readonly #preferences: FakePreferences;
  readonly #accounts: FakeAccounts;
  readonly #codes: FakeCodes;
  readonly #intake: FakeIntake;
  readonly #pad: FakePad;
  readonly #windows: FakeWindows;
  readonly #handlers: Handlers;
  #listeners = new Map<EventName, Set<() => void>>();

  constructor(setting: Partial<FakeSetting> = {}) {
    this.setting = { ...PLAIN, ...setting };
    const saves = () => this.saves;
    const vault = new FakeVault(
      { ...defaultVault, ...this.setting.vault },
      () => this.#derive(),
      () => this.emit('vault-changed'),
    );
    const session = new FakeSession(this.setting.start, vault);
    const arranged = () => this.emit('accounts-changed');
    const accounts = new FakeAccounts(this.setting.accounts, session, vault, arranged, saves);
    const preferences = new FakePreferences(
      this.setting.preferences,
      () => this.setting.taken,
      () => this.emit('preferences-changed'),
    );
    const codes = new FakeCodes(accounts, vault, preferences);
    const intake = new FakeIntake(accounts);
    const progress = () => this.emit('reading-changed');
    const adding = new FakeAdding(this.setting, session, vault, accounts, intake, progress);
    const devices = new FakeDevices(accounts, saves);
    this.camera = new FakeCamera(this.setting.camera);
    this.clock = new FakeClock(this.setting.clock);
    this.vault = vault;
    this.#session = session;
    this.#preferences = preferences;
    this.#accounts = accounts;
    this.#codes = codes;
    this.#intake = intake;
    this.#pad = new FakePad({ session, vault, accounts, intake, adding, devices, codes });
    this.#windows = new FakeWindows(session, accounts, () => this.setting.screen());
    this.#handlers = {
      ...this.#sessionHandlers(),
      ...this.#machineHandlers(),
      ...vaultHandlers(session, vault, accounts),
      ...accounts.handlers,
      ...codes.handlers,
      ...adding.handlers,
      ...devices.handlers,
      ...preferences.handlers,
      ...this.#pad.handlers,
      ...this.#windows.handlers,
    };
  }

  get accounts(): FakeAccount[] {
    return this.#accounts.all;
  }

  set accounts(accounts: FakeAccount[]) {
    this.#accounts.all = accounts;
  }

  /** The accounts that were asked for their codes, each time. */
  get asked(): string[] {
    return this.#codes.asked;
  }

  /** What the last copy put into the clipboard. */
  get clipboard(): string | undefined {
    return this.#codes.clipboard;
  }

  get preferences(): Preferences {
    return this.#preferences.held;
  }

  set preferences(preferences: Preferences) {
    this.#preferences.held = preferences;
  }

  /** Whether the page says that somebody can see it. */
  get seen(): boolean {
    return this.#windows.seen;
  }

  /** The words of the tray's menu. */
  get tray(): TrayWords | undefined {
    return this.#windows.tray;
  }

  /** Whether the strip is shown, and which account it has. */
  get strip(): FakeWindows['strip'] {
    return this.#windows.strip;
  }

  /** What was drawn on an overlay; nothing before, and null when it was given up. */
  get area(): FakeWindows['area'] {
    return this.#windows.area;
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
    this.#pad.close();
    this.#intake.take(picture);
    this.emit('intake-changed');
  }

  /** What happens when the vault is locked from the tray. */
  async lockElsewhere(): Promise<void> {
    await this.#handlers.vault_lock({});
    this.emit('session-changed');
  }

  /** What happens when another window sets something. */
  setElsewhere(change: Partial<Preferences>): void {
    this.preferences = { ...this.preferences, ...change };
    this.emit('preferences-changed');
  }

  /** What happens when the clock is compared again. */
  checkClock(setting: Partial<FakeClockSetting>): void {
    Object.assign(this.clock.setting, setting);
    this.clock.check();
    this.emit('clock-changed');
  }

  /** What happens when something else than the window changes what it shows. */
  emit(event: EventName): void {
    for (const callback of this.#listeners.get(event) ?? []) callback();
  }

  /** What opens, locks and replaces the vault, and so concerns every subject. */
  #sessionHandlers() {
    return {
      start: () => this.#session.start(),
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
        return this.#session.enter('open');
      },
      vault_unlock: async ({ proof, renew }) => {
        if (this.#session.stands !== 'unlock') throw faultOf('stale');
        if (proof.kind === 'keystore') return this.#session.ask();
        await this.vault.unlock(proof, renew);
        if (renew) this.#accounts.restore();
        return this.#session.enter('open');
      },
      vault_lock: () => this.#lock(),
      vault_begin_anew: () => {
        const { stands } = this.#session;
        if (stands === 'open' || stands === 'choose_passphrase') throw faultOf('stale');
        delete this.setting.faults.start;
        this.#accounts.clear();
        return this.#session.enter(this.vault.beginAnew() ? 'open' : 'choose_passphrase');
      },
      restore: async ({ proof }) => {
        const { accounts } = await this.vault.restore(proof);
        delete this.setting.faults.start;
        this.#accounts.restore(accounts);
        return this.#session.enter('open');
      },
      intake_dismiss: () => {
        this.#pad.close();
        return this.#intake.dismiss();
      },
    } satisfies Partial<Handlers>;
  }

  /** The cameras and the clock of the machine. */
  #machineHandlers() {
    return {
      cameras: () => this.camera.all(),
      camera_open: ({ camera, frames }) => {
        this.#session.open();
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
    } satisfies Partial<Handlers>;
  }

  #lock(): Start {
    this.#session.open();
    this.#codes.stop();
    this.#pad.close();
    this.#intake.clear();
    this.camera.close();
    this.vault.cancelKit();
    this.#accounts.close();
    return this.#session.enter('unlock');
  }

  async #derive(): Promise<void> {
    const { deriving } = this.setting;
    if (deriving > 0) await new Promise((done) => setTimeout(done, deriving));
  }
}
