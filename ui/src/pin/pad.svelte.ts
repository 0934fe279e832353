import type { AccountKey, Fault, PadPurpose, PadView, PinOutcome, WeakPin } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import type { Accounts, Standing } from '../open/accounts.svelte';

/** What the pad says about what was typed last. */
export type PadNotice =
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'too_short' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'weak'; readonly rule: WeakPin }
  /** The first device shows other check digits. */
  | { readonly kind: 'differ' }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** What came of a right PIN. */
export type PinDone = Extract<
  PinOutcome,
  { kind: 'bound' | 'code' | 'synced' | 'check_digits' | 'transfer' | 'done' | 'proved' }
>;

/** Which PIN is typed: the one that is asked for first, a new one, or either for the second time. */
export type PadStep = 'first' | 'new' | 'repeat';

const CLOSED: PadView = { count: 0, least: 6, most: 20 };

/**
 * The PIN pad: it knows how many digits were typed and never which.
 *
 * Every key goes through one chain of promises, so that the digits reach the program in the order they were typed.
 */
export class Pad {
  #host: Host;
  #accounts: Accounts;
  #ondone: (done: PinDone, purpose: PadPurpose) => Promise<void>;
  #onlost: (fault: Fault) => void;
  #begin: (purpose: PadPurpose) => Promise<PadView>;
  #chain: Promise<void> = Promise.resolve();
  /** Is told when the pad is closed, whatever the reason. */
  onshut: () => void = () => undefined;
  /** Counts the openings: what was typed into an earlier one is not for this one. */
  #opening = 0;

  #purpose = $state.raw<PadPurpose | undefined>(undefined);
  #view = $state.raw<PadView>(CLOSED);
  #step = $state<PadStep>('first');
  #busy = $state(false);
  #notice = $state.raw<PadNotice | undefined>(undefined);

  /**
   * `ondone` shows what came of the right PIN and never rejects; the pad closes when it has. `onlost` is told why the
   * program has no pad any more. `begin` opens the pad of another window than the main one.
   */
  constructor(
    host: Host,
    accounts: Accounts,
    ondone: (done: PinDone, purpose: PadPurpose) => Promise<void>,
    onlost: (fault: Fault) => void,
    begin: (purpose: PadPurpose) => Promise<PadView> = (purpose) => host.call('pin_open', { purpose }),
  ) {
    this.#host = host;
    this.#accounts = accounts;
    this.#ondone = ondone;
    this.#onlost = onlost;
    this.#begin = begin;
  }

  /** What the PIN is for; `undefined` while the pad is closed. */
  get purpose(): PadPurpose | undefined {
    return this.#purpose;
  }

  /** How many digits were typed, and how many may be. */
  get view(): PadView {
    return this.#view;
  }

  /** Which PIN is typed. */
  get step(): PadStep {
    return this.#step;
  }

  /** Whether the PIN is typed for the second time. */
  get repeat(): boolean {
    return this.#step === 'repeat';
  }

  /** Whether a PIN is being judged: nothing can be typed meanwhile. */
  get busy(): boolean {
    return this.#busy;
  }

  get notice(): PadNotice | undefined {
    return this.#notice;
  }

  /** The account whose PIN is asked for; `undefined` while one is created. */
  get account(): AccountKey | undefined {
    return this.#purpose === undefined ? undefined : accountOf(this.#purpose);
  }

  /** Whether the account's PIN may be tried; `undefined` while another than that is typed. */
  get standing(): Standing | undefined {
    return this.account === undefined || this.#step !== 'first' ? undefined : this.#accounts.standing(this.account);
  }

