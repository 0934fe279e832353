import type { AccountKey, AccountRow, Fault, FaultCode, Preferences, StripView } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';
import { Pad } from '../pin/pad.svelte';
import { pinWords, type PinWords } from '../pin/pin-words';
import type { FaultWords } from '../text/en';
import { faultWords } from '../text/faults';
import type { Locale } from '../text/locale';
import { Accounts } from './accounts.svelte';
import { Clock } from './clock.svelte';
import { Codes } from './codes.svelte';
import { Gate } from './gate';

/** What the strip's open vault needs from around it. */
export interface StripSurroundings {
  readonly host: Host;
  locale(): Locale;
  preferences(): Preferences;
  attempt(act: () => Promise<void>): void;
  tell(fault: Fault): void;
}

/** The strip's part of an open vault. A new one is made whenever the vault is locked or opened. */
export class OpenStrip {
  readonly clock = new Clock();
  readonly accounts: Accounts;
  readonly codes: Codes;
  readonly pad: Pad;
  readonly #host: Gate;
  readonly #around: StripSurroundings;
  #view = $state.raw<StripView | undefined>(undefined);
  /** The account that is sent to the program once the current call has returned. */
  #next: AccountKey | undefined;
  #choosing = false;

  /** `begins` is shown until the program has answered. */
  constructor(around: StripSurroundings, begins: StripView | undefined) {
    const host = new Gate(around.host);
    this.#host = host;
    this.#around = around;
    this.#view = begins;
    this.accounts = new Accounts(host, this.clock, () => ({
      by: around.preferences().order,
      collator: this.locale.format.collator,
    }));
    this.codes = new Codes(host, this.clock, {
      // Codes of other accounts are loaded when the strip shows them.
      goesOn: (account) => this.row?.id === account && this.row.keep_open !== 'each_time',
      hold: () => around.preferences().hold,
      next: () => around.preferences().next_code,
      turned: () => {},
    });
    this.pad = new Pad(
      host,
      this.accounts,
      async (done) => {
        if (done.kind === 'code') this.codes.put(done.code);
        // The right PIN has reset the count of wrong ones.
        around.attempt(() => this.accounts.load());
      },
      (fault) => around.tell(fault),
      (purpose) => {
        if (purpose.kind !== 'code') throw new TypeError('the strip has a pad for codes only');
        return host.call('strip_pin', { account: purpose.account });
      },
    );
    this.clock.onjump(() => around.attempt(() => this.load()));
  }

  get locale(): Locale {
    return this.#around.locale();
  }

  /** The shown account, and whether the vault is open; `undefined` until the program has answered. */
  get view(): StripView | undefined {
    return this.#view;
  }

  /** The shown account's row. */
  get row(): AccountRow | undefined {
    const account = this.#view?.account;
    return account === undefined || account === null ? undefined : this.accounts.get(account);
  }

  /** The pad's text. */
  get said(): PinWords | undefined {
    return pinWords(this);
  }

  /** Returns the words of a fault. */
  words(code: FaultCode): FaultWords {
    return faultWords(this.locale.text, code);
  }

  /** Loads the strip's account. Rejects with a fault. */
  async load(): Promise<void> {
    const view = await this.#host.call('strip_view', {});
    if (view.open) await this.accounts.load();
    // A choice that the user has made meanwhile is newer.
    if (!this.#choosing) this.#view = view;
  }

  /** Shows another account, and sends it to the program. Rejects with a fault. */
  async choose(account: AccountKey): Promise<void> {
    const closed = this.pad.close();
    this.#view = { account, open: true };
    this.#next = account;
    await Promise.all([closed, this.#tell()]);
  }

  /** Stops the clock and refuses all calls. */
  drop(): void {
    this.#host.shut();
    this.clock.stop();
  }

  /** Sends the chosen account, one call at a time. After a quick turn of the wheel only the last one is sent. */
  async #tell(): Promise<void> {
    if (this.#choosing) return;
    this.#choosing = true;
    try {
      while (this.#next !== undefined) {
        const account = this.#next;
        this.#next = undefined;
        await this.#host.call('strip_choose', { account });
      }
    } finally {
      this.#choosing = false;
    }
  }
}
