import type { AccountKey } from '../ipc/generated/contract';

/** How far the pointer goes before a press is a drag: CSS pixels. */
const SLACK = 6;

/** A row that the pointer takes to another place. */
export class Drag {
  #may: (account: AccountKey) => boolean;
  #fits: (account: AccountKey, to: AccountKey) => boolean;
  #pressed: { readonly account: AccountKey; readonly x: number; readonly y: number } | undefined;
  #held = $state.raw<AccountKey | undefined>(undefined);
  #over = $state.raw<AccountKey | undefined>(undefined);

  /** `may` is asked once, when a press becomes a drag; `fits` whether a row can be put where another stands. */
  constructor(may: (account: AccountKey) => boolean, fits: (account: AccountKey, to: AccountKey) => boolean) {
    this.#may = may;
    this.#fits = fits;
  }

  /** The row that is dragged. */
  get held(): AccountKey | undefined {
    return this.#held;
  }

  /** The row whose place it would take. */
  get over(): AccountKey | undefined {
    return this.#over;
  }

  /** The pointer was pressed on a row. */
  press(account: AccountKey, x: number, y: number): void {
    this.#pressed = { account, x, y };
  }

  /** The pointer moved; `under` says which row is under it. Whether a row is dragged now. */
  move(x: number, y: number, under: () => AccountKey | undefined): boolean {
    const pressed = this.#pressed;
    if (pressed === undefined) return false;
    if (this.#held === undefined) {
      if (Math.hypot(x - pressed.x, y - pressed.y) < SLACK) return false;
      if (!this.#may(pressed.account)) {
        this.cancel();
        return false;
      }
      this.#held = pressed.account;
    }
    const over = under();
    this.#over = over !== undefined && over !== this.#held && this.#fits(this.#held, over) ? over : undefined;
    return true;
  }

  /** The pointer was let go: which row takes the place of which. */
  drop(): { readonly account: AccountKey; readonly to: AccountKey } | undefined {
    const [account, to] = [this.#held, this.#over];
    this.cancel();
    return account === undefined || to === undefined ? undefined : { account, to };
  }

  /** The row stays where it was. */
  cancel(): void {
    this.#pressed = undefined;
    this.#held = undefined;
    this.#over = undefined;
  }
}
