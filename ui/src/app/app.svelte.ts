import { createContext } from 'svelte';

import type {
  AccountEdit,
  AccountKey,
  AuditView,
  DevicesView,
  DialogWords,
  Fault,
  FaultCode,
  PadPurpose,
  Preferences,
  ProofInput,
} from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import { secondsLeft } from '../text/format';
import type { FaultWords } from '../text/en';
import { chooseLocale, type Locale } from '../text/locale';
import { Accounts } from '../open/accounts.svelte';
import { Arranging } from '../list/arranging.svelte';
import { Camera } from '../adding/camera.svelte';
import { CheckDigits } from '../pin/check-digits.svelte';
import { Clock } from '../open/clock.svelte';
import { Codes } from '../open/codes.svelte';
import { IntakeState } from '../adding/intake.svelte';
import { Kit } from '../vault/kit.svelte';
import { Notices } from '../vault/notices.svelte';
import { Pad, type PinDone } from '../pin/pad.svelte';
import { Place } from '../open/place.svelte';
import { PreferencesState } from './preferences.svelte';
import { Restore } from './restore.svelte';
import { routeOf, type Route } from './route';
import { tellSeen } from './seen';
import { Session } from './session.svelte';
import { Task } from './task.svelte';
import { TimeCheck } from '../clock/time-check.svelte';
import { Toasts } from './toasts.svelte';
import { Transfer } from '../accounts/transfer.svelte';
import { Trash } from '../accounts/trash.svelte';
import { TypedForm } from '../adding/typed.svelte';
import { Vault } from '../vault/vault.svelte';
import { WelcomeState } from '../start/welcome.svelte';

/** Everything that the pages see: the parts of the state, and what takes more than one of them. */
export class App {
  readonly host: Host;
  #languages: readonly string[];
  readonly clock = new Clock();
  readonly toasts = new Toasts();
  readonly place = new Place();
  readonly session: Session;
  readonly accounts: Accounts;
  readonly arranging: Arranging;
  readonly codes: Codes;
  readonly intake: IntakeState;
  readonly pad: Pad;
  readonly vault: Vault;
  readonly notices: Notices;
  readonly kit: Kit;
  readonly restore: Restore;
  readonly checkDigits: CheckDigits;
  /** The frozen account that is about to be opened with the recovery kit. */
  thawing = $state.raw<AccountKey | undefined>(undefined);
  readonly transfer: Transfer;
  readonly trash: Trash;
  readonly camera: Camera;
  readonly typed: TypedForm;
  readonly timeCheck: TimeCheck;
  readonly preferences: PreferencesState;
  readonly welcome: WelcomeState;
  /** Whether the sheet of the window's keys is shown. */
  keysShown = $state(false);
  /** Whether the program has been asked to start, and what it answered is here. */
  #started = $state(false);
  readonly #language = $derived.by(() => this.preferences.now.language);
  #off: (() => void)[];

  readonly route: Route = $derived.by(() =>
    routeOf({
      phase: this.session.phase,
      picked: this.restore.picked,
      waiting: this.intake.waiting,
      pad: this.pad.purpose,
      spot: this.place.at,
      // Who has accounts has seen what it tells.
      welcoming: this.welcome.step !== 'done' && this.accounts.rows.length === 0,
    }),
  );

