import type { AccountKey } from '../ipc/generated/contract';

/** The distance in CSS pixels after which a press becomes a drag. */
const SLACK = 6;

/** A row that is dragged to another place. */
export class Drag {
  #may: (account: AccountKey) => boolean;
  #fits: (account: AccountKey, to: AccountKey) => boolean;
  #pressed: { readonly account: AccountKey; readonly x: number; readonly y: number } | undefined;
  #held = $state.raw<AccountKey | undefined>(undefined);
  #over = $state.raw<AccountKey | undefined>(undefined);

  /** `may` is called when a press becomes a drag. `fits` returns whether a row can be moved to the place of another. */
  constructor(may: (account: AccountKey) => boolean, fits: (account: AccountKey, to: AccountKey) => boolean) {
    this.#may = may;
    this.#fits = fits;
  }

  /** The row that is dragged. */
  get held(): AccountKey | undefined {
    return this.#held;
  }

  /** The row whose place it would get. */
  get over(): AccountKey | undefined {
    return this.#over;
  }

  /** Handles a press on a row. */
  press(account: AccountKey, x: number, y: number): void {
    this.#pressed = { account, x, y };
  }

  /** Handles a move of the pointer. `under` returns the row under it. Returns whether a row is dragged now. */
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

  /** Handles the release of the pointer. Returns the dragged row and the row whose place it gets. */
  drop(): { readonly account: AccountKey; readonly to: AccountKey } | undefined {
    const [account, to] = [this.#held, this.#over];
    this.cancel();
    return account === undefined || to === undefined ? undefined : { account, to };
  }

  /** Cancels the drag. */
  cancel(): void {
    this.#pressed = undefined;
    this.#held = undefined;
    this.#over = undefined;
  }
}
