import type { DialogWords, EarlierView, PickedView, ProofInput, Start } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';

/** The way back to an earlier state, or over to another machine's vault. Every step rejects with a fault. */
export class Restore {
  #host: Host;
  #onstart: (start: Start) => Promise<void>;
  #picked = $state.raw<PickedView | undefined>(undefined);

  /** `onstart` is called with the state of the program after a restore. */
  constructor(host: Host, onstart: (start: Start) => Promise<void>) {
    this.#host = host;
    this.#onstart = onstart;
  }

  /** The state that waits for the user's agreement. */
  get picked(): PickedView | undefined {
    return this.#picked;
  }

  /** Lets the user choose a vault file. If the dialog is cancelled, nothing changes. */
  async choose(words: DialogWords): Promise<void> {
    this.#picked = (await this.#host.call('restore_choose', { words })) ?? this.#picked;
  }

  /** Every earlier state there is, the newest first. */
  list(): Promise<EarlierView[]> {
    return this.#host.call('earlier', {});
  }

  /** Picks one of the earlier states by its index in the list. */
  async pick(index: number): Promise<void> {
    this.#picked = await this.#host.call('earlier_pick', { index });
  }

  /** Forgets the picked file. */
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

  /** Clears the picked file. */
  clear(): void {
    this.#picked = undefined;
  }
}
