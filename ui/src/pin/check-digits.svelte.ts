import type { AccountKey } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';

/** The check digits that the sheet shows. */
export interface ShownCheckDigits {
  readonly account: AccountKey;
  readonly digits: string;
  /** Whether the user compares the digits on this device. The first device only shows its own. */
  readonly compared: boolean;
}

/** Holds the two digits that the user compares to see whether two devices were given the same PIN. */
export class CheckDigits {
  #host: Host;
  #shown = $state.raw<ShownCheckDigits | undefined>(undefined);

  constructor(host: Host) {
    this.#host = host;
  }

  get shown(): ShownCheckDigits | undefined {
    return this.#shown;
  }

  show(shown: ShownCheckDigits): void {
    this.#shown = shown;
  }

  /** Tells the program whether the first device shows the same digits. Rejects with a fault; then the digits stay on screen. */
  async compare(same: boolean): Promise<void> {
    if (this.#shown === undefined) return;
    await this.#host.call('check_digits_compared', { account: this.#shown.account, same });
    this.clear();
  }

  /** Removes the digits from the screen. */
  clear(): void {
    this.#shown = undefined;
  }
}
