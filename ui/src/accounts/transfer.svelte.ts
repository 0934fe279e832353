import type { AccountKey, DialogWords, TransferView } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';
import type { Clock, Moment } from '../open/clock.svelte';

/** A transfer on screen. `modules` is `undefined` after it has expired. */
export interface ShownTransfer {
  readonly account: AccountKey;
  readonly slot: number;
  /** The user's name for the further device. */
  readonly name: string;
  readonly modules: readonly string[] | undefined;
  readonly expiresMs: number;
  readonly endsAt: Moment;
}

/** Holds the transfer on screen, from the right PIN until it expires or the user is done. */
export class Transfer {
  #host: Host;
  #clock: Clock;
  #shown = $state.raw<ShownTransfer | undefined>(undefined);
  #unwatch: () => void = () => {};

  constructor(host: Host, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
    // The page's clock stands still while the machine sleeps, so the end is set again. It never moves to a later moment.
    clock.onjump(() => {
      const shown = this.#shown;
      if (shown?.modules === undefined) return;
      this.#anchor({ ...shown, endsAt: Math.min(shown.endsAt, clock.in(shown.expiresMs - Date.now())) });
    });
  }

  get shown(): ShownTransfer | undefined {
    return this.#shown;
  }

  /** Shows a new transfer. */
  show(view: TransferView, name: string): void {
    const { account, slot, modules, expires_ms: expiresMs, remaining_ms: remaining } = view;
    this.#anchor({ account, slot, name, modules, expiresMs, endsAt: this.#clock.in(remaining) });
  }

  /** Saves the QR code as a picture. Returns false if the user cancelled. Rejects with a fault. */
  save(words: DialogWords): Promise<boolean> {
    return this.#host.call('transfer_save', { words });
  }

  /** Opens the system's print dialog for the page. */
  async print(): Promise<void> {
    await this.#host.call('kit_print', {});
  }

  /** Ends the transfer. */
  async end(): Promise<void> {
    if (this.#shown === undefined) return;
    this.#unwatch();
    this.#shown = undefined;
    await this.#host.call('transfer_end', {});
  }

  #anchor(shown: ShownTransfer): void {
    this.#unwatch();
    this.#shown = shown;
    this.#unwatch = this.#clock.watch(shown.endsAt, () => {
      this.#shown = { ...shown, modules: undefined };
      // A failure does no harm, because the program drops an expired transfer by itself too.
      this.#host.call('transfer_end', {}).catch(() => undefined);
    });
  }
}
