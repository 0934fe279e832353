import type { Fault, PassphraseStrength, ProofInput, Start, UnlockView } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import type { OpenVault } from '../open/OpenVault.svelte';

/** The state of the program. */
export type Phase =
  | { readonly kind: 'loading'; readonly what: 'opening' | 'locking' }
  | { readonly kind: 'choose_passphrase' }
  | { readonly kind: 'unlock'; readonly unlock: UnlockView }
  | { readonly kind: 'open'; readonly vault: OpenVault }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** The start of the program, up to the open vault, and back to a locked one. */
export class Session {
  #host: Host;
  #make: () => OpenVault;
  #onleft: (vault: OpenVault) => void;
  /** An answer counts only while the phase is the one in which it was asked for. */
  #phase = $state.raw<Phase>({ kind: 'loading', what: 'opening' });

  /** `make` makes the open vault. `onleft` is called with an open vault that was dropped. */
  constructor(host: Host, make: () => OpenVault, onleft: (vault: OpenVault) => void) {
    this.#host = host;
    this.#make = make;
    this.#onleft = onleft;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** The open vault. */
  get vault(): OpenVault | undefined {
    return this.#phase.kind === 'open' ? this.#phase.vault : undefined;
  }

  /** Opens the vault, or learns what must be asked for first. May be called again after a fault. */
  async start(): Promise<void> {
    await this.#settle('opening', this.#host.call('start', {}));
  }

  /** Loads the state of the program after something other than this window has locked or opened the vault. */
  async follow(): Promise<void> {
    await this.#settle(this.vault === undefined ? 'opening' : 'locking', this.#host.call('start', {}));
  }

  /** Locks the vault. Its contents are removed from the page at once. */
  async lock(): Promise<void> {
    // A camera is off before the lock is asked for.
    this.vault?.camera.close();
    await this.#settle('locking', this.#host.call('vault_lock', {}));
  }

  /** Ends the wait for a keystore that does not answer; the command that waits for it rejects. */
  async giveUp(): Promise<void> {
    await this.#host.call('keystore_give_up', {});
  }

  /** Asks how hard a passphrase is to guess. */
  strength(passphrase: Uint8Array<ArrayBuffer>): Promise<PassphraseStrength> {
    return this.#host.call('passphrase_strength', { passphrase });
  }

  /** Makes the vault under a passphrase. Rejects with a fault, and the page stays. */
  async create(passphrase: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.enter(await this.#host.call('vault_create', { passphrase }));
  }

  /**
   * Opens the locked vault; `renew` has this computer open it by itself again. Rejects with a fault, and the page stays. What is
   * wrong with the keystore is no rejection: it is where the program stands then.
   */
  async unlock(proof: ProofInput, renew: boolean): Promise<void> {
    await this.enter(await this.#host.call('vault_unlock', { proof, renew }));
  }

  /** Puts a vault that nothing opens aside and begins with a new one. Rejects with a fault, and the page stays. */
  async beginAnew(): Promise<void> {
    await this.enter(await this.#host.call('vault_begin_anew', {}));
  }

  /** Continues with the state that the program reports. */
  async enter(start: Start): Promise<void> {
    if (start.kind !== 'open') {
      this.#leave(start);
      return;
    }
    const before = this.#phase;
    const vault = this.#make();
    try {
      await vault.load();
    } catch (reason) {
      vault.drop();
      throw reason;
    }
    if (this.#phase !== before) {
      vault.drop();
      return;
    }
    this.#leave({ kind: 'open', vault });
    vault.loadRest();
  }

  async #settle(what: 'opening' | 'locking', asked: Promise<Start>): Promise<void> {
    const loading: Phase = { kind: 'loading', what };
    this.#leave(loading);
    try {
      const start = await asked;
      if (this.#phase === loading) await this.enter(start);
    } catch (reason) {
      if (this.#phase === loading) this.#phase = { kind: 'fault', fault: toFault(reason) };
    }
  }

  /** Goes to another phase; an open vault is dropped. */
  #leave(next: Phase): void {
    const { vault } = this;
    this.#phase = next;
    if (vault === undefined) return;
    vault.drop();
    this.#onleft(vault);
  }
}
