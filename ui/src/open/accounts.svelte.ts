import { SvelteMap } from 'svelte/reactivity';

import type { AccountKey, AccountRow, AttemptsView } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';
import type { Clock, Moment } from './clock.svelte';
import { inOrder, type Ordering } from './order';
import { haystackOf, matches, termsOf, type Haystack } from './search';

/** Whether a PIN may be tried. A wait ends at `endsAt`, by the page's clock. */
export type Standing =
  | { readonly kind: 'free'; readonly free: number; readonly left: number }
  | { readonly kind: 'waiting'; readonly endsAt: Moment; readonly left: number }
  | { readonly kind: 'frozen' };

/** Holds the bound accounts, and the search in them. */
export class Accounts {
  #host: Host;
  #clock: Clock;
  #order: () => Omit<Ordering, 'used'>;
  #rows = $state.raw<readonly AccountRow[]>([]);
  #byId = $derived(new Map(this.#rows.map((row) => [row.id, row])));
  /** The time of each account's last use, taken when the list was opened, so that rows do not move while they are used. */
  #used = $state.raw<ReadonlyMap<AccountKey, number>>(new Map());
  #standings = new SvelteMap<AccountKey, Standing>();

  /** The text in the search field. */
  query = $state('');
  /** The account or heading that the list scrolls to next. */
  wanted = $state.raw<AccountKey | undefined>(undefined);

  /** The terms of the search. */
  readonly terms = $derived(termsOf(this.query));

  /** All accounts in the order of the list. */
  readonly ordered = $derived.by(() => inOrder(this.#rows, { ...this.#order(), used: this.#used }));

  /** The texts that are searched, one for each account of `ordered`. */
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

  /** `order` returns how the list is ordered. */
  constructor(host: Host, clock: Clock, order: () => Omit<Ordering, 'used'>) {
    this.#host = host;
    this.#clock = clock;
    this.#order = order;
  }

  /** All accounts, in the order by hand. */
  get rows(): readonly AccountRow[] {
    return this.#rows;
  }

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

  /** Takes the times of use anew, so that the order follows them. */
  freshen(): void {
    this.#used = new Map(this.#rows.map(({ id, used_ms: used }) => [id, used ?? 0]));
  }

  /** Whether the PIN of an account may be tried; `undefined` for an account without a PIN. */
  standing(id: AccountKey): Standing | undefined {
    return this.#standings.get(id);
  }

  /** Takes an answer about the PIN of an account. Returns its standing. */
  stand(id: AccountKey, pin: AttemptsView): Standing {
    const standing = this.#anchor(pin);
    this.#standings.set(id, standing);
    return standing;
  }

  /** Loads the accounts. Rejects with a fault. */
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
