import type { Fault, PassphraseStrength, ProofInput, Start, UnlockView } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';

/** Where the program stands. */
export type Phase =
  | { readonly kind: 'loading' }
  | { readonly kind: 'choose_passphrase' }
  | { readonly kind: 'unlock'; readonly unlock: UnlockView }
  | { readonly kind: 'open' }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** The start of the program, up to the open vault, and its end by the lock. */
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
      await this.enter(await this.#host.call('start', {}));
    } catch (reason) {
      this.#phase = { kind: 'fault', fault: toFault(reason) };
    }
  }

  /** Ends the wait for a keystore that does not answer. */
  giveUp(): Promise<null> {
    return this.#host.call('keystore_give_up', {});
  }

  /** How hard a passphrase is to guess. */
  strength(passphrase: string): Promise<PassphraseStrength> {
    return this.#host.call('passphrase_strength', { passphrase });
  }

  /** Makes the vault under a passphrase. Rejects with a fault, and the page stays. */
  async create(passphrase: string): Promise<void> {
    await this.enter(await this.#host.call('vault_create', { passphrase }));
  }

  /** Opens the locked vault. Rejects with a fault, and the page stays. */
  async unlock(proof: ProofInput, renew: boolean): Promise<void> {
    await this.enter(await this.#host.call('vault_unlock', { proof, renew }));
  }

  /** Locks the vault. */
  async lock(): Promise<void> {
    await this.enter(await this.#host.call('vault_lock', {}));
  }

  /** Puts the vault there is aside and begins with a new one. Rejects with a fault, and the page stays. */
  async beginAnew(): Promise<void> {
    await this.enter(await this.#host.call('vault_begin_anew', {}));
  }

  /** Goes on from what a command said of where the program stands. */
  async enter(start: Start): Promise<void> {
    switch (start.kind) {
      case 'open':
        await this.#onopen();
        this.#phase = { kind: 'open' };
        return;
      case 'choose_passphrase':
        this.#phase = { kind: 'choose_passphrase' };
        return;
      case 'unlock':
        this.#phase = { kind: 'unlock', unlock: start.unlock };
    }
  }
}
