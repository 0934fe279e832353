import { onMount } from 'svelte';

import type { Host } from '../ipc/host';

/** Tells the program whether this window shows something that no picture of the screen should have. */
export class Privacy {
  #host: Host;
  /** The number of mounted components that show something private. */
  #showing = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Counts the component that is being made as private, as long as it is mounted. */
  keep(): void {
    onMount(() => {
      this.#change(1);
      return () => this.#change(-1);
    });
  }

  #change(by: 1 | -1): void {
    const before = this.#showing > 0;
    this.#showing += by;
    const showing = this.#showing > 0;
    if (before === showing) return;
    // A program that does not answer is ending, or says so elsewhere: the user can do nothing about it here.
    this.#host.call('window_private', { showing }).catch(() => undefined);
  }
}
