import { createContext } from 'svelte';
import type { SvelteSet } from 'svelte/reactivity';

import { Transfer } from '../accounts/transfer.svelte';
import { Trash } from '../accounts/trash.svelte';
import { Camera } from '../adding/camera.svelte';
import { IntakeState } from '../adding/intake.svelte';
import { TypedForm } from '../adding/typed.svelte';
import type { Messages } from '../app/messages.svelte';
import type { Task } from '../app/task.svelte';
import type { Toasts } from '../app/toasts.svelte';
import { TimeCheck } from '../clock/time-check.svelte';
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
import { Arranging } from '../list/arranging.svelte';
import { CheckDigits } from '../pin/check-digits.svelte';
import { Pad, type PinDone } from '../pin/pad.svelte';
import type { FaultWords } from '../text/en';
import { secondsLeft } from '../text/format';
import type { Locale } from '../text/locale';
import { Kit } from '../vault/kit.svelte';
import { Notices, type Notice } from '../vault/notices.svelte';
import { Vault } from '../vault/vault.svelte';
import { Accounts } from './accounts.svelte';
import { Clock } from './clock.svelte';
import { Codes } from './codes.svelte';
import { Gate } from './gate';
import { Place } from './place.svelte';
import { Proving } from './proving.svelte';

/** What an open vault needs from around it. It outlives the vault and contains no data of it. */
export interface Surroundings {
  readonly host: Host;
  /** The messages to the user while this vault is open. */
  readonly messages: Messages;
  locale(): Locale;
  preferences(): Preferences;
  /** The notices that the user has dismissed. They stay away until the program is started again. */
  readonly dismissed: SvelteSet<Notice>;
}

/**
 * Everything that lives while the vault is open: the state of each feature, and the actions that need several of them.
 *
 * It is made when the vault is opened, and dropped when it is locked. Its fields are not cleared: an answer that comes after the
 * lock goes to a dropped object.
 */
