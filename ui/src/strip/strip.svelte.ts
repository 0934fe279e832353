import type { AccountKey, AccountRow, Fault, FaultCode, Preferences, StripView } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import { Accounts } from '../open/accounts.svelte';
import { Clock } from '../open/clock.svelte';
import { Codes } from '../open/codes.svelte';
import { Pad } from '../pin/pad.svelte';
import { PreferencesState } from '../app/preferences.svelte';
import { tellSeen } from '../app/seen';
import type { FaultWords } from '../text/en';
import { chooseLocale, type Locale } from '../text/locale';

/** What the strip has to show. */
export type StripFace =
  | { readonly kind: 'starting' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'none' }
  | { readonly kind: 'account'; readonly row: AccountRow };

/** How far the wheel turns for the next account: CSS pixels. */
const NOTCH = 40;

/** The strip: one account, its code, and the PIN for it. */
export class StripState {
  readonly host: Host;
  readonly clock = new Clock();
  readonly preferences: PreferencesState;
  readonly accounts: Accounts;
  readonly codes: Codes;
  readonly pad: Pad;
  #languages: readonly string[];
  #view = $state.raw<StripView | undefined>(undefined);
  #fault = $state.raw<Fault | undefined>(undefined);
  /** Counts how often it began anew: what was asked for before that is not shown any more. */
  #round = 0;
  /** The account that the program is to be told next, while it is told another. */
  #next: AccountKey | undefined;
  #choosing = false;
  #opening: Promise<void> | undefined;
  #turned = 0;
  #off: (() => void)[];