  /** Opens an empty pad that says `notice`. Rejects with a fault, and it stays closed. */
  open(purpose: PadPurpose, notice?: PadNotice): Promise<void> {
    const opening = ++this.#opening;
    return this.#after(async () => {
      const view = await this.#begin(purpose);
      if (opening !== this.#opening) return;
      this.#view = view;
      this.#step = begins(purpose);
      this.#busy = false;
      this.#notice = notice;
      this.#purpose = purpose;
    });
  }

  /** Types a digit. */
  digit(digit: number): void {
    this.#key(async () => {
      this.#view = await this.#host.call('pin_digit', { digit });
      this.#notice = undefined;
    });
  }

  /** Takes the last digit back. */
  backspace(): void {
    this.#key(async () => {
      this.#view = await this.#host.call('pin_backspace', {});
    });
  }

  /** Has the digits judged, those typed before included that are still on their way. */
  submit(): void {
    const purpose = this.#purpose;
    if (purpose === undefined || this.#busy) return;
    const opening = this.#opening;
    this.#key(async () => {
      if (this.#view.count < this.#view.least) {
        this.#busy = false;
        this.#notice = { kind: 'too_short' };
        return;
      }
      try {
        await this.#settle(await this.#host.call('pin_submit', {}), purpose, opening);
      } catch (reason) {
        await this.#reopen(purpose, opening, toFault(reason));
      }
    });
    this.#busy = true;
  }

  /** Closes the pad; what was typed is wiped. */
  close(): Promise<void> {
    if (this.#purpose === undefined) return this.#chain;
    this.#shut();
    return this.#after(async () => {
      await this.#host.call('pin_cancel', {});
    });
  }

  /** The program has closed the pad by itself: a picture was dropped. */
  lost(): void {
    this.#shut();
  }

  #shut(): void {
    this.#opening += 1;
    this.#purpose = undefined;
    this.#view = CLOSED;
    this.#step = 'first';
    this.#busy = false;
    this.#notice = undefined;
    this.onshut();
  }

  async #settle(outcome: PinOutcome, purpose: PadPurpose, opening: number): Promise<void> {
    // A PIN that is created begins with itself; one that is changed begins with the old one, which stays right.
    const anew: PadStep = purpose.kind === 'change' ? 'new' : begins(purpose);
    switch (outcome.kind) {
      case 'repeat':
        return this.#again(opening, 'repeat', undefined);
      case 'new':
        // The right PIN has set the count of wrong ones back; what is shown of it can wait for the next look.
        this.#accounts.load().catch(() => undefined);
        return this.#again(opening, 'new', undefined);
      case 'mismatch':
        return this.#again(opening, anew, { kind: 'mismatch' });
      case 'weak':
        return this.#again(opening, anew, { kind: 'weak', rule: outcome.rule });
      case 'wrong':
      case 'no_try': {
        // Counts even when the pad was closed meanwhile.
        const account = accountOf(purpose);
        if (account !== undefined) this.#accounts.stand(account, outcome.pin);
        return this.#again(opening, 'first', outcome.kind === 'wrong' ? { kind: 'wrong' } : undefined);
      }
      case 'bound':
      case 'code':
      case 'synced':
      case 'check_digits':
      case 'transfer':
      case 'done':
      case 'proved':
        await this.#ondone(outcome, purpose);
        if (opening === this.#opening) this.#shut();
    }
  }

  #again(opening: number, step: PadStep, notice: PadNotice | undefined): void {
    if (opening !== this.#opening) return;
    this.#view = { ...this.#view, count: 0 };
    this.#step = step;
    this.#busy = false;
    this.#notice = notice;
  }

  /** Judging failed, and the program may have dropped its pad: begins again with a new one, and says why. */
  async #reopen(purpose: PadPurpose, opening: number, fault: Fault): Promise<void> {
    if (opening !== this.#opening) return;
    const view = await this.#begin(purpose);
    if (opening !== this.#opening) return;
    this.#view = view;
    this.#again(opening, begins(purpose), { kind: 'fault', fault });
  }

  /** Queues what a key does, unless a PIN is being judged or the pad is closed by its turn. */
  #key(act: () => Promise<void>): void {
    if (this.#purpose === undefined || this.#busy) return;
    const opening = this.#opening;
    const turn = this.#after(async () => {
      if (opening === this.#opening) await act();
    });
    turn.catch((reason: unknown) => {
      // A key that fails finds no pad: there is nothing left to type on.
      if (opening === this.#opening) this.#shut();
      this.#onlost(toFault(reason));
    });
  }

  #after(act: () => Promise<void>): Promise<void> {
    const turn = this.#chain.then(act);
    // The next key has its turn even when this one fails; the caller sees the failure.
    this.#chain = turn.catch(() => undefined);
    return turn;
  }
}

/** The recovery kit has proved who types: the PIN is a new one from the start. */
function begins(purpose: PadPurpose): PadStep {
  return purpose.kind === 'kit_reset' ? 'new' : 'first';
}

/** The account that a PIN is typed for. */
function accountOf(purpose: PadPurpose): AccountKey | undefined {
  return purpose.kind === 'create' ? undefined : purpose.account;
}
