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
import { Pad, type Done } from './pad.svelte';
import { routeOf, type Route } from './route';
import { Session } from './session.svelte';
import { Toasts } from './toasts.svelte';
import { Vault } from './vault.svelte';

/** Everything that the pages see: the parts of the state, and what takes more than one of them. */
export class App {
  readonly host: Host;
  readonly locale: Locale;
  readonly clock = new Clock();
  readonly toasts = new Toasts();
  readonly session: Session;
  readonly accounts: Accounts;
  readonly codes: Codes;
  readonly intake: IntakeState;
  readonly pad: Pad;
  readonly vault: Vault;
  #off: (() => void)[];

  readonly route: Route = $derived.by(() => 
    routeOf(this.session.phase, this.intake.waiting, this.pad.purpose, this.vault.shown),
  );

  constructor(host: Host, locale: Locale) {
    this.host = host;
    this.locale = locale;
    this.accounts = new Accounts(host, this.clock);
    this.codes = new Codes(host, this.clock);
    this.intake = new IntakeState(host, this.clock, () => this.#registrationOver());
    this.session = new Session(host, () => this.#opened());
    this.vault = new Vault(host, this.session);
    this.pad = new Pad(
      host,
      this.accounts,
      (done) => this.#pinDone(done),
      (fault) => this.#padLost(fault),
    );
    this.clock.onjump(() => {
      if (this.session.phase.kind === 'open') this.attempt(() => this.accounts.load());
    });
    this.#off = [
      host.on('intake-changed', () => this.#pictureDropped()),
      host.on('drag-entered', () => (this.intake.hovered = true)),
      host.on('vault-changed', () => this.#vaultChanged()),
      host.on('drag-left', () => (this.intake.hovered = false)),
    ];
  }

  /** Starts the program; the list is shown before anything else is asked for. */
  async start(): Promise<void> {
    await this.session.start();
    // A picture dropped before the page listened waits without an event.
    if (this.session.phase.kind === 'open') this.attempt(() => this.intake.look());
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
      this.#forget();
      void this.session.start();
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

  /** Locks the vault: nothing of it stays on the page. */
  async lock(): Promise<void> {
    this.#forget();
    await this.session.lock();
  }

  /** Goes on with an older state of the vault; its accounts may stand differently. */
  async acceptOlder(): Promise<void> {
    await this.vault.acceptOlder();
    await this.accounts.load();
  }

  #forget(): void {
    this.toasts.clear();
    this.codes.clear();
    this.pad.lost();
    this.intake.done();
    this.accounts.clear();
    this.vault.clear();
  }

  /** The list first; how the vault stands may come a moment later. */
  async #opened(): Promise<void> {
    await this.accounts.load();
    this.attempt(() => this.vault.load());
  }

  #vaultChanged(): void {
    if (this.session.phase.kind === 'open') this.attempt(() => this.vault.load());
  }

  async #pinDone(done: Done): Promise<void> {
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
        await this.accounts.load();
        const row = this.accounts.get(done.account);
        if (row !== undefined) this.toasts.good(this.locale.text.toast.synced(row.number));
      }
    }
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

  #pictureDropped(): void {
    this.intake.hovered = false;
    if (this.session.phase.kind !== 'open') return;
    // The program has wiped an open pad with the picture's arrival.
    this.pad.lost();
    this.attempt(() => this.intake.look());
  }
}

/** The state, for every component below the window. */
export const [useApp, provideApp] = createContext<App>();
