import type { AccountRow, Fault, FaultCode, Preferences, StripView } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import { PreferencesState } from '../app/preferences.svelte';
import { tellSeen } from '../app/seen';
import { OpenStrip } from '../open/OpenStrip.svelte';
import type { FaultWords } from '../text/en';
import { faultWords } from '../text/faults';
import { chooseLocale, type Locale } from '../text/locale';

/** What the strip has to show. */
export type StripFace =
  | { readonly kind: 'starting' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'none' }
  | { readonly kind: 'account'; readonly row: AccountRow };

/** What a locked vault shows. */
const LOCKED: StripView = { account: null, open: false };

/** How far the wheel turns for the next account: CSS pixels. */
const NOTCH = 40;

/** The strip: one account, its code, and the PIN for it. */
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

  /** The account that is shown. */
  readonly row = $derived(this.face.kind === 'account' ? this.face.row : undefined);

  /** Whether the PIN of the account can be typed here: where check digits are compared, that is the main window's. */
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

  /** What the strip has of the vault. */
  get open(): OpenStrip {
    return this.#open;
  }

  /** Asks what there is to show, and how: without an answer to that it is shown as at first. */
  async start(): Promise<void> {
    for (const ask of [() => this.preferences.load(), () => this.open.load()]) {
      const { open } = this;
      await ask().catch((reason: unknown) => {
        // What was dropped meanwhile has no faults to show: its follower asks for itself.
        if (open === this.open) this.tell(toFault(reason));
      });
    }
  }

  /** Ends all that goes on by itself. */
  stop(): void {
    for (const off of this.#off) off();
    this.open.drop();
  }

  /** Why the last thing asked for did not work. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Whether the PIN may be tried now. */
  get mayTry(): boolean {
    const standing = this.row === undefined ? undefined : this.open.accounts.standing(this.row.id);
    if (standing?.kind === 'waiting') return this.open.clock.left(standing.endsAt) === 0;
    return standing?.kind === 'free';
  }

  /** Gives the words of a fault. */
  words(code: FaultCode): FaultWords {
    return faultWords(this.locale.text, code);
  }

  /** Does what the user asked for; a fault is shown. */
  attempt(act: () => Promise<void>): void {
    this.#fault = undefined;
    const { open } = this;
    act().catch((reason: unknown) => {
      if (open === this.open) this.tell(toFault(reason));
    });
  }

  /** Shows a fault; a closed vault is shown as locked. */
  tell(fault: Fault): void {
    if (fault.code === 'vault_closed') this.#forget();
    else this.#fault = fault;
  }

  /** Shows the account that is so many further on in the list. */
  switch(by: 1 | -1): void {
    const all = this.open.accounts.ordered;
    const at = all.findIndex(({ id }) => id === this.row?.id);
    const next = all[(at + by + all.length) % all.length];
    // A PIN that is being judged belongs to the account that is shown.
    if (next === undefined || next.id === this.row?.id || this.open.pad.busy) return;
    this.attempt(() => this.open.choose(next.id));
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
    if (row === undefined || !this.asksPin || this.open.pad.purpose !== undefined) return;
    this.#opening ??= this.open.pad.open({ kind: 'code', account: row.id }).finally(() => (this.#opening = undefined));
    await this.#opening;
  }

  /** Types a digit of the PIN; the first one opens the pad. */
  digit(digit: number): void {
    if (this.open.pad.purpose === undefined && this.asksPin) this.attempt(() => this.askPin());
    this.#key(() => {
      if (this.mayTry) this.open.pad.digit(digit);
    });
  }

  /** Takes the last digit back. */
  backspace(): void {
    this.#key(() => this.open.pad.backspace());
  }

  /** What Enter does: has the PIN judged, copies, counts on, or asks for the PIN. */
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

  /** What Escape does: gives the PIN up, or hides the strip. */
  escape(): void {
    this.#key(() => {
      if (this.open.pad.purpose === undefined) this.hide();
      else if (!this.open.pad.busy) this.attempt(() => this.open.pad.close());
    });
  }

  /** Copies the code that is shown. */
  copy(): void {
    const { row } = this;
    if (row !== undefined) this.attempt(async () => void (await this.open.codes.copy(row.id)));
  }

  /** Shows the next code of a counter. */
  count(): void {
    const { row } = this;
    if (row !== undefined) this.attempt(() => this.open.codes.next(row.id));
  }

  /** Takes the strip off the screen; what was typed is wiped. */
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
    this.attempt(() => this.open.load());
  }

  #forget(): void {
    this.open.drop();
    this.#fault = undefined;
    this.#opening = undefined;
    this.#open = this.#begin(LOCKED);
  }

  #begin(view: StripView | undefined): OpenStrip {
    // What a dropped vault has to tell is not for the next one.
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
