import { createContext } from 'svelte';

import type { AccountKey, Fault, FaultCode } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import { secondsLeft } from '../text/format';
import type { FaultWords } from '../text/en';
import type { Locale } from '../text/locale';
import { Accounts } from './accounts.svelte';
import { Clock } from './clock.svelte';
import { Codes } from './codes.svelte';
import { IntakeState } from './intake.svelte';
import { Kit } from './kit.svelte';
import { Notices } from './notices.svelte';
import { Pad, type PinDone } from './pad.svelte';
import { Place } from './place.svelte';
import { Restore } from './restore.svelte';
import { routeOf, type Route } from './route';
import { Session } from './session.svelte';
import { Task } from './task.svelte';
import { Toasts } from './toasts.svelte';
import { Vault } from './vault.svelte';

/** Everything that the pages see: the parts of the state, and what takes more than one of them. */
export class App {
  readonly host: Host;
  readonly locale: Locale;
  readonly clock = new Clock();
  readonly toasts = new Toasts();
  readonly place = new Place();
  readonly session: Session;
  readonly accounts: Accounts;
  readonly codes: Codes;
  readonly intake: IntakeState;
  readonly pad: Pad;
  readonly vault: Vault;
  readonly notices: Notices;
  readonly kit: Kit;
  readonly restore: Restore;
  #off: (() => void)[];

  readonly route: Route = $derived.by(() =>
    routeOf({
      phase: this.session.phase,
      picked: this.restore.picked,
      waiting: this.intake.waiting,
      pad: this.pad.purpose,
      spot: this.place.at,
    }),
  );

  constructor(host: Host, locale: Locale) {
    this.host = host;
    this.locale = locale;
    this.accounts = new Accounts(host, this.clock);
    this.codes = new Codes(host, this.clock);
    this.intake = new IntakeState(host, this.clock, () => this.#registrationOver());
    this.vault = new Vault(host, () => this.#vaultChanged());
    this.notices = new Notices(this.vault);
    this.kit = new Kit(host, this.vault);
    this.session = new Session(
      host,
      () => this.accounts.load(),
      () => this.#opened(),
    );
    this.restore = new Restore(host, (start) => this.session.enter(start));
    this.pad = new Pad(
      host,
      this.accounts,
      (done) => this.#pinDone(done),
      (fault) => this.#padLost(fault),
    );
    this.clock.onjump(() => {
      if (this.session.open) this.attempt(() => this.accounts.load());
    });
    this.#off = [
      host.on('intake-changed', () => this.#pictureDropped()),
      host.on('drag-entered', () => (this.intake.hovered = true)),
      host.on('drag-left', () => (this.intake.hovered = false)),
      host.on('vault-changed', () => this.#vaultChanged()),
    ];
  }

  /** Starts the program; the list is shown before anything else is asked for. */
  async start(): Promise<void> {
    await this.session.start();
  }

  /** Locks the vault. Nothing of it stays in the page, whatever the program answers. */
  async lock(): Promise<void> {
    if (!this.session.open) return;
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
      const started = this.session.start();
      this.#forget();
      void started;
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
    const view = await this.host.call('code_copy', { account });
    if (!this.session.open) return;
    this.codes.put(view);
    const { format, text } = this.locale;
    this.toasts.good(text.toast.copied(format.seconds(secondsLeft(view.remaining_ms))));
  }

  /** Lets the user choose a picture. */
  async choosePicture(): Promise<void> {
    const { ways } = this.locale.text;
    await this.intake.choose({ title: ways.choose, files: ways.pictures });
  }

  /** Binds the ordinary account that waits. */
  async bindPlain(): Promise<void> {
    await this.#bound(await this.intake.bindPlain());
  }

  async #pinDone(done: PinDone): Promise<void> {
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
      }
    }
  }

  /** The vault has just been opened, and its list stands. */
  #opened(): void {
    this.pad.lost();
    this.codes.clear();
    this.kit.clear();
    this.place.clear();
    // A picture dropped before the page listened waits without an event.
    this.attempt(() => this.intake.look());
    this.attempt(() => this.vault.load());
  }

  /** Takes everything of the vault out of the page. */
  #forget(): void {
    this.pad.lost();
    this.codes.clear();
    this.accounts.clear();
    this.intake.clear();
    this.vault.clear();
    this.kit.clear();
    this.restore.clear();
    this.place.clear();
    this.toasts.clear();
  }

  #padLost(fault: Fault): void {
    // A registration that expired under the pad has its own page, which the program tells of.
    if (fault.code !== 'registration_expired') this.tell(fault);
    if (fault.code !== 'vault_closed') this.attempt(() => this.intake.look());
  }

  /** The program has bound an account and holds nothing any more. */
  async #bound(account: AccountKey): Promise<void> {
    try {
      await this.accounts.load();
    } finally {
      this.intake.done();
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
    this.attempt(() => this.intake.look());
  }
}

/** The state, for every component below the window. */
export const [useApp, provideApp] = createContext<App>();
