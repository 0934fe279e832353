import { SvelteMap } from 'svelte/reactivity';

import type { AccountKey, AccountRow, AttemptsView } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';
import type { Clock, Moment } from './clock.svelte';
import { inOrder, type Ordering } from './order';
import { haystackOf, matches, termsOf, type Haystack } from './search';

/** Whether a PIN may be tried, anchored to the page's clock. */
export type Standing =
  | { readonly kind: 'free'; readonly free: number; readonly left: number }
  | { readonly kind: 'waiting'; readonly endsAt: Moment; readonly left: number }
  | { readonly kind: 'frozen' };

/** The bound accounts, and which of them the user looks for. */
export class Accounts {
  #host: Host;
  #clock: Clock;
  #order: () => Omit<Ordering, 'used'>;
  #rows = $state.raw<readonly AccountRow[]>([]);
  #byId = $derived(new Map(this.#rows.map((row) => [row.id, row])));
  /** When each was last used, as of when the list was come to: rows do not jump while they are used. */
  #used = $state.raw<ReadonlyMap<AccountKey, number>>(new Map());
  #standings = new SvelteMap<AccountKey, Standing>();

  /** The text in the search field. */
  query = $state('');
  /** The row to bring into view, once. */
  wanted = $state.raw<AccountKey | undefined>(undefined);

  /** The terms of the search. */
  readonly terms = $derived(termsOf(this.query));

  /** All of them as the list orders them. */
  readonly ordered = $derived.by(() => inOrder(this.#rows, { ...this.#order(), used: this.#used }));

  /** What each of these is searched by. */
  #haystacks: readonly Haystack[] = $derived(this.ordered.map(haystackOf));

  /** The accounts that match the search, in the order of the list. */
  readonly found = $derived.by(() => {
    const { terms, ordered } = this;
    if (terms.length === 0) return ordered;
    const haystacks = this.#haystacks;
    return ordered.filter((_, at) => {
      const haystack = haystacks[at];
      return haystack !== undefined && matches(haystack, terms);
    });
  });

  /** `order` returns the order of the list. It is called again when that changes. */
  constructor(host: Host, clock: Clock, order: () => Omit<Ordering, 'used'>) {
    this.#host = host;
    this.#clock = clock;
    this.#order = order;
  }

  /** All accounts, in the order that the user put them in. */
  get rows(): readonly AccountRow[] {
    return this.#rows;
  }

  /** One account. */
  get(id: AccountKey): AccountRow | undefined {
    return this.#byId.get(id);
  }

  /** Shows rows before the program has them. */
  assume(rows: readonly AccountRow[]): void {
    this.#rows = rows;
  }

  /** Prepares the search, so that the first key is not slowed down. */
  prepare(): void {
    void this.#haystacks;
  }

  /** Orders the accounts by their use until now. */
  freshen(): void {
    this.#used = new Map(this.#rows.map(({ id, used_ms: used }) => [id, used ?? 0]));
  }

  /** Whether the PIN of an account may be tried; `undefined` for an account without a PIN. */
  standing(id: AccountKey): Standing | undefined {
    return this.#standings.get(id);
  }

  /** Notes whether a PIN may be tried. */
  stand(id: AccountKey, pin: AttemptsView): Standing {
    const standing = this.#anchor(pin);
    this.#standings.set(id, standing);
    return standing;
  }

  /** Asks for the accounts. */
  async load(): Promise<void> {
    const rows = await this.#host.call('accounts', {});
    this.#standings.clear();
    for (const { id, binding } of rows) {
      if (binding.kind !== 'plain') this.stand(id, binding.pin);
    }
    this.#rows = rows;
    if (this.#used.size === 0) this.freshen();
  }

  /** Ends the search and brings a row into view. */
  show(id: AccountKey): void {
    this.query = '';
    this.wanted = id;
  }

  #anchor(pin: AttemptsView): Standing {
    switch (pin.kind) {
      case 'free':
        return pin;
      case 'waiting':
        return { kind: 'waiting', endsAt: this.#clock.in(pin.remaining_ms), left: pin.left };
      case 'frozen':
        return pin;
    }
  }
}
