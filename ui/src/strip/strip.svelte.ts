import type { AccountRow, Fault, FaultCode, Preferences, StripView } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import { PreferencesState } from '../app/preferences.svelte';
import { tellSeen } from '../app/seen';
import { OpenStrip } from '../open/OpenStrip.svelte';
import type { FaultWords } from '../text/en';
import { faultWords } from '../text/faults';
import { chooseLocale, type Locale } from '../text/locale';

/** The contents of the strip. */
export type StripFace =
  | { readonly kind: 'starting' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'none' }
  | { readonly kind: 'account'; readonly row: AccountRow };

/** The view of a locked vault. */
const LOCKED: StripView = { account: null, open: false };

/** The length of wheel movement for one account, in CSS pixels. */
const NOTCH = 40;

/** Holds the strip's state: one account, its code and its PIN pad. */
export class StripState {
  readonly host: Host;
  readonly preferences: PreferencesState;
  #languages: readonly string[];
  #open = $state.raw<OpenStrip>() as OpenStrip;
  #fault = $state.raw<Fault | undefined>(undefined);
  #opening: Promise<void> | undefined;
  #turned = 0;
  #off: (() => void)[];

  readonly locale: Locale = $derived.by(() => chooseLocale(this.#languages, this.preferences.now.language));

  readonly face: StripFace = $derived.by(() => {
    const { view, row } = this.open;
    if (view === undefined) return { kind: 'starting' };
    if (!view.open) return { kind: 'locked' };
    return row === undefined ? { kind: 'none' } : { kind: 'account', row };
  });

  /** The shown account. */
  readonly row = $derived(this.face.kind === 'account' ? this.face.row : undefined);

  /** Whether the PIN may be typed here. Check digits are compared in the main window, so a PIN for them is typed there. */
  readonly asksPin = $derived.by(() => {
    const { row } = this;
    if (row === undefined || row.binding.kind === 'plain' || this.open.codes.get(row.id) !== undefined) return false;
    return this.mayTry && !(row.binding.kind === 'unsynced' && row.binding.by_eye);
  });

  constructor(host: Host, languages: readonly string[], preferences: Partial<Preferences> = {}) {
    this.host = host;
    this.#languages = languages;
    this.preferences = new PreferencesState(host, preferences);
    this.#open = this.#begin(undefined);
    this.#off = [
      tellSeen(host, (act) => this.attempt(act)),
      host.on('session-changed', () => this.#anew()),
      host.on('clock-changed', () => this.open.codes.refresh()),
      host.on('accounts-changed', () => this.attempt(() => this.open.load())),
      host.on('preferences-changed', () => this.attempt(() => this.preferences.load())),
    ];
  }

  /** The strip's part of the open vault. */
  get open(): OpenStrip {
    return this.#open;
  }

  /** Loads the preferences and the account. If the preferences cannot be loaded, the first ones stay. */
  async start(): Promise<void> {
    for (const ask of [() => this.preferences.load(), () => this.open.load()]) {
      const { open } = this;
      await ask().catch((reason: unknown) => {
        // A vault that was dropped meanwhile shows no faults. The new one is loaded by itself.
        if (open === this.open) this.tell(toFault(reason));
      });
    }
  }

  /** Ends all timers and listeners. */
  stop(): void {
    for (const off of this.#off) off();
    this.open.drop();
  }

  /** The fault of the user's last action. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  get mayTry(): boolean {
    const standing = this.row === undefined ? undefined : this.open.accounts.standing(this.row.id);
    if (standing?.kind === 'waiting') return this.open.clock.left(standing.endsAt) === 0;
    return standing?.kind === 'free';
  }

  /** Returns the words of a fault. */
  words(code: FaultCode): FaultWords {
    return faultWords(this.locale.text, code);
  }

  /** Does an action of the user, and shows its fault. */
  attempt(act: () => Promise<void>): void {
    this.#fault = undefined;
    const { open } = this;
    act().catch((reason: unknown) => {
      if (open === this.open) this.tell(toFault(reason));
    });
  }

  /** Shows a fault. If the fault is a closed vault, the strip shows it as locked. */
  tell(fault: Fault): void {
    if (fault.code === 'vault_closed') this.#forget();
    else this.#fault = fault;
  }

  /** Shows the next or the previous account of the list. */
  switch(by: 1 | -1): void {
    const all = this.open.accounts.ordered;
    const at = all.findIndex(({ id }) => id === this.row?.id);
    const next = all[(at + by + all.length) % all.length];
    // While a PIN is being checked, its account stays on screen.
    if (next === undefined || next.id === this.row?.id || this.open.pad.busy) return;
    this.attempt(() => this.open.choose(next.id));
  }

  /** Adds a movement of the wheel. One notch switches by one account, however many events it takes. */
  wheel(delta: number): void {
    if (Math.sign(delta) !== Math.sign(this.#turned)) this.#turned = 0;
    this.#turned += delta;
    if (Math.abs(this.#turned) < NOTCH) return;
    this.switch(this.#turned > 0 ? 1 : -1);
    this.#turned = 0;
  }

  /** Opens the pad for the shown account. */
  async askPin(): Promise<void> {
    const { row } = this;
    if (row === undefined || !this.asksPin || this.open.pad.purpose !== undefined) return;
    this.#opening ??= this.open.pad.open({ kind: 'code', account: row.id }).finally(() => (this.#opening = undefined));
    await this.#opening;
  }

  /** Types a digit of the PIN. The first digit opens the pad. */
  digit(digit: number): void {
    if (this.open.pad.purpose === undefined && this.asksPin) this.attempt(() => this.askPin());
    this.#key(() => {
      if (this.mayTry) this.open.pad.digit(digit);
    });
  }

  /** Deletes the last digit. */
  backspace(): void {
    this.#key(() => this.open.pad.backspace());
  }

  /** Does what Enter means now: checks the PIN, copies the code, shows a counter's next code, or opens the pad. */
  enter(): void {
    this.#key(() => {
      const { row } = this;
      if (row === undefined) return;
      if (this.open.pad.purpose !== undefined) {
        if (this.mayTry) this.open.pad.submit();
      } else if (this.open.codes.get(row.id) !== undefined) this.copy();
      else if (row.codes.kind === 'counter') this.count();
      else this.attempt(() => this.askPin());
    });
  }

  /** Does what Escape means now: closes the pad, or hides the strip. */
  escape(): void {
    this.#key(() => {
      if (this.open.pad.purpose === undefined) this.hide();
      else if (!this.open.pad.busy) this.attempt(() => this.open.pad.close());
    });
  }

  /** Copies the shown code. */
  copy(): void {
    const { row } = this;
    if (row !== undefined) this.attempt(async () => void (await this.open.codes.copy(row.id)));
  }

  /** Shows the next code of a counter. */
  count(): void {
    const { row } = this;
    if (row !== undefined) this.attempt(() => this.open.codes.next(row.id));
  }

  /** Closes the pad and hides the strip. */
  hide(): void {
    this.attempt(async () => {
      await this.open.pad.close();
      await this.host.call('strip_hide', {});
    });
  }

  /** Opens the main window. */
  main(): void {
    this.attempt(async () => void (await this.host.call('strip_main', {})));
  }

  /** Runs a key's action. While the pad is opening, the action waits for it. */
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

  /** Drops everything and loads it again, because the vault was locked or opened. */
  #anew(): void {
    this.#forget();
    this.attempt(() => this.open.load());
  }

  #forget(): void {
    this.open.drop();
    this.#fault = undefined;
    this.#opening = undefined;
    this.#open = this.#begin(LOCKED);
  }

  #begin(view: StripView | undefined): OpenStrip {
    // A dropped vault must not show its faults in the next one.
    const current = (): boolean => this.#open === open;
    const open: OpenStrip = new OpenStrip(
      {
        host: this.host,
        locale: () => this.locale,
        preferences: () => this.preferences.now,
        attempt: (act) => {
          if (current()) this.attempt(act);
        },
        tell: (fault) => {
          if (current()) this.tell(fault);
        },
      },
      view,
    );
    return open;
  }
}
