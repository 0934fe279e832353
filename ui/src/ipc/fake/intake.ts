import type { BatchView, FoundKind, FoundView, WaitingView } from '../generated/contract';
import type { FakeAccounts } from './accounts';
import { faultOf } from './fault';
import type { Picture } from './setting';

/** One thing that waits. */
export type Held =
  Exclude<Picture, { validMs: number } | { kind: 'several' }> | (Extract<Picture, { validMs: number }> & { expiresMs: number });

/** Several things that wait. */
interface Several {
  items: { held: Held; bound: boolean }[];
  batches: BatchView[];
  /** The one that was opened. */
  opened: number | undefined;
}

/** What was read and waits for the user's agreement. */
export class FakeIntake {
  readonly #accounts: FakeAccounts;
  #held: Held = { kind: 'nothing' };
  #several: Several | undefined;

  constructor(accounts: FakeAccounts) {
    this.#accounts = accounts;
  }

  get held(): Held {
    return this.#held;
  }

  /** Takes what was read: several are kept together, and go to those that wait already. */
  take(picture: Picture): void {
    if (picture.kind !== 'several') {
      this.#held = hold(picture);
      return;
    }
    const items = picture.pictures.flatMap((each) => (each.kind === 'several' ? [] : [{ held: hold(each), bound: false }]));
    const before = this.#several?.items ?? [];
    const batches = picture.batches ?? this.#several?.batches ?? [];
    this.#held = { kind: 'nothing' };
    this.#several = { items: [...before, ...items], batches, opened: undefined };
  }

  view(): WaitingView {
    const several = this.#several;
    if (several === undefined || this.#held.kind !== 'nothing') return this.#told(this.#held);
    return { kind: 'several', items: this.#found(several), batches: several.batches };
  }

  /** The registration that waits. */
  registration() {
    const held = this.#held;
    if (held.kind !== 'registration' || this.view().kind !== 'registration') throw faultOf('registration_expired');
    return held;
  }

  /** Drops what waits; one of several that was opened goes back to the list. */
  dismiss(): WaitingView {
    if (this.#several?.opened === undefined) this.#several = undefined;
    else this.#several.opened = undefined;
    this.#held = { kind: 'nothing' };
    return this.view();
  }

  clear(): void {
    this.#held = { kind: 'nothing' };
    this.#several = undefined;
  }

  /** Opens one of several as if it waited alone. */
  openFound(index: number): WaitingView {
    const item = this.#several?.items[index];
    if (this.#several === undefined || item === undefined || item.bound) throw faultOf('stale');
    this.#several.opened = index;
    this.#held = item.held;
    return this.view();
  }

  /** Gives each of several to what binds it. */
  eachFound(indices: readonly number[], bind: (held: Held | undefined) => void): void {
    const several = this.#several;
    if (several === undefined) throw faultOf('stale');
    for (const index of indices) {
      several.opened = index;
      bind(several.items[index]?.held);
    }
  }

  /** What waited is bound; one of several is marked so among them. */
  bound(): void {
    const item = this.#several?.items[this.#several.opened ?? -1];
    if (item !== undefined) item.bound = true;
    if (this.#several !== undefined) this.#several.opened = undefined;
    this.#held = { kind: 'nothing' };
  }

  #found({ items }: Several): FoundView[] {
    return items.map(({ held, bound }, index) => {
      const told = this.#told(held);
      const issuer = 'issuer' in told ? told.issuer : null;
      const number = 'number' in told ? told.number : null;
      const same = ({ held: other }: Several['items'][number]) => JSON.stringify(other) === JSON.stringify(held);
      const twice = items.findIndex(same) < index;
      const what: FoundKind = bound ? { kind: 'bound' } : twice ? { kind: 'twice' } : kindOf(told);
      return { index, what, issuer, number };
    });
  }

  #told(held: Held): WaitingView {
    if (!('validMs' in held)) return held;
    const { issuer, number, activation, support, expiresMs: expires_ms } = held;
    const remaining_ms = expires_ms - Date.now();
    const transfer = held.kind === 'transfer';
    if (remaining_ms <= 0) return { kind: 'expired', issuer, number, support, expires_ms, transfer };
    const bound = this.#accounts.bound(issuer, number);
    const shown = { issuer, number, activation, support, expires_ms, remaining_ms };
    if (held.kind === 'transfer') return { kind: 'transfer', ...shown, slot: held.slot, renews: bound !== undefined };
    if (bound?.seed.activation === activation) return { kind: 'already_bound', issuer, number, support };
    const frozen = bound?.attempts.standing().kind === 'frozen';
    const replaces = bound === undefined ? null : { activation: bound.seed.activation ?? '100000', frozen };
    return { kind: 'registration', ...shown, replaces };
  }
}

function kindOf(intake: WaitingView): FoundKind {
  if (intake.kind === 'nothing' || intake.kind === 'several') return { kind: 'refused', fault: faultOf('no_code') };
  return intake.kind === 'refused' ? { kind: 'refused', fault: intake.fault } : { kind: intake.kind };
}

function hold(picture: Exclude<Picture, { kind: 'several' }>): Held {
  return 'validMs' in picture ? { ...picture, expiresMs: Date.now() + picture.validMs } : picture;
}
