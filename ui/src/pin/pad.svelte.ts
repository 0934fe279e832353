import type { AccountKey, Fault, PadPurpose, PadView, PinOutcome, WeakPin } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import type { Accounts, Standing } from '../open/accounts.svelte';

/** The message about the last PIN. */
export type PadNotice =
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'too_short' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'weak'; readonly rule: WeakPin }
  /** The user said that the first device shows other check digits. */
  | { readonly kind: 'differ' }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** The outcomes that close the pad. */
export type PinDone = Extract<
  PinOutcome,
  { kind: 'bound' | 'code' | 'synced' | 'check_digits' | 'transfer' | 'done' | 'proved' }
>;

/** Which PIN is typed: the first one for this purpose, a new one, or the same one again. */
export type PadStep = 'first' | 'new' | 'repeat';

const CLOSED: PadView = { count: 0, least: 6, most: 20 };

/**
 * The PIN pad. It holds the number of typed digits, never the digits.
 *
 * Every key goes through one chain of promises, so that the program gets the digits in the order in which they were typed.
 */
export class Pad {
  #host: Host;
  #accounts: Accounts;
  #ondone: (done: PinDone, purpose: PadPurpose) => Promise<void>;
  #onlost: (fault: Fault) => void;
  #begin: (purpose: PadPurpose) => Promise<PadView>;
  #chain: Promise<void> = Promise.resolve();
  /** Called when the pad closes, for any reason. */
  onshut: () => void = () => undefined;
  /** Counts the openings, so that an answer for an earlier opening is dropped. */
  #opening = 0;

  #purpose = $state.raw<PadPurpose | undefined>(undefined);
  #view = $state.raw<PadView>(CLOSED);
  #step = $state<PadStep>('first');
  #busy = $state(false);
  #notice = $state.raw<PadNotice | undefined>(undefined);

  /**
   * `ondone` shows the outcome of a right PIN and never rejects; the pad closes after it. `onlost` gets the fault of a key that
   * failed. `begin` opens the program's pad; the strip gives its own.
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

  /** The purpose of the PIN; `undefined` while the pad is closed. */
  get purpose(): PadPurpose | undefined {
    return this.#purpose;
  }

  /** The number of typed digits, and the least and greatest number allowed. */
  get view(): PadView {
    return this.#view;
  }

  get step(): PadStep {
    return this.#step;
  }

  /** Whether the PIN is typed for the second time. */
  get repeat(): boolean {
    return this.#step === 'repeat';
  }

  /** Whether a PIN is being checked. No key works meanwhile. */
  get busy(): boolean {
    return this.#busy;
  }

  get notice(): PadNotice | undefined {
    return this.#notice;
  }

  /** The account whose PIN is typed; `undefined` while an account is being bound or the pad is closed. */
  get account(): AccountKey | undefined {
    return this.#purpose === undefined ? undefined : accountOf(this.#purpose);
  }

  /** Whether the account's PIN may be tried; `undefined` while a new or repeated PIN is typed. */
  get standing(): Standing | undefined {
    return this.account === undefined || this.#step !== 'first' ? undefined : this.#accounts.standing(this.account);
  }

  /** Opens an empty pad with the message `notice`. Rejects with a fault; then the pad stays closed. */
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

  digit(digit: number): void {
    this.#key(async () => {
      this.#view = await this.#host.call('pin_digit', { digit });
      this.#notice = undefined;
    });
  }

  /** Deletes the last digit. */
  backspace(): void {
    this.#key(async () => {
      this.#view = await this.#host.call('pin_backspace', {});
    });
  }

  /** Checks the PIN, after the keys that are still on their way. */
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

  /** Closes the pad. The program wipes the typed digits. */
  close(): Promise<void> {
    if (this.#purpose === undefined) return this.#chain;
    this.#shut();
    return this.#after(async () => {
      await this.#host.call('pin_cancel', {});
    });
  }

  /** Closes the pad after the program has closed its own, because a picture was dropped. */
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
    // After a mismatch or a weak PIN, a PIN change goes on with the new PIN, because the old one was right.
    const anew: PadStep = purpose.kind === 'change' ? 'new' : begins(purpose);
    switch (outcome.kind) {
      case 'repeat':
        return this.#again(opening, 'repeat', undefined);
      case 'new':
        // The right PIN has reset the count of wrong ones. If the load fails, the old count stays on screen until the next load.
        this.#accounts.load().catch(() => undefined);
        return this.#again(opening, 'new', undefined);
      case 'mismatch':
        return this.#again(opening, anew, { kind: 'mismatch' });
      case 'weak':
        return this.#again(opening, anew, { kind: 'weak', rule: outcome.rule });
      case 'wrong':
      case 'no_try': {
        // Even if the pad was closed meanwhile: the wrong PIN was counted.
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

  /** Opens a new pad that shows `fault`, because the program may have dropped its pad when the check failed. */
  async #reopen(purpose: PadPurpose, opening: number, fault: Fault): Promise<void> {
    if (opening !== this.#opening) return;
    const view = await this.#begin(purpose);
    if (opening !== this.#opening) return;
    this.#view = view;
    this.#again(opening, begins(purpose), { kind: 'fault', fault });
  }

  /** Queues a key's action. The action is dropped if a PIN is being checked, or if the pad closes before its turn. */
  #key(act: () => Promise<void>): void {
    if (this.#purpose === undefined || this.#busy) return;
    const opening = this.#opening;
    const turn = this.#after(async () => {
      if (opening === this.#opening) await act();
    });
    turn.catch((reason: unknown) => {
      // A key fails only if the program has no pad any more.
      if (opening === this.#opening) this.#shut();
      this.#onlost(toFault(reason));
    });
  }

  #after(act: () => Promise<void>): Promise<void> {
    const turn = this.#chain.then(act);
    // A failed key does not stop the next one. The caller gets the failure.
    this.#chain = turn.catch(() => undefined);
    return turn;
  }
}

/** The first step for a purpose. After the recovery kit no old PIN is typed. */
function begins(purpose: PadPurpose): PadStep {
  return purpose.kind === 'kit_reset' ? 'new' : 'first';
}

/** The account whose PIN is typed; `undefined` while an account is being bound. */
function accountOf(purpose: PadPurpose): AccountKey | undefined {
  return purpose.kind === 'create' ? undefined : purpose.account;
}
