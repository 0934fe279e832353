import { SvelteSet } from 'svelte/reactivity';

import type { AccountKey, AccountRow, Arrangement } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';
import type { Accounts } from '../open/accounts.svelte';
import { moved, sectionKey, sectionOf, together, type Section } from '../open/order';

/** An entry of the list: an account, or the heading of several. */
export type Entry =
  | { readonly kind: 'row'; readonly key: string; readonly row: AccountRow; readonly position: number }
  | { readonly kind: 'heading'; readonly key: string; readonly section: Section; readonly count: number; readonly open: boolean };

/** Holds the user's arrangement of the list: headings, favourites, groups and an order by hand. */
export class Arranging {
  #host: Host;
  #accounts: Accounts;
  /** The keys of the collapsed sections. */
  #closed = new SvelteSet<string>();
  /** The order that is sent to the program once the current call has returned. */
  #next: readonly AccountKey[] | undefined;
  #saving: Promise<void> | undefined;

  /** The entries of the list, from top to bottom. Without groups there are no headings. */
  readonly entries: readonly Entry[] = $derived.by(() => {
    const { found, terms } = this.#accounts;
    const headed = found.some(({ group, favourite }) => group !== null && !favourite);
    if (!headed) return found.map((row, position) => ({ kind: 'row', key: row.id, row, position }));
    const entries: Entry[] = [];
    for (let from = 0, first = found[0]; first !== undefined; first = found[from]) {
      const to = endOf(found, from, first);
      const section = sectionOf(first);
      const key = sectionKey(section);
      // A search shows its results in collapsed groups too.
      const open = terms.length > 0 || !this.#closed.has(key);
      entries.push({ kind: 'heading', key, section, count: to - from, open });
      for (let at = from; open && at < to; at += 1) {
        const row = found[at];
        if (row !== undefined) entries.push({ kind: 'row', key: row.id, row, position: at });
      }
      from = to;
    }
    return entries;
  });

  constructor(host: Host, accounts: Accounts) {
    this.#host = host;
    this.#accounts = accounts;
  }

  /** Collapses or expands a section. */
  toggle(key: string): void {
    if (!this.#closed.delete(key)) this.#closed.add(key);
  }

  /** Expands the group of an account. */
  reveal(account: AccountKey): void {
    const row = this.#accounts.get(account);
    if (row !== undefined) this.#closed.delete(sectionKey(sectionOf(row)));
  }

  /** Changes the arrangement of an account. Resolves to the one before. Rejects with a fault; then nothing has changed. */
  async change(account: AccountKey, change: Partial<Arrangement>): Promise<Arrangement | undefined> {
    const row = this.#accounts.get(account);
    if (row === undefined) return undefined;
    const { favourite, group, keep_open } = row;
    const before = { favourite, group, keep_open };
    const arrangement = { ...before, ...change };
    this.#accounts.assume(this.#accounts.rows.map((each) => (each === row ? { ...row, ...arrangement } : each)));
    await this.#told(() => this.#host.call('account_arrange', { account, arrangement }));
    return before;
  }

  /** Returns the account above another one in its section, or below it. */
  neighbour(account: AccountKey, by: 1 | -1): AccountRow | undefined {
    const { ordered } = this.#accounts;
    const at = ordered.findIndex(({ id }) => id === account);
    const [row, other] = [ordered[at], ordered[at + by]];
    return row !== undefined && other !== undefined && together(row, other) ? other : undefined;
  }

  /** Returns the place of an account in its section, from 1, and the number of accounts there. */
  standing(account: AccountKey): { readonly at: number; readonly of: number } {
    const row = this.#accounts.get(account);
    const section = row === undefined ? [] : this.#accounts.ordered.filter((other) => together(row, other));
    return { at: section.findIndex(({ id }) => id === account) + 1, of: section.length };
  }

  /** Returns whether an account can be moved to the place of another. */
  fits(account: AccountKey, to: AccountKey): boolean {
    const [row, other] = [this.#accounts.get(account), this.#accounts.get(to)];
    return row !== undefined && other !== undefined && together(row, other);
  }

  /** Moves an account to the place of another. Resolves to the order before. Rejects with a fault. */
  async move(account: AccountKey, to: AccountKey): Promise<readonly AccountKey[]> {
    const { rows } = this.#accounts;
    await this.#reorder(moved(rows, account, to));
    return rows.map(({ id }) => id);
  }

  /** Restores an order of all accounts. Rejects with a fault. */
  async restore(order: readonly AccountKey[]): Promise<void> {
    const places = new Map(order.map((id, place) => [id, place]));
    const place = ({ id }: AccountRow) => places.get(id) ?? order.length;
    await this.#reorder([...this.#accounts.rows].sort((one, other) => place(one) - place(other)));
  }

  /** Loads the accounts again, after every order has been sent to the program. */
  async reload(): Promise<void> {
    await this.#saving?.catch(() => undefined);
    await this.#accounts.load();
  }

  #reorder(rows: readonly AccountRow[]): Promise<void> {
    this.#accounts.assume(rows);
    this.#next = rows.map(({ id }) => id);
    this.#saving ??= this.#told(() => this.#save()).finally(() => (this.#saving = undefined));
    return this.#saving;
  }

  /** Sends the order, one call at a time. After many quick moves only the last order is saved. */
  async #save(): Promise<void> {
    while (this.#next !== undefined) {
      const accounts = [...this.#next];
      this.#next = undefined;
      await this.#host.call('accounts_order', { accounts });
    }
  }

  /** Sends the order that the list already shows. If the program refuses it, the list goes back to the old one. */
  async #told(tell: () => Promise<unknown>): Promise<void> {
    try {
      await tell();
    } catch (reason) {
      this.#next = undefined;
      await this.#accounts.load();
      throw reason;
    }
  }
}

/** Returns the index after the last row of a section. */
function endOf(rows: readonly AccountRow[], from: number, first: AccountRow): number {
  let to = from + 1;
  for (let row = rows[to]; row !== undefined && together(first, row); row = rows[to]) to += 1;
  return to;
}
