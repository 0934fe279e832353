import { SvelteMap } from 'svelte/reactivity';

import type { AccountKey, AccountRow, PinStanding } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';
import type { Clock, Moment } from './clock.svelte';

/** Whether a PIN may be tried, anchored to the page's clock. */
export type Standing =
  | { readonly kind: 'free'; readonly free: number; readonly left: number }
  | { readonly kind: 'waiting'; readonly endsAt: Moment; readonly left: number }
  | { readonly kind: 'frozen' };

/** The bound accounts, and which of them the user looks for. */
export class Accounts {
  #host: Host;
  #clock: Clock;
  #rows = $state.raw<readonly AccountRow[]>([]);
  #standings = new SvelteMap<AccountKey, Standing>();
  /** Counts how often they were forgotten: what was asked for before that does not come back. */
  #cleared = 0;

  /** What the user typed into the search field. */
  query = $state('');
  /** The row to bring into view, once. */
  wanted = $state.raw<AccountKey | undefined>(undefined);

  /** The rows that match what is looked for. */
  readonly found = $derived.by(() => {
    const query = this.query.trim().toLowerCase();
    if (query === '') return this.#rows;
    return this.#rows.filter(
      ({ number, issuer }) => number.toLowerCase().includes(query) || issuer?.toLowerCase().includes(query),
    );
  });

  constructor(host: Host, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
  }

  /** All accounts, in the order they were bound. */
  get rows(): readonly AccountRow[] {
    return this.#rows;
  }

  /** One account. */
  get(id: AccountKey): AccountRow | undefined {
    return this.#rows.find((row) => row.id === id);
  }

  /** Whether the PIN of an account may be tried; nothing for an account without a PIN. */
  standing(id: AccountKey): Standing | undefined {
    return this.#standings.get(id);
  }

  /** Notes whether a PIN may be tried. */
  stand(id: AccountKey, pin: PinStanding): Standing {
    const standing = this.#anchor(pin);
    this.#standings.set(id, standing);
    return standing;
  }

  /** Asks for the accounts. */
  async load(): Promise<void> {
    const cleared = this.#cleared;
    const rows = await this.#host.call('accounts', {});
    if (cleared !== this.#cleared) return;
    this.#standings.clear();
    for (const { id, binding } of rows) {
      if (binding.kind !== 'plain') this.stand(id, binding.pin);
    }
    this.#rows = rows;
  }

  /** Forgets them all. */
  clear(): void {
    this.#cleared += 1;
    this.#rows = [];
    this.#standings.clear();
    this.query = '';
    this.wanted = undefined;
  }

  /** Ends the search and brings a row into view. */
  show(id: AccountKey): void {
    this.query = '';
    this.wanted = id;
  }

  #anchor(pin: PinStanding): Standing {
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
