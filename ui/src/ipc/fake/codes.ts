import type { CodeAnswer, CodeView } from '../generated/contract';
import { toFault } from '../host';
import type { FakeAccounts } from './accounts';
import { faultOf } from './fault';
import type { Handlers } from './handlers';
import type { FakePreferences } from './preferences';
import type { FakeVault } from './vault';

/** The codes of the accounts, and the clipboard that they are copied into. */
export class FakeCodes {
  /** The accounts that were asked for their codes, each time. */
  readonly asked: string[] = [];
  /** What the last copy put into the clipboard. */
  clipboard: string | undefined;
  readonly #accounts: FakeAccounts;
  readonly #vault: FakeVault;
  readonly #preferences: FakePreferences;
  /** Copies the next code when the current one ends. */
  #turn: ReturnType<typeof setTimeout> | undefined;

  constructor(accounts: FakeAccounts, vault: FakeVault, preferences: FakePreferences) {
    this.#accounts = accounts;
    this.#vault = vault;
    this.#preferences = preferences;
  }

  readonly handlers = {
    codes_show: ({ accounts }) => accounts.map((account) => this.#answer(account)),
    code_copy: ({ account }) => {
      const code = this.#code(account);
      this.#accounts.account(account).seed.usedMs = Date.now();
      const { next, remaining_ms: remaining } = code;
      const waits = next !== null && remaining < 5000 && this.#preferences.held.copy_next;
      clearTimeout(this.#turn);
      if (waits) this.#turn = setTimeout(() => (this.clipboard = next), remaining);
      else this.clipboard = code.digits;
      return { code: this.shown(code), waits };
    },
    code_close: ({ account }) => {
      this.#accounts.account(account).openedMs = undefined;
      return null;
    },
    code_next: ({ account: id }) => {
      this.#vault.change();
      return this.#accounts.account(id).next();
    },
  } satisfies Partial<Handlers>;

  /** A code as the user wishes to see it. */
  shown(code: CodeView): CodeView {
    return this.#preferences.held.next_code ? code : { ...code, next: null };
  }

  /** Copies nothing that was to be copied later. */
  stop(): void {
    clearTimeout(this.#turn);
  }

  #code(id: string): CodeView {
    const account = this.#accounts.account(id);
    if (account.seed.damaged) throw faultOf('account_damaged');
    if (!account.open) throw faultOf('pin_needed');
    return account.code();
  }

  #answer(account: string): CodeAnswer {
    this.asked.push(account);
    try {
      return { kind: 'code', code: this.shown(this.#code(account)) };
    } catch (reason) {
      const fault = toFault(reason);
      if (fault.code === 'vault_closed') throw fault;
      return { kind: 'fault', account, fault };
    }
  }
}
