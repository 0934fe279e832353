import type { AuditKind, AuditView, TrashView } from '../generated/contract';
import { FakeAccount, type FakeAccountSeed } from './account';
import { faultOf } from './fault';
import type { Handlers } from './handlers';
import type { FakeSession } from './session';
import { judge } from './typed';
import type { FakeVault } from './vault';

/** An account in the trash. */
interface Removed {
  account: FakeAccount;
  removedMs: number;
}

const DAY = 86_400_000;
/** How long a removed account can be brought back. */
const KEPT = 30 * DAY;

/** The bound accounts, the trash, and the audit trail of both. */
export class FakeAccounts {
  all: FakeAccount[];
  readonly #session: FakeSession;
  readonly #vault: FakeVault;
  readonly #changed: () => void;
  readonly #saves: () => boolean;
  #trash: Removed[] = [];
  #audit: AuditView[] = [];

  /** `changed` is told of a new arrangement; `saves` says whether the file dialog gives a place to save to. */
  constructor(
    seeds: readonly FakeAccountSeed[],
    session: FakeSession,
    vault: FakeVault,
    changed: () => void,
    saves: () => boolean,
  ) {
    this.all = seeds.map((seed) => new FakeAccount(seed));
    this.#session = session;
    this.#vault = vault;
    this.#changed = changed;
    this.#saves = saves;
  }

  readonly handlers = {
    accounts: () => {
      this.#session.open();
      return this.all.map((account) => account.row());
    },
    account_arrange: ({ account: id, arrangement }) => {
      this.account(id).arrangement = arrangement;
      this.#changed();
      return null;
    },
    accounts_order: ({ accounts: ids }) => {
      const places = new Map(ids.map((id, place) => [id, place]));
      const place = ({ id }: FakeAccount) => places.get(id) ?? ids.length;
      this.all.sort((one, other) => place(one) - place(other));
      this.#changed();
      return null;
    },
    account_typed: ({ account }) => this.account(account).edit,
    account_edit: async ({ proof, account: id, edit }) => {
      const account = this.account(id);
      this.#vault.change();
      if (judge({ ...edit, secret: 'A'.repeat(16) }) !== undefined) throw faultOf('typed_refused');
      await this.#vault.prove(proof);
      account.change(edit);
      return null;
    },
    account_remove: ({ account: id }) => {
      const account = this.account(id);
      if (account.seed.pin !== undefined) throw faultOf('pin_needed');
      this.remove(account);
      return null;
    },
    trash: () => {
      this.#session.open();
      return this.#trash.map(({ account, removedMs }): TrashView => {
        const { issuer, number, pin } = account.seed;
        const times = { removed_ms: removedMs, gone_ms: removedMs + KEPT };
        return { id: account.id, issuer, number, pin: pin !== undefined, ...times };
      });
    },
    trash_restore: ({ account: id }) => {
      const account = this.removed(id);
      if (account.seed.pin !== undefined) throw faultOf('pin_needed');
      this.bringBack(account);
      return null;
    },
    audit: () => {
      this.#session.open();
      return this.#audit;
    },
    audit_export: () => {
      this.#session.open();
      return this.#saves();
    },
  } satisfies Partial<Handlers>;

  account(id: string): FakeAccount {
    this.#session.open();
    const account = this.all.find((each) => each.id === id);
    if (account === undefined) throw faultOf('stale');
    return account;
  }

  removed(id: string): FakeAccount {
    this.#session.open();
    const removed = this.#trash.find(({ account }) => account.id === id);
    if (removed === undefined) throw faultOf('stale');
    return removed.account;
  }

  /** The PIN account of an issuer's number. */
  bound(issuer: string, number: string): FakeAccount | undefined {
    return this.all.find(({ seed }) => seed.pin !== undefined && seed.issuer === issuer && seed.number === number);
  }

  bind(seed: FakeAccountSeed): FakeAccount {
    this.#vault.change();
    const account = new FakeAccount(seed);
    this.all.push(account);
    this.note('bound', account);
    this.#vault.backUp();
    return account;
  }

  /** Takes the binding away that a new registration replaces. */
  replace(issuer: string, number: string): void {
    const bound = this.bound(issuer, number);
    if (bound === undefined) return;
    this.all = this.all.filter((each) => each !== bound);
    this.note('replaced', bound);
  }

  remove(account: FakeAccount): void {
    this.#vault.change();
    this.all = this.all.filter((each) => each !== account);
    this.#trash.unshift({ account, removedMs: Date.now() });
    account.openedMs = undefined;
    this.note('removed', account);
    this.#vault.backUp();
  }

  bringBack(account: FakeAccount): void {
    this.#vault.change();
    this.#trash = this.#trash.filter((each) => each.account !== account);
    this.all.push(account);
    this.note('restored', account);
    this.#vault.backUp();
  }

  /** The accounts as another state of the vault has them; of this many, where that is known. */
  restore(count: number | null = null): void {
    this.all = this.all.slice(0, count ?? undefined).map((account) => account.restored());
  }

  /** None shows a code without its PIN from now on. */
  close(): void {
    for (const account of this.all) account.openedMs = undefined;
  }

  clear(): void {
    this.all = [];
  }

  note(what: AuditKind, { seed: { issuer, number } }: FakeAccount): void {
    this.#audit = [{ at_ms: Date.now(), what, issuer, number }, ...this.#audit];
  }
}
