import type { DialogWords, EarlierView, PickedView, ProofInput, Start } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';

/** Restores an earlier state or a picked vault file. Every step rejects with a fault. */
export class Restore {
  #host: Host;
  #onstart: (start: Start) => Promise<void>;
  #picked = $state.raw<PickedView | undefined>(undefined);

  /** `onstart` is called with the state of the program after a restore. */
  constructor(host: Host, onstart: (start: Start) => Promise<void>) {
    this.#host = host;
    this.#onstart = onstart;
  }

  /** The picked state, until the user agrees or cancels. */
  get picked(): PickedView | undefined {
    return this.#picked;
  }

  /** Opens the system's dialog, in which the user picks a vault file. If he cancels it, nothing changes. */
  async choose(words: DialogWords): Promise<void> {
    this.#picked = (await this.#host.call('restore_choose', { words })) ?? this.#picked;
  }

  /** Returns all earlier states, the newest first. */
  list(): Promise<EarlierView[]> {
    return this.#host.call('earlier', {});
  }

  /** Picks an earlier state by its index in the list. */
  async pick(index: number): Promise<void> {
    this.#picked = await this.#host.call('earlier_pick', { index });
  }

  /** Cancels the restore, in the program too. */
  async cancel(): Promise<void> {
    this.clear();
    await this.#host.call('restore_cancel', {});
  }

  /** Makes the picked state this device's vault. */
  async go(proof: ProofInput): Promise<void> {
    const start = await this.#host.call('restore', { proof });
    await this.#onstart(start);
    this.clear();
  }

  /** Drops the picked state in this page. */
  clear(): void {
    this.#picked = undefined;
  }
}
