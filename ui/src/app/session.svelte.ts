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

/** Moves between the phases: starts the program, opens the vault, locks it. */
export class Session {
  #host: Host;
  #make: () => OpenVault;
  #onleft: (vault: OpenVault) => void;
  /** The phase. An answer is dropped if the phase has changed since the call. */
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

  /** Starts the program. The vault is open then, or the answer says what the user must do first. May be called again. */
  async start(): Promise<void> {
    await this.#settle('opening', this.#host.call('start', {}));
  }

  /** Loads the state of the program, because the vault was locked or opened from elsewhere. */
  async follow(): Promise<void> {
    await this.#settle(this.vault === undefined ? 'opening' : 'locking', this.#host.call('start', {}));
  }

  /** Locks the vault. Its contents are removed from the page at once. */
  async lock(): Promise<void> {
    // The camera is closed before the lock.
    this.vault?.camera.close();
    await this.#settle('locking', this.#host.call('vault_lock', {}));
  }

  /** Ends the wait for a keystore that does not answer. The waiting command then rejects. */
  async giveUp(): Promise<void> {
    await this.#host.call('keystore_give_up', {});
  }

  /** Returns how hard a passphrase is to guess. */
  strength(passphrase: Uint8Array<ArrayBuffer>): Promise<PassphraseStrength> {
    return this.#host.call('passphrase_strength', { passphrase });
  }

  /** Makes a vault with a passphrase. Rejects with a fault; then the page stays. */
  async create(passphrase: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.enter(await this.#host.call('vault_create', { passphrase }));
  }

  /**
   * Opens the locked vault. With `renew` the keystore can open it again the next time. Rejects with a fault; then the page
   * stays. A fault of the keystore does not reject: it is part of the answer.
   */
  async unlock(proof: ProofInput, renew: boolean): Promise<void> {
    await this.enter(await this.#host.call('vault_unlock', { proof, renew }));
  }

  /** Puts a vault that nothing opens aside, and makes a new one. Rejects with a fault; then the page stays. */
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

  /** Goes to another phase. Drops the open vault. */
  #leave(next: Phase): void {
    const { vault } = this;
    this.#phase = next;
    if (vault === undefined) return;
    vault.drop();
    this.#onleft(vault);
  }
}
