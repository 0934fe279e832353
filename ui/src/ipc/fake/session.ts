import type { FaultCode, Start } from '../generated/contract';
import { faultOf } from './fault';
import type { FakeVault } from './vault';

/** Where the program stands: whether its vault is open. */
export class FakeSession {
  readonly #vault: FakeVault;
  #stands: Start['kind'] | 'closed';

  constructor(start: Start['kind'], vault: FakeVault) {
    this.#vault = vault;
    this.#stands = start === 'open' ? 'closed' : start;
  }

  get stands(): Start['kind'] | 'closed' {
    return this.#stands;
  }

  /** Throws unless the vault is open. */
  open(): void {
    if (this.#stands !== 'open') throw faultOf('vault_closed');
  }

  async start(): Promise<Start> {
    return this.#stands === 'closed' ? await this.ask() : this.#started(null);
  }

  /** Asks the keystore to open the vault. */
  async ask(): Promise<Start> {
    if (this.#vault.keystore.name === null) return this.enter('unlock');
    const fault = await this.#vault.keystore.ask();
    this.#stands = fault === undefined ? 'open' : 'unlock';
    return this.#started(fault ?? null);
  }

  enter(kind: Start['kind']): Start {
    this.#stands = kind;
    return this.#started(null);
  }

  #started(fault: FaultCode | null): Start {
    if (this.#stands === 'unlock') return { kind: 'unlock', unlock: this.#vault.unlockView(fault) };
    return { kind: this.#stands === 'choose_passphrase' ? 'choose_passphrase' : 'open' };
  }
}
