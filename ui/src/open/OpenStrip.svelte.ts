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

/** What the strip's open vault is given. */
export interface StripSurroundings {
  readonly host: Host;
  locale(): Locale;
  preferences(): Preferences;
  attempt(act: () => Promise<void>): void;
  tell(fault: Fault): void;
}

/** Everything of the vault that the strip has. It is made anew, and empty, when the vault is locked or opened. */
export class OpenStrip {
  readonly clock = new Clock();
  readonly accounts: Accounts;
  readonly codes: Codes;
  readonly pad: Pad;
  readonly #host: Gate;
  readonly #around: StripSurroundings;
  #view = $state.raw<StripView | undefined>(undefined);
  /** The account that the program is to be told next, while it is told another. */
  #next: AccountKey | undefined;
  #choosing = false;

  /** `begins` is what the strip shows until the program has answered. */
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
      // Those that are not shown are asked for when they are.
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
        // The right PIN has set the count of wrong ones back.
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

  /** Which account is shown, and whether the vault is open; `undefined` before the program has said so. */
  get view(): StripView | undefined {
    return this.#view;
  }

  /** The account that is shown. */
  get row(): AccountRow | undefined {
    const account = this.#view?.account;
    return account === undefined || account === null ? undefined : this.accounts.get(account);
  }

  /** What the pad says. */
  get said(): PinWords | undefined {
    return pinWords(this);
  }

  /** Gives the words of a fault. */
  words(code: FaultCode): FaultWords {
    return faultWords(this.locale.text, code);
  }

  /** Asks what there is to show. Rejects with a fault. */
  async load(): Promise<void> {
    const view = await this.#host.call('strip_view', {});
    if (view.open) await this.accounts.load();
    // What the user has chosen meanwhile is newer.
    if (!this.#choosing) this.#view = view;
  }

  /** Shows another account, and tells the program. Rejects with a fault. */
  async choose(account: AccountKey): Promise<void> {
    const closed = this.pad.close();
    this.#view = { account, open: true };
    this.#next = account;
    await Promise.all([closed, this.#tell()]);
  }

  /** Ends all that goes on by itself. */
  drop(): void {
    this.#host.shut();
    this.clock.stop();
  }

  /** One at a time: of a quick turn of the wheel the last account is told, not each. */
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
