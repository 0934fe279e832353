import type { AccountKey, TrashView } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';

/** The removed accounts that can be brought back. */
export class Trash {
  #host: Host;
  #rows = $state.raw<readonly TrashView[] | undefined>(undefined);

  constructor(host: Host) {
    this.#host = host;
  }

  /** The newest first; `undefined` before they were asked for. */
  get rows(): readonly TrashView[] | undefined {
    return this.#rows;
  }

  /** One of them. */
  get(id: AccountKey): TrashView | undefined {
    return this.#rows?.find((row) => row.id === id);
  }

  /** Asks for them. */
  async load(): Promise<void> {
    this.#rows = await this.#host.call('trash', {});
  }

  /** Brings an account without a PIN back. Rejects with a fault. */
  async restore(account: AccountKey): Promise<void> {
    await this.#host.call('trash_restore', { account });
  }
}
