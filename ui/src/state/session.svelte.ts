import type { Fault, PassphraseStrength, Start } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';

/** Where the program stands. */
export type Phase =
  | { readonly kind: 'loading' }
  | { readonly kind: Exclude<Start, 'open'> }
  | { readonly kind: 'open' }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** The start of the program, up to the open vault. */
export class Session {
  #host: Host;
  #onopen: () => Promise<void>;
  #phase = $state.raw<Phase>({ kind: 'loading' });

  /** `onopen` loads what an open vault shows; the session counts as open when it has. */
  constructor(host: Host, onopen: () => Promise<void>) {
    this.#host = host;
    this.#onopen = onopen;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Opens the vault, or learns what must be asked for first. May be called again after a fault. */
  async start(): Promise<void> {
    this.#phase = { kind: 'loading' };
    try {
      await this.#enter(await this.#host.call('start', {}));
    } catch (reason) {
      this.#phase = { kind: 'fault', fault: toFault(reason) };
    }
  }

  /** How hard a passphrase is to guess. */
  strength(passphrase: string): Promise<PassphraseStrength> {
    return this.#host.call('passphrase_strength', { passphrase });
  }

  /** Makes the vault under a passphrase. Rejects with a fault, and the page stays. */
  async create(passphrase: string): Promise<void> {
    await this.#enter(await this.#host.call('vault_create', { passphrase }));
  }

  /** Opens the vault with its passphrase. Rejects with a fault, and the page stays. */
  async unlock(passphrase: string): Promise<void> {
    await this.#enter(await this.#host.call('vault_unlock', { passphrase }));
  }

  async #enter(start: Start): Promise<void> {
    switch (start) {
      case 'open':
        await this.#onopen();
        this.#phase = { kind: 'open' };
        return;
      case 'choose_passphrase':
      case 'enter_passphrase':
        this.#phase = { kind: start };
    }
  }
}
