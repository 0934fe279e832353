import { SvelteSet } from 'svelte/reactivity';

import type { AccountKey, AccountRow, Arrangement } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';
import type { Accounts } from '../open/accounts.svelte';
import { moved, sectionKey, sectionOf, together, type Section } from '../open/order';

/** What stands in the list: an account, or the heading above several. */
export type Entry =
  | { readonly kind: 'row'; readonly key: string; readonly row: AccountRow; readonly position: number }
  | { readonly kind: 'heading'; readonly key: string; readonly section: Section; readonly count: number; readonly open: boolean };

/** What the user makes of the list: headings, favourites, groups and an order by hand. */
export class Arranging {
  #host: Host;
  #accounts: Accounts;
  /** The sections whose rows are put away, by their keys. */
  #closed = new SvelteSet<string>();
  /** The order that the program is to be told next, while it is told another. */
  #next: readonly AccountKey[] | undefined;
  #saving: Promise<void> | undefined;

  /** What the list shows, from top to bottom. There are no headings where there are no groups. */
  readonly entries: readonly Entry[] = $derived.by(() => {
    const { found, terms } = this.#accounts;
    const headed = found.some(({ group, favourite }) => group !== null && !favourite);
    if (!headed) return found.map((row, position) => ({ kind: 'row', key: row.id, row, position }));
    const entries: Entry[] = [];
    for (let from = 0, first = found[0]; first !== undefined; first = found[from]) {
      const to = endOf(found, from, first);
      const section = sectionOf(first);
      const key = sectionKey(section);
      // What is looked for is never put away.
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

  /** Puts the rows under a heading away, or shows them. */
  toggle(key: string): void {
    if (!this.#closed.delete(key)) this.#closed.add(key);
  }

  /** Shows the rows that an account stands among. */
  reveal(account: AccountKey): void {
    const row = this.#accounts.get(account);
    if (row !== undefined) this.#closed.delete(sectionKey(sectionOf(row)));
  }

  /** Changes how an account is arranged; how it was. Rejects with a fault, and then all stays as it was. */
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

  /** The account that stands above one in its section, or below. */
  neighbour(account: AccountKey, by: 1 | -1): AccountRow | undefined {
    const { ordered } = this.#accounts;
    const at = ordered.findIndex(({ id }) => id === account);
    const [row, other] = [ordered[at], ordered[at + by]];
    return row !== undefined && other !== undefined && together(row, other) ? other : undefined;
  }

  /** Where an account stands in its section, from 1 on, and how many are there. */
  standing(account: AccountKey): { readonly at: number; readonly of: number } {
    const row = this.#accounts.get(account);
    const section = row === undefined ? [] : this.#accounts.ordered.filter((other) => together(row, other));
    return { at: section.findIndex(({ id }) => id === account) + 1, of: section.length };
  }

  /** Whether an account can be put where another stands. */
  fits(account: AccountKey, to: AccountKey): boolean {
    const [row, other] = [this.#accounts.get(account), this.#accounts.get(to)];
    return row !== undefined && other !== undefined && together(row, other);
  }

  /** Puts an account where another stands; the order before that. Rejects with a fault. */
  async move(account: AccountKey, to: AccountKey): Promise<readonly AccountKey[]> {
    const { rows } = this.#accounts;
    await this.#reorder(moved(rows, account, to));
    return rows.map(({ id }) => id);
  }

  /** Puts all accounts into an order that they had. Rejects with a fault. */
  async restore(order: readonly AccountKey[]): Promise<void> {
    const places = new Map(order.map((id, place) => [id, place]));
    const place = ({ id }: AccountRow) => places.get(id) ?? order.length;
    await this.#reorder([...this.#accounts.rows].sort((one, other) => place(one) - place(other)));
  }

  /** Asks for the accounts anew, when the program has been told of every order. */
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

  /** One order at a time: of many quick moves the last is saved, not each. */
  async #save(): Promise<void> {
    while (this.#next !== undefined) {
      const accounts = [...this.#next];
      this.#next = undefined;
      await this.#host.call('accounts_order', { accounts });
    }
  }

  /** Tells the program what the list shows already; what it does not take is taken back. */
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

/** Where a section of the rows in order ends. */
function endOf(rows: readonly AccountRow[], from: number, first: AccountRow): number {
  let to = from + 1;
  for (let row = rows[to]; row !== undefined && together(first, row); row = rows[to]) to += 1;
  return to;
}
