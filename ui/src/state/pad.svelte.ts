import type { AccountKey, Fault, PadPurpose, PadView, PinOutcome } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import type { Accounts, Standing } from './accounts.svelte';

/** What the pad says about what was typed last. */
export type PadNotice =
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'too_short' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** What came of a right PIN. */
export type PinDone = Extract<PinOutcome, { kind: 'bound' } | { kind: 'code' } | { kind: 'synced' }>;

const CLOSED: PadView = { count: 0, least: 6, most: 20 };

/**
 * The PIN pad: it knows how many digits were typed and never which.
 *
 * Every key goes through one chain of promises, so that the digits reach the program in the order they were typed.
 */
export class Pad {
  #host: Host;
  #accounts: Accounts;
  #ondone: (done: PinDone) => Promise<void>;
  #onlost: (fault: Fault) => void;
  #chain: Promise<void> = Promise.resolve();
  /** Counts the openings: what was typed into an earlier one is not for this one. */
  #opening = 0;

  #purpose = $state.raw<PadPurpose | undefined>(undefined);
  #view = $state.raw<PadView>(CLOSED);
  #repeat = $state(false);
  #busy = $state(false);
  #notice = $state.raw<PadNotice | undefined>(undefined);

  /**
   * `ondone` shows what came of the right PIN and never rejects; the pad closes when it has. `onlost` is told why the
   * program has no pad any more.
   */
  constructor(
    host: Host,
    accounts: Accounts,
    ondone: (done: PinDone) => Promise<void>,
    onlost: (fault: Fault) => void,
  ) {
    this.#host = host;
    this.#accounts = accounts;
    this.#ondone = ondone;
    this.#onlost = onlost;
  }

  /** What the PIN is for; nothing while the pad is closed. */
  get purpose(): PadPurpose | undefined {
    return this.#purpose;
  }

  /** How many digits were typed, and how many may be. */
  get view(): PadView {
    return this.#view;
  }

  /** Whether the PIN is typed for the second time. */
  get repeat(): boolean {
    return this.#repeat;
  }

  /** Whether a PIN is being judged: nothing can be typed meanwhile. */
  get busy(): boolean {
    return this.#busy;
  }

  get notice(): PadNotice | undefined {
    return this.#notice;
  }

  /** The account that a code is asked of. */
  get account(): AccountKey | undefined {
    return this.#purpose?.kind === 'code' ? this.#purpose.account : undefined;
  }

  /** Whether the account's PIN may be tried. */
  get standing(): Standing | undefined {
    return this.account === undefined ? undefined : this.#accounts.standing(this.account);
  }

  /** Opens an empty pad. Rejects with a fault, and it stays closed. */
  open(purpose: PadPurpose): Promise<void> {
    const opening = ++this.#opening;
    return this.#after(async () => {
      const view = await this.#host.call('pin_open', { purpose });
      if (opening !== this.#opening) return;
      this.#view = view;
      this.#repeat = false;
      this.#busy = false;
      this.#notice = undefined;
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
    this.#repeat = false;
    this.#busy = false;
    this.#notice = undefined;
  }

  async #settle(outcome: PinOutcome, purpose: PadPurpose, opening: number): Promise<void> {
    switch (outcome.kind) {
      case 'repeat':
        return this.#again(opening, true, undefined);
      case 'mismatch':
        return this.#again(opening, false, { kind: 'mismatch' });
      case 'wrong':
      case 'no_try':
        // Counts even when the pad was closed meanwhile.
        if (purpose.kind === 'code') this.#accounts.stand(purpose.account, outcome.pin);
        return this.#again(opening, false, outcome.kind === 'wrong' ? { kind: 'wrong' } : undefined);
      case 'bound':
      case 'code':
      case 'synced':
        await this.#ondone(outcome);
        if (opening === this.#opening) this.#shut();
    }
  }

  #again(opening: number, repeat: boolean, notice: PadNotice | undefined): void {
    if (opening !== this.#opening) return;
    this.#view = { ...this.#view, count: 0 };
    this.#repeat = repeat;
    this.#busy = false;
    this.#notice = notice;
  }

  /** Judging failed, and the program may have dropped its pad: begins again with a new one, and says why. */
  async #reopen(purpose: PadPurpose, opening: number, fault: Fault): Promise<void> {
    if (opening !== this.#opening) return;
    const view = await this.#host.call('pin_open', { purpose });
    if (opening !== this.#opening) return;
    this.#view = view;
    this.#again(opening, false, { kind: 'fault', fault });
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
