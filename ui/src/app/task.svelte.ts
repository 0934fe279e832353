import type { Fault } from '../ipc/generated/contract';
import { toFault } from '../ipc/host';

/** One action of a page: whether it is running, and the fault of its last run. */
export class Task {
  #onclosed: (fault: Fault) => void;
  #busy = $state(false);
  #fault = $state.raw<Fault | undefined>(undefined);

  /** `onclosed` gets the fault if the vault is closed. The page does not show that fault. */
  constructor(onclosed: (fault: Fault) => void) {
    this.#onclosed = onclosed;
  }

  get busy(): boolean {
    return this.#busy;
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Runs the action. Does nothing while it is running. Returns whether it worked. */
  async run(act: () => Promise<void>): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    this.#fault = undefined;
    try {
      await act();
      return true;
    } catch (reason) {
      const fault = toFault(reason);
      if (fault.code === 'vault_closed') this.#onclosed(fault);
      else this.#fault = fault;
      return false;
    } finally {
      this.#busy = false;
    }
  }

  /** Removes the fault. */
  clear(): void {
    this.#fault = undefined;
  }
}