export class OpenVault {
  readonly clock = new Clock();
  readonly place = new Place();
  readonly accounts: Accounts;
  readonly arranging: Arranging;
  readonly codes: Codes;
  readonly intake: IntakeState;
  readonly pad: Pad;
  readonly vault: Vault;
  readonly proving: Proving;
  readonly notices: Notices;
  readonly kit: Kit;
  readonly checkDigits: CheckDigits;
  readonly transfer: Transfer;
  readonly trash: Trash;
  readonly camera: Camera;
  readonly typed: TypedForm;
  readonly timeCheck: TimeCheck;
  /** The frozen account that is about to be opened with the recovery kit. */
  thawing = $state.raw<AccountKey | undefined>(undefined);
  /** Whether the list of keyboard shortcuts is shown. */
  keysShown = $state(false);
  readonly #host: Gate;
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    const host = new Gate(around.host);
    this.#host = host;
    this.#around = around;
    this.accounts = new Accounts(host, this.clock, () => ({
      by: around.preferences().order,
      collator: this.locale.format.collator,
    }));
    this.arranging = new Arranging(host, this.accounts);
    this.codes = new Codes(host, this.clock, {
      goesOn: (account) => this.keptOpen(account),
      hold: () => around.preferences().hold,
      next: () => around.preferences().next_code,
      turned: (_, period) => this.toasts.good(this.locale.text.code.turned(this.locale.format.seconds(secondsLeft(period)))),
    });
    this.intake = new IntakeState(host, this.clock, () => this.#registrationOver());
    this.vault = new Vault(host, () => this.vaultChanged());
    this.notices = new Notices(this.vault, around.dismissed);
    this.kit = new Kit(host, this.vault);
    this.checkDigits = new CheckDigits(host);
    this.transfer = new Transfer(host, this.clock);
    this.trash = new Trash(host);
    this.camera = new Camera(host, this.clock, (found) => this.#cameraDone(found));
    this.typed = new TypedForm(host, this.clock, (fault) => this.tell(fault));
    this.timeCheck = new TimeCheck(host, this.clock, () => this.codes.refresh());
    this.pad = new Pad(
      host,
      this.accounts,
      (done, purpose) => this.#pinDone(done, purpose),
      (fault) => this.#padLost(fault),
    );
    this.proving = new Proving(host, this.vault, this.pad);
    this.pad.onshut = () => this.proving.padClosed(false);
    this.clock.onjump(() => {
      this.attempt(() => this.accounts.load());
      this.clockChanged();
    });
  }

  get locale(): Locale {
    return this.#around.locale();
  }

  /** The messages to the user while this vault is open. */
  get messages(): Messages {
    return this.#around.messages;
  }

  get toasts(): Toasts {
    return this.messages.toasts;
  }

  /** Does an action of the user. A fault becomes a short message. */
  attempt(act: () => Promise<void>): void {
    this.messages.attempt(act);
  }

  /** Shows a fault in a short message. */
  tell(fault: Fault): void {
    this.messages.tell(fault);
  }

  /** Returns the words of a fault. */
  words(code: FaultCode): FaultWords {
    return this.messages.words(code);
  }

  /** Makes a task. Its page shows its faults. */
  task(): Task {
    return this.messages.task();
  }

  /** Loads the data of the list. Rejects with a fault. */
  async load(): Promise<void> {
    await this.accounts.load();
  }

  /** Loads the rest, after the list is shown. */
  loadRest(): void {
    // A picture may have been dropped before the page listened for events.
    this.attempt(() => this.intake.look());
    this.vaultChanged();
    this.clockChanged();
  }

  /** Stops the clock and refuses all calls, because the vault was locked. */
  drop(): void {
    this.camera.close();
    this.#host.shut();
    this.clock.stop();
    // The typed secret is wiped at once, although the object is dropped.
    this.typed.secret.clear();
  }

  /** Copies the code of an account. */
  async copy(account: AccountKey): Promise<void> {
    const { code, waits } = await this.codes.copy(account);
    const { period_ms: period, remaining_ms: remaining } = code;
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

  /** Opens the system's dialog and reads the files that the user chooses. */
  async chooseFiles(): Promise<void> {
    const { ways } = this.locale.text;
    await this.intake.choose({ title: ways.choose, files: ways.pictures });
  }

  /** Binds some items of the found list at once. */
  async bindMany(indices: number[]): Promise<void> {
    const { bound } = await this.intake.bindMany(indices);
    await Promise.all([this.accounts.load(), this.intake.look()]);
    this.toasts.good(this.locale.text.toast.boundMany(bound));
  }

  /** Returns what can be changed of an account without a PIN. Rejects with a fault. */
  editable(account: AccountKey): Promise<AccountEdit> {
    return this.#host.call('account_typed', { account });
  }

  /** Changes an account without a PIN. Rejects with a fault. */
  async edit(proof: ProofInput, account: AccountKey, edit: AccountEdit): Promise<void> {
    await this.#host.call('account_edit', { proof, account, edit });
    this.codes.drop(account);
    await this.accounts.load();
    this.toasts.good(this.locale.text.toast.edited(this.numberOf(account)));
  }

  /** Binds the account without a PIN that waits. */
  async bindPlain(): Promise<void> {
    await this.#bound(await this.intake.bindPlain());
  }

  /** Binds the waiting registration as a further device of its account. */
  async bindFurther(): Promise<void> {
    await this.#bound(await this.intake.bindFurther());
  }

  /** Binds the waiting transfer. */
  async bindTransfer(): Promise<void> {
    await this.#bound(await this.intake.bindTransfer());
  }

  /** Tells the program whether the first device shows the same check digits. If it does not, the pad opens again. */
  async compareCheckDigits(same: boolean): Promise<void> {
    const shown = this.checkDigits.shown;
    if (shown === undefined) return;
    await this.checkDigits.compare(same);
    await this.accounts.load();
    if (same) this.toasts.good(this.locale.text.toast.synced(this.numberOf(shown.account)));
    else await this.pad.open({ kind: 'code', account: shown.account }, { kind: 'differ' });
  }

  /** Returns the further devices of a main account. Rejects with a fault. */
  devicesOf(account: AccountKey): Promise<DevicesView> {
    return this.#host.call('devices', { account });
  }

  /** Returns the audit trail, the newest event first. Rejects with a fault. */
  audit(): Promise<AuditView[]> {
    return this.#host.call('audit', {});
  }

  /** Saves the audit trail as a table. Returns false if the user cancelled. Rejects with a fault. */
  exportAudit(words: DialogWords): Promise<boolean> {
    return this.#host.call('audit_export', { words });
  }

  /** Moves an account without a PIN into the trash. Rejects with a fault. */
  async removePlain(account: AccountKey): Promise<void> {
    const number = this.numberOf(account);
    await this.#host.call('account_remove', { account });
    await this.#removed(number);
  }

  /** Brings an account without a PIN back from the trash. Rejects with a fault. */
  async bringBack(account: AccountKey): Promise<void> {
    const number = this.numberOf(account);
    await this.trash.restore(account);
    await this.#broughtBack(number);
  }

  /** Returns the number of an account, even of a removed one. */
  numberOf(account: AccountKey): string {
    return this.accounts.get(account)?.number ?? this.trash.get(account)?.number ?? '';
  }

  /** Loads the vault's state, because it may have changed. */
  vaultChanged(): void {
    this.attempt(() => this.vault.load());
  }

  /** Loads the accounts, because they may have changed. */
  accountsChanged(): void {
    this.attempt(() => this.arranging.reload());
  }

  /** Loads the state of the clock, because it was compared with the time servers. */
  clockChanged(): void {
    this.attempt(() => this.timeCheck.load());
  }

  /** Loads the progress in reading files. */
  readingChanged(): void {
    this.attempt(() => this.intake.followReading());
  }

  /** Shows what was found in a picture that was dropped on the window. */
  pictureDropped(): void {
    this.intake.hover(false);
    // The program has wiped and closed an open pad when the picture came.
    this.pad.lost();
    if (this.place.at === 'help' || this.place.at === 'camera') this.place.back();
    this.attempt(() => this.intake.look());
  }

  async #pinDone(done: PinDone, purpose: PadPurpose): Promise<void> {
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
        // The right PIN has reset the count of wrong ones.
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
        // The right PIN of a first device has reset the count of wrong ones.
        if (purpose.kind === 'check_digits') this.attempt(() => this.accounts.load());
        return;
      case 'transfer':
        this.transfer.show(done.transfer, purpose.kind === 'hand_out' ? purpose.name : '');
        this.attempt(() => this.accounts.load());
        return;
      case 'proved':
        this.proving.padClosed(true);
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

  /** Finishes an action after its PIN, where the program returns no result to show. */
  async #done(account: AccountKey, purpose: PadPurpose): Promise<void> {
    const { toast } = this.locale.text;
    const number = this.numberOf(account);
    switch (purpose.kind) {
      case 'change': {
        this.toasts.good(toast.pinChanged(number));
        await this.accounts.load();
        const { devices } = await this.devicesOf(account);
        // The page of the devices is not opened again: it loads them by itself.
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
        if (this.place.at !== 'trash') this.place.go('trash');
      },
    });
  }

  async #broughtBack(number: string): Promise<void> {
    this.toasts.good(this.locale.text.toast.broughtBack(number));
    await Promise.all([this.accounts.load(), this.trash.load()]);
  }

  #padLost(fault: Fault): void {
    // If the registration has expired meanwhile, its own page says so.
    if (fault.code !== 'registration_expired') this.tell(fault);
    if (fault.code !== 'vault_closed') this.attempt(() => this.intake.look());
  }

  /** Shows an account that was bound. The rest of a found list still waits. */
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
    // A PIN is being checked. Its result shows whether it came in time.
    if (this.pad.busy) return;
    this.attempt(async () => {
      await this.intake.look();
      if (this.intake.waiting.kind !== 'registration') await this.pad.close();
    });
  }

  /** Shows what the camera has found. `found` is false if the user left after some parts of a migration were seen. */
  #cameraDone(found: boolean): void {
    if (found && this.place.at === 'camera') this.place.back();
    this.attempt(() => this.intake.look());
  }
}

/** Gives the open vault to every component below. */
export const [useOpen, provideOpen] = createContext<OpenVault>();
