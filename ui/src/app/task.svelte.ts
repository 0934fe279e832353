import type { Fault } from '../ipc/generated/contract';
import { toFault } from '../ipc/host';

/** One thing that a page does for the user: whether it goes on, and why it did not work the last time. */
export class Task {
  #onclosed: (fault: Fault) => void;
  #busy = $state(false);
  #fault = $state.raw<Fault | undefined>(undefined);

  /** `onclosed` is told when the program has no open vault any more: that is not for the page to show. */
  constructor(onclosed: (fault: Fault) => void) {
    this.#onclosed = onclosed;
  }

  get busy(): boolean {
    return this.#busy;
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Does it, unless it goes on already; whether it worked. */
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

  /** Forgets why it did not work. */
  clear(): void {
    this.#fault = undefined;
  }
}
