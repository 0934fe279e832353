import type { AccountKey } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';

/** Check digits while they are shown. */
export interface ShownCheckDigits {
  readonly account: AccountKey;
  readonly digits: string;
  /** Whether the user is to compare them here; the first device only shows its own. */
  readonly compared: boolean;
}

/** The two digits that tell by eye whether two devices were given the same PIN. */
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

  /** Says whether the first device shows the same. Rejects with a fault, and they stay. */
  async compare(same: boolean): Promise<void> {
    if (this.#shown === undefined) return;
    await this.#host.call('check_digits_compared', { account: this.#shown.account, same });
    this.clear();
  }

  /** Takes them away. */
  clear(): void {
    this.#shown = undefined;
  }
}
