import type { AccountKey, DialogWords, TransferView } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';
import type { Clock, Moment } from '../open/clock.svelte';

/** A transfer while it is shown; its QR code is gone when its time is over. */
export interface ShownTransfer {
  readonly account: AccountKey;
  readonly slot: number;
  /** What the user calls the device that it makes. */
  readonly name: string;
  readonly modules: readonly string[] | undefined;
  readonly expiresMs: number;
  readonly endsAt: Moment;
}

/** The QR code that makes another device, from the right PIN until its time is over or the user is done. */
export class Transfer {
  #host: Host;
  #clock: Clock;
  #shown = $state.raw<ShownTransfer | undefined>(undefined);
  #unwatch: () => void = () => {};

  constructor(host: Host, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
    // The machine may have slept: the page's clock has not counted that. A clock set back gives no more time.
    clock.onjump(() => {
      const shown = this.#shown;
      if (shown?.modules === undefined) return;
      this.#anchor({ ...shown, endsAt: Math.min(shown.endsAt, clock.in(shown.expiresMs - Date.now())) });
    });
  }

  get shown(): ShownTransfer | undefined {
    return this.#shown;
  }

  /** Shows the one that was made. */
  show(view: TransferView, name: string): void {
    const { account, slot, modules, expires_ms: expiresMs, remaining_ms: remaining } = view;
    this.#anchor({ account, slot, name, modules, expiresMs, endsAt: this.#clock.in(remaining) });
  }

  /** Saves it as a picture; whether the user did not cancel that. Rejects with a fault. */
  save(words: DialogWords): Promise<boolean> {
    return this.#host.call('transfer_save', { words });
  }

  /** Opens the system's print dialog for the page. */
  async print(): Promise<void> {
    await this.#host.call('kit_print', {});
  }

  /** The user is done with it. */
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
      // The program lets go of it by itself as well: nothing is lost when it has.
      this.#host.call('transfer_end', {}).catch(() => undefined);
    });
  }
}