  /** The words; others when the user sets another language, and the window is built anew with them. */
  readonly locale: Locale = $derived.by(() => chooseLocale(this.#languages, this.#language));

  /** `languages`: the system's, the preferred one first; `preferences`: what is known of them before the program is asked. */
  constructor(host: Host, languages: readonly string[], preferences: Partial<Preferences> = {}) {
    this.host = host;
    this.#languages = languages;
    this.preferences = new PreferencesState(host, preferences);
    this.welcome = new WelcomeState(this.preferences);
    this.accounts = new Accounts(host, this.clock, () => ({
      by: this.preferences.now.order,
      collator: this.locale.format.collator,
    }));
    this.arranging = new Arranging(host, this.accounts);
    this.codes = new Codes(host, this.clock, {
      goesOn: (account) => this.keptOpen(account),
      hold: () => this.preferences.now.hold,
      next: () => this.preferences.now.next_code,
      turned: (_, period) => this.toasts.good(this.locale.text.code.turned(this.locale.format.seconds(secondsLeft(period)))),
    });
    this.intake = new IntakeState(host, this.clock, () => this.#registrationOver());
    this.vault = new Vault(host, () => this.#vaultChanged());
    this.notices = new Notices(this.vault);
    this.kit = new Kit(host, this.vault);
    this.checkDigits = new CheckDigits(host);
    this.transfer = new Transfer(host, this.clock);
    this.trash = new Trash(host);
    this.camera = new Camera(host, this.clock, (found) => this.#cameraDone(found));
    this.typed = new TypedForm(host, this.clock, (fault) => this.tell(fault));
    this.timeCheck = new TimeCheck(host, () => this.codes.refresh());
    this.session = new Session(
      host,
      () => this.accounts.load(),
      () => this.#opened(),
    );
    this.restore = new Restore(host, (start) => this.session.enter(start));
    this.pad = new Pad(
      host,
      this.accounts,
      (done, purpose) => this.#pinDone(done, purpose),
      (fault) => this.#padLost(fault),
    );
    this.clock.onjump(() => {
      if (this.session.open) this.attempt(() => this.accounts.load());
    });
    this.#off = [
      tellSeen(host, (act) => this.attempt(act)),
      host.on('intake-changed', () => this.#pictureDropped()),
      host.on('drag-entered', () => (this.intake.hovered = true)),
      host.on('drag-left', () => (this.intake.hovered = false)),
      host.on('vault-changed', () => this.#vaultChanged()),
      host.on('reading-changed', () => this.#readingChanged()),
      host.on('clock-changed', () => this.#clockChanged()),
      host.on('accounts-changed', () => this.#accountsChanged()),
      host.on('preferences-changed', () => this.attempt(() => this.preferences.load())),
      host.on('session-changed', () => this.#startAgain()),
      $effect.root(() => {
        $effect(() => this.#nameTray());
      }),
    ];
  }

  /** Starts the program; the list is shown before anything else is asked for. */
  async start(): Promise<void> {
    await this.session.start();
    this.#started = true;
    try {
      await this.preferences.load();
    } catch (reason) {
      this.tell(toFault(reason));
    }
  }

  /** Locks the vault. Nothing of it stays in the page, whatever the program answers. */
  async lock(): Promise<void> {
    if (!this.session.open) return;
    this.camera.close();
    const locked = this.session.lock();
    this.#forget();
    await locked;
  }

  /** Something that a page does and shows the faults of itself. */
  task(): Task {
    return new Task((fault) => this.tell(fault));
  }

  /** Ends all that goes on by itself. */
  stop(): void {
    for (const off of this.#off) off();
    this.clock.stop();
  }

  /** Does what the user asked for; a fault is told in a short message. */
  attempt(act: () => Promise<void>): void {
    act().catch((reason: unknown) => this.tell(toFault(reason)));
  }

  /** Tells a fault in a short message; a closed vault is opened again. */
  tell(fault: Fault): void {
    if (fault.code === 'vault_closed') {
      // What was on its way when the vault was locked finds it closed; that is known already.
      if (!this.session.open) return;
      this.#startAgain();
      return;
    }
    const { headline, next } = this.words(fault.code);
    this.toasts.bad(headline, fault.code === 'internal' ? `${next} (${fault.message})` : next);
  }

  /** The words of a fault; those of `internal` for one that a newer program knows. */
  words(code: FaultCode): FaultWords {
    const faults: Record<string, FaultWords> = this.locale.text.faults;
    return faults[code] ?? this.locale.text.faults.internal;
  }

  /** Copies the code of an account. */
  async copy(account: AccountKey): Promise<void> {
    const { code, waits } = await this.codes.copy(account);
    const { period_ms: period, remaining_ms: remaining } = code;
    if (!this.session.open) return;
    const { format, text } = this.locale;
    const { copied, copiedCounter } = text.toast;
    const seconds = (ms: number) => format.seconds(secondsLeft(ms));
    if (waits) this.toasts.good(text.code.waits(seconds(remaining)));
    else this.toasts.good(period === 0 ? copiedCounter : copied(seconds(remaining), seconds(period)));
  }

  /** Whether an account with a PIN stays open for longer than one code. */
  keptOpen(account: AccountKey): boolean {
    const row = this.accounts.get(account);
    return row !== undefined && row.binding.kind !== 'plain' && row.keep_open !== 'each_time';
  }

  /** Lets the user choose files. */
  async chooseFiles(): Promise<void> {
    const { ways } = this.locale.text;
    await this.intake.choose({ title: ways.choose, files: ways.pictures });
  }

  /** Binds some of several at once. */
  async bindMany(indices: number[]): Promise<void> {
    const { bound } = await this.intake.bindMany(indices);
    await Promise.all([this.accounts.load(), this.intake.look()]);
    if (this.session.open) this.toasts.good(this.locale.text.toast.boundMany(bound));
  }

  /** What can be changed of an account without a PIN. Rejects with a fault. */
  editable(account: AccountKey): Promise<AccountEdit> {
    return this.host.call('account_typed', { account });
  }

  /** Changes an account without a PIN. Rejects with a fault. */
  async edit(proof: ProofInput, account: AccountKey, edit: AccountEdit): Promise<void> {
    await this.host.call('account_edit', { proof, account, edit });
    this.codes.drop(account);
    await this.accounts.load();
    this.toasts.good(this.locale.text.toast.edited(this.numberOf(account)));
  }

  /** Binds the ordinary account that waits. */
  async bindPlain(): Promise<void> {
    await this.#bound(await this.intake.bindPlain());
  }

  /** Binds the registration that waits beside the first device's. */
  async bindFurther(): Promise<void> {
    await this.#bound(await this.intake.bindFurther());
  }

  /** Binds the transfer that waits. */
  async bindTransfer(): Promise<void> {
    await this.#bound(await this.intake.bindTransfer());
  }

  /** Says whether the first device shows the same check digits; if not, the PIN is asked for again. */
  async compareCheckDigits(same: boolean): Promise<void> {
    const shown = this.checkDigits.shown;
    if (shown === undefined) return;
    await this.checkDigits.compare(same);
    await this.accounts.load();
    if (same) this.toasts.good(this.locale.text.toast.synced(this.numberOf(shown.account)));
    else await this.pad.open({ kind: 'code', account: shown.account }, { kind: 'differ' });
  }

  /** The further devices of a main account. Rejects with a fault. */
  devicesOf(account: AccountKey): Promise<DevicesView> {
    return this.host.call('devices', { account });
  }

  /** What happened to the accounts and the vault, the newest first. Rejects with a fault. */
  audit(): Promise<AuditView[]> {
    return this.host.call('audit', {});
  }

  /** Saves all of that as a table; whether the user did not cancel that. Rejects with a fault. */
  exportAudit(words: DialogWords): Promise<boolean> {
    return this.host.call('audit_export', { words });
  }

  /** Moves an account without a PIN into the trash. Rejects with a fault. */
  async removePlain(account: AccountKey): Promise<void> {
    const number = this.numberOf(account);
    await this.host.call('account_remove', { account });
    await this.#removed(number);
  }

  /** Brings an account without a PIN back from the trash. Rejects with a fault. */
  async bringBack(account: AccountKey): Promise<void> {
    const number = this.numberOf(account);
    await this.trash.restore(account);
    await this.#broughtBack(number);
  }

  /** The number of an account, of a removed one too. */
  numberOf(account: AccountKey): string {
    return this.accounts.get(account)?.number ?? this.trash.get(account)?.number ?? '';
  }

  async #pinDone(done: PinDone, purpose: PadPurpose): Promise<void> {
    // The vault was locked while the PIN was judged.
    if (!this.session.open) return;
    switch (done.kind) {
      case 'bound':
        try {
          await this.#bound(done.account);
        } catch (reason) {
          this.tell(toFault(reason));
        }
        return;
      case 'code': {
        this.codes.put(done.code);
        const row = this.accounts.get(done.code.account);
        if (row !== undefined) this.toasts.told = this.locale.text.toast.ready(row.number);
        // The right PIN has set the count of wrong ones back.
        this.attempt(() => this.accounts.load());
        return;
      }
      case 'synced': {
        const row = this.accounts.get(done.account);
        if (row !== undefined) this.toasts.good(this.locale.text.toast.synced(row.number));
        this.attempt(() => this.accounts.load());
        return;
      }
      case 'check_digits':
        this.checkDigits.show({
          account: done.account,
          digits: done.digits,
          compared: purpose.kind !== 'check_digits',
        });
        // The right PIN of a first device has set the count of wrong ones back.
        if (purpose.kind === 'check_digits') this.attempt(() => this.accounts.load());
        return;
      case 'transfer':
        this.transfer.show(done.transfer, purpose.kind === 'hand_out' ? purpose.name : '');
        this.attempt(() => this.accounts.load());
        return;
      case 'done':
        try {
          await this.#done(done.account, purpose);
        } catch (reason) {
          this.tell(toFault(reason));
        }
    }
  }

  /** What a PIN was asked for is done, and leaves nothing to be shown. */
  async #done(account: AccountKey, purpose: PadPurpose): Promise<void> {
    const { toast } = this.locale.text;
    const number = this.numberOf(account);
    switch (purpose.kind) {
      case 'change': {
        this.toasts.good(toast.pinChanged(number));
        await this.accounts.load();
        const { devices } = await this.devicesOf(account);
        // Where the user came from there, the page asks by itself.
        if (devices.some((device) => device.old_pin) && this.place.at !== 'devices') this.place.go('devices', account);
        return;
      }
      case 'kit_reset':
        this.toasts.good(toast.pinChanged(number));
        await this.accounts.load();
        return;
      case 'give_up':
        this.toasts.good(toast.givenUp(number));
        await this.accounts.load();
        return;
      case 'remove':
        await this.#removed(number);
        return;
      case 'restore':
        await this.#broughtBack(number);
    }
  }

  async #removed(number: string): Promise<void> {
    const { toast } = this.locale.text;
    this.place.clear();
    await this.accounts.load();
    this.toasts.good(toast.removed(number), {
      label: toast.undo,
      act: () => {
        if (this.session.open && this.place.at !== 'trash') this.place.go('trash');
      },
    });
  }

  async #broughtBack(number: string): Promise<void> {
    this.toasts.good(this.locale.text.toast.broughtBack(number));
    await Promise.all([this.accounts.load(), this.trash.load()]);
  }

  /** The vault has just been opened, and its list stands. */
  #opened(): void {
    this.pad.lost();
    this.codes.clear();
    this.kit.clear();
    this.checkDigits.clear();
    this.transfer.clear();
    this.trash.clear();
    this.place.clear();
    // A picture dropped before the page listened waits without an event.
    this.attempt(() => this.intake.look());
    this.attempt(() => this.vault.load());
    this.#clockChanged();
  }

  /** The vault was locked or opened by something else: asks where it stands, and shows nothing of it meanwhile. */
  #startAgain(): void {
    const started = this.session.follow();
    this.#forget();
    void started;
  }

  /** Gives the tray its words, once the program stands and in each language that is set. */
  #nameTray(): void {
    const { tray } = this.locale.text;
    if (this.#started) this.attempt(async () => void (await this.host.call('tray_words', { words: tray })));
  }

  /** Takes everything of the vault out of the page. */
  #forget(): void {
    this.thawing = undefined;
    this.keysShown = false;
    this.camera.close();
    this.typed.clear();
    this.timeCheck.clear();
    this.pad.lost();
    this.codes.clear();
    this.accounts.clear();
    this.arranging.clear();
    this.intake.clear();
    this.vault.clear();
    this.kit.clear();
    this.restore.clear();
    this.checkDigits.clear();
    this.transfer.clear();
    this.trash.clear();
    this.place.clear();
    this.toasts.clear();
  }

  #padLost(fault: Fault): void {
    // A registration that expired under the pad has its own page, which the program tells of.
    if (fault.code !== 'registration_expired') this.tell(fault);
    if (fault.code !== 'vault_closed') this.attempt(() => this.intake.look());
  }

  /** The program has bound an account; where it was one of several, the others wait still. */
  async #bound(account: AccountKey): Promise<void> {
    this.codes.drop(account);
    this.typed.clear();
    if (this.place.at === 'typed') this.place.clear();
    try {
      await this.accounts.load();
      await this.intake.look();
    } catch (reason) {
      this.intake.done();
      throw reason;
    }
    this.accounts.show(account);
    const row = this.accounts.get(account);
    if (row !== undefined) this.toasts.good(this.locale.text.toast.bound(row.number));
  }

  #registrationOver(): void {
    // A PIN that is being judged right now says itself whether it was in time.
    if (this.pad.busy) return;
    this.attempt(async () => {
      await this.intake.look();
      if (this.intake.waiting.kind !== 'registration') await this.pad.close();
    });
  }

  #vaultChanged(): void {
    if (this.session.open) this.attempt(() => this.vault.load());
  }

  #pictureDropped(): void {
    this.intake.hovered = false;
    if (!this.session.open) return;
    // The program has wiped an open pad with the picture's arrival.
    this.pad.lost();
    if (this.place.at === 'help' || this.place.at === 'camera') this.place.back();
    this.attempt(() => this.intake.look());
  }

  /** The camera has found something, or was left after it had seen parts of a migration. */
  #cameraDone(found: boolean): void {
    if (!this.session.open) return;
    if (found && this.place.at === 'camera') this.place.back();
    this.attempt(() => this.intake.look());
  }

  #readingChanged(): void {
    if (this.session.open) this.attempt(() => this.intake.followReading());
  }

  #accountsChanged(): void {
    if (this.session.open) this.attempt(() => this.arranging.reload());
  }

  #clockChanged(): void {
    if (this.session.open) this.attempt(() => this.timeCheck.load());
  }
}

/** The state, for every component below the window. */
export const [useApp, provideApp] = createContext<App>();
