import type { AccountKey, TrashView } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';

/** Holds the removed accounts that can be brought back. */
export class Trash {
  #host: Host;
  #rows = $state.raw<readonly TrashView[] | undefined>(undefined);

  constructor(host: Host) {
    this.#host = host;
  }

  /** The removed accounts, the newest first; `undefined` until they were loaded. */
  get rows(): readonly TrashView[] | undefined {
    return this.#rows;
  }

  get(id: AccountKey): TrashView | undefined {
    return this.#rows?.find((row) => row.id === id);
  }

  async load(): Promise<void> {
    this.#rows = await this.#host.call('trash', {});
  }

  /** Brings back an account without a PIN. Rejects with a fault. */
  async restore(account: AccountKey): Promise<void> {
    await this.#host.call('trash_restore', { account });
  }
}
