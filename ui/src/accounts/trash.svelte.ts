import type { AccountKey, TrashView } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';

/** The removed accounts that can be brought back. */
export class Trash {
  #host: Host;
  #rows = $state.raw<readonly TrashView[] | undefined>(undefined);
  /** Counts how often they were forgotten. */
  #cleared = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  /** The newest first; nothing before they were asked for. */
  get rows(): readonly TrashView[] | undefined {
    return this.#rows;
  }

  /** One of them. */
  get(id: AccountKey): TrashView | undefined {
    return this.#rows?.find((row) => row.id === id);
  }

  /** Asks for them. */
  async load(): Promise<void> {
    const cleared = this.#cleared;
    const rows = await this.#host.call('trash', {});
    if (cleared === this.#cleared) this.#rows = rows;
  }

  /** Brings an account without a PIN back. Rejects with a fault. */
  async restore(account: AccountKey): Promise<void> {
    await this.#host.call('trash_restore', { account });
  }

  /** Forgets them. */
  clear(): void {
    this.#cleared += 1;
    this.#rows = undefined;
  }
}
