import type { Fault, PassphraseStrength, ProofInput, Start, UnlockView } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';

/** Where the program stands. */
export type Phase =
  | { readonly kind: 'loading'; readonly what: 'opening' | 'locking' }
  | { readonly kind: 'choose_passphrase' }
  | { readonly kind: 'unlock'; readonly unlock: UnlockView }
  | { readonly kind: 'open' }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** The start of the program, up to the open vault, and back to a locked one. */
export class Session {
  #host: Host;
  #onopen: () => Promise<void>;
  #onopened: () => void;
  #phase = $state.raw<Phase>({ kind: 'loading', what: 'opening' });
  /** How often it was asked where the program stands: an older answer than the last is none. */
  #turn = 0;

  /**
   * `onopen` loads what an open vault shows first; the session counts as open when it has. `onopened` asks for the rest
   * after that.
   */
  constructor(host: Host, onopen: () => Promise<void>, onopened: () => void) {
    this.#host = host;
    this.#onopen = onopen;
    this.#onopened = onopened;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Whether the vault is open. */
  get open(): boolean {
    return this.#phase.kind === 'open';
  }

  /** Opens the vault, or learns what must be asked for first. May be called again after a fault. */
  async start(): Promise<void> {
    await this.#settle('opening', this.#host.call('start', {}));
  }

  /** Learns where the program stands after something else than this window has locked or opened the vault. */
  async follow(): Promise<void> {
    await this.#settle(this.open ? 'locking' : 'opening', this.#host.call('start', {}));
  }

  /** Locks the vault: what it shows leaves the page at once. */
  async lock(): Promise<void> {
    await this.#settle('locking', this.#host.call('vault_lock', {}));
  }

  /** Ends the wait for a keystore that does not answer; whoever waits for it is told. */
  async giveUp(): Promise<void> {
    await this.#host.call('keystore_give_up', {});
  }

  /** How hard a passphrase is to guess. */
  strength(passphrase: string): Promise<PassphraseStrength> {
    return this.#host.call('passphrase_strength', { passphrase });
  }

  /** Makes the vault under a passphrase. Rejects with a fault, and the page stays. */
  async create(passphrase: string): Promise<void> {
    await this.enter(await this.#host.call('vault_create', { passphrase }));
  }

  /**
   * Opens the locked vault; `renew` has this computer open it by itself again. Rejects with a fault, and the page stays;
   * what is wrong with the keystore is no rejection but where the program stands then.
   */
  async unlock(proof: ProofInput, renew: boolean): Promise<void> {
    await this.enter(await this.#host.call('vault_unlock', { proof, renew }));
  }

  /** Puts a vault that nothing opens aside and begins with a new one. Rejects with a fault, and the page stays. */
  async beginAnew(): Promise<void> {
    await this.enter(await this.#host.call('vault_begin_anew', {}));
  }

  /** Goes on from where the program says it stands. */
  async enter(start: Start): Promise<void> {
    const turn = ++this.#turn;
    if (start.kind !== 'open') {
      this.#phase = start;
      return;
    }
    await this.#onopen();
    if (turn !== this.#turn) return;
    this.#phase = start;
    this.#onopened();
  }

  async #settle(what: 'opening' | 'locking', asked: Promise<Start>): Promise<void> {
    let turn = ++this.#turn;
    this.#phase = { kind: 'loading', what };
    try {
      const start = await asked;
      if (turn !== this.#turn) return;
      const entering = this.enter(start);
      turn = this.#turn;
      await entering;
    } catch (reason) {
      if (turn === this.#turn) this.#phase = { kind: 'fault', fault: toFault(reason) };
    }
  }
}
