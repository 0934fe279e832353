import type { AccountKey } from '../ipc/generated/contract';

/** The pages of the open vault. */
export type Spot =
  | 'list'
  | 'hand_out'
  | 'devices'
  | 'remove'
  | 'vault'
  | 'passphrase'
  | 'kit'
  | 'earlier'
  | 'trash'
  | 'audit'
  | 'camera'
  | 'typed'
  | 'edit'
  | 'clock'
  | 'settings'
  | 'about'
  | 'help';

/** An earlier page, and the test id of the control that led away from it. */
interface Left {
  readonly spot: Spot;
  readonly account: AccountKey | undefined;
  readonly opener: string | null;
}

/** Holds the page that the user has gone to, and the way back. */
export class Place {
  #at = $state<Spot>('list');
  #account = $state<AccountKey | undefined>(undefined);
  #trail: Left[] = [];
  #heir: string | null = null;
  #heirAccount: AccountKey | undefined;

  /** The page that the user has gone to. Another page may cover it. */
  get at(): Spot {
    return this.#at;
  }

  /** The account of the page, if it has one. */
  get account(): AccountKey | undefined {
    return this.#account;
  }

  /** Goes to a page. `opener` is the control that gets the focus back, by default the one that has it. */
  go(spot: Spot, account?: AccountKey, opener = document.activeElement?.getAttribute('data-testid') ?? null): void {
    this.#trail.push({ spot: this.#at, account: this.#account, opener });
    this.#at = spot;
    this.#account = account;
  }

  /** Goes back to the previous page. The control that led away from there gets the focus. */
  back(): void {
    const left = this.#trail.pop();
    this.#heir = left?.opener ?? null;
    this.#heirAccount = this.#account;
    this.#at = left?.spot ?? 'list';
    this.#account = left?.account;
  }

  /** Goes to the list, and forgets the way there. */
  clear(): void {
    this.#at = 'list';
    this.#account = undefined;
    this.#trail = [];
    this.#heir = null;
    this.#heirAccount = undefined;
  }

  /**
   * Gives the focus to the control that led away from the current page. If the page left was about an account, returns that
   * account instead, because the list gives the focus to its row.
   */
  resume(): AccountKey | undefined {
    const account = this.#heirAccount;
    if (this.#heir !== null && account === undefined) {
      document.querySelector<HTMLElement>(`[data-testid="${CSS.escape(this.#heir)}"]`)?.focus();
    }
    this.#heir = null;
    this.#heirAccount = undefined;
    return account;
  }
}