  readonly locale: Locale = $derived.by(() => chooseLocale(this.#languages, this.preferences.now.language));

  readonly face: StripFace = $derived.by(() => {
    const view = this.#view;
    if (view === undefined) return { kind: 'starting' };
    if (!view.open) return { kind: 'locked' };
    const row = view.account === null ? undefined : this.accounts.get(view.account);
    return row === undefined ? { kind: 'none' } : { kind: 'account', row };
  });

  /** The account that is shown. */
  readonly row = $derived(this.face.kind === 'account' ? this.face.row : undefined);

  /** Whether the PIN of the account can be typed here: where check digits are compared, that is the main window's. */
  readonly asksPin = $derived.by(() => {
    const { row } = this;
    if (row === undefined || row.binding.kind === 'plain' || this.codes.get(row.id) !== undefined) return false;
    return this.mayTry && !(row.binding.kind === 'unsynced' && row.binding.by_eye);
  });

  constructor(host: Host, languages: readonly string[], preferences: Partial<Preferences> = {}) {
    this.host = host;
    this.#languages = languages;
    this.preferences = new PreferencesState(host, preferences);
    this.accounts = new Accounts(host, this.clock, () => ({
      by: this.preferences.now.order,
      collator: this.locale.format.collator,
    }));
    this.codes = new Codes(host, this.clock, {
      // Those that are not shown are asked for when they are.
      goesOn: (account) => this.row?.id === account && this.row.keep_open !== 'each_time',
      hold: () => this.preferences.now.hold,
      next: () => this.preferences.now.next_code,
      turned: () => {},
    });
    this.pad = new Pad(
      host,
      this.accounts,
      async (done) => {
        if (this.#view?.open !== true) return;
        if (done.kind === 'code') this.codes.put(done.code);
        // The right PIN has set the count of wrong ones back.
        this.attempt(() => this.accounts.load());
      },
      (fault) => this.tell(fault),
    );
    this.#off = [
      tellSeen(host, (act) => this.attempt(act)),
      host.on('session-changed', () => this.#anew()),
      host.on('accounts-changed', () => this.attempt(() => this.#load())),
      host.on('preferences-changed', () => this.attempt(() => this.preferences.load())),
    ];
    this.clock.onjump(() => this.attempt(() => this.#load()));
  }

  /** Asks what there is to show, and how: without an answer to that it is shown as at first. */
  async start(): Promise<void> {
    for (const ask of [() => this.preferences.load(), () => this.#load()]) {
      await ask().catch((reason: unknown) => this.tell(toFault(reason)));
    }
  }

  /** Ends all that goes on by itself. */
  stop(): void {
    for (const off of this.#off) off();
    this.clock.stop();
  }

  /** Why the last thing asked for did not work. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Whether the PIN may be tried now. */
  get mayTry(): boolean {
    const standing = this.row === undefined ? undefined : this.accounts.standing(this.row.id);
    if (standing?.kind === 'waiting') return this.clock.left(standing.endsAt) === 0;
    return standing?.kind === 'free';
  }

  /** The words of a fault; those of `internal` for one that a newer program knows. */
  words(code: FaultCode): FaultWords {
    const faults: Record<string, FaultWords> = this.locale.text.faults;
    return faults[code] ?? this.locale.text.faults.internal;
  }

  /** Does what the user asked for; a fault is shown. */
  attempt(act: () => Promise<void>): void {
    this.#fault = undefined;
    act().catch((reason: unknown) => this.tell(toFault(reason)));
  }

  /** Shows a fault; a closed vault is shown as locked. */
  tell(fault: Fault): void {
    if (fault.code === 'vault_closed') this.#forget();
    else this.#fault = fault;
  }

  /** Shows the account that is so many further on in the list. */
  switch(by: 1 | -1): void {
    const all = this.accounts.ordered;
    const at = all.findIndex(({ id }) => id === this.row?.id);
    const next = all[(at + by + all.length) % all.length];
    // A PIN that is being judged belongs to the account that is shown.
    if (next === undefined || next.id === this.row?.id || this.pad.busy) return;
    this.attempt(async () => {
      const closed = this.pad.close();
      this.#view = { account: next.id, open: true };
      this.#next = next.id;
      await Promise.all([closed, this.#choose()]);
    });
  }

  /** The wheel was turned by so many pixels: an account for each notch, however finely the device tells it. */
  wheel(delta: number): void {
    if (Math.sign(delta) !== Math.sign(this.#turned)) this.#turned = 0;
    this.#turned += delta;
    if (Math.abs(this.#turned) < NOTCH) return;
    this.switch(this.#turned > 0 ? 1 : -1);
    this.#turned = 0;
  }

  /** Opens the pad for the account that is shown. */
  async askPin(): Promise<void> {
    const { row } = this;
    if (row === undefined || !this.asksPin || this.pad.purpose !== undefined) return;
    this.#opening ??= this.pad.open({ kind: 'code', account: row.id }).finally(() => (this.#opening = undefined));
    await this.#opening;
  }

  /** Types a digit of the PIN; the first one opens the pad. */
  digit(digit: number): void {
    if (this.pad.purpose === undefined && this.asksPin) this.attempt(() => this.askPin());
    this.#key(() => {
      if (this.mayTry) this.pad.digit(digit);
    });
  }

  /** Takes the last digit back. */
  backspace(): void {
    this.#key(() => this.pad.backspace());
  }

  /** What Enter does: has the PIN judged, copies, counts on, or asks for the PIN. */
  enter(): void {
    this.#key(() => {
      const { row } = this;
      if (row === undefined) return;
      if (this.pad.purpose !== undefined) {
        if (this.mayTry) this.pad.submit();
      } else if (this.codes.get(row.id) !== undefined) this.copy();
      else if (row.codes.kind === 'counter') this.count();
      else this.attempt(() => this.askPin());
    });
  }

  /** What Escape does: gives the PIN up, or hides the strip. */
  escape(): void {
    this.#key(() => {
      if (this.pad.purpose === undefined) this.hide();
      else if (!this.pad.busy) this.attempt(() => this.pad.close());
    });
  }

  /** Copies the code that is shown. */
  copy(): void {
    const { row } = this;
    if (row !== undefined) this.attempt(async () => void (await this.codes.copy(row.id)));
  }

  /** Shows the next code of a counter. */
  count(): void {
    const { row } = this;
    if (row !== undefined) this.attempt(() => this.codes.next(row.id));
  }

  /** Takes the strip off the screen; what was typed is wiped. */
  hide(): void {
    this.attempt(async () => {
      await this.pad.close();
      await this.host.call('strip_hide', {});
    });
  }

  /** Opens the main window. */
  main(): void {
    this.attempt(async () => void (await this.host.call('strip_main', {})));
  }

  /** Keys that come while the pad is opening have their turn when it is open. */
  #key(act: () => void): void {
    if (this.#opening === undefined) act();
    else {
      const opening = this.#opening;
      this.attempt(async () => {
        await opening;
        act();
      });
    }
  }

  /** The vault was locked or opened: nothing of it stays until the program has said how it stands. */
  #anew(): void {
    this.#forget();
    this.attempt(() => this.#load());
  }

  #forget(): void {
    this.#round += 1;
    this.#next = undefined;
    this.#view = { account: null, open: false };
    this.#fault = undefined;
    this.pad.lost();
    this.codes.clear();
    this.accounts.clear();
  }

  async #load(): Promise<void> {
    const round = this.#round;
    const view = await this.host.call('strip_view', {});
    if (round !== this.#round) return;
    if (view.open) await this.accounts.load();
    // What the user has chosen meanwhile is newer.
    if (round === this.#round && !this.#choosing) this.#view = view;
  }

  /** One at a time: of a quick turn of the wheel the last account is told, not each. */
  async #choose(): Promise<void> {
    if (this.#choosing) return;
    this.#choosing = true;
    try {
      while (this.#next !== undefined) {
        const account = this.#next;
        this.#next = undefined;
        await this.host.call('strip_choose', { account });
      }
    } finally {
      this.#choosing = false;
    }
  }
}
