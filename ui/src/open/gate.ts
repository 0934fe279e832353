import type { EventName, Fault } from '../ipc/generated/contract';
import type { Arguments, CommandName, Host, Result } from '../ipc/host';

const CLOSED: Fault = { code: 'vault_closed', message: 'the page has dropped this vault' };

/** Passes the calls of one open vault to the program. After the vault is dropped, it refuses them. */
export class Gate implements Host {
  #host: Host;
  #shut = false;

  constructor(host: Host) {
    this.#host = host;
  }

  async call<K extends CommandName>(name: K, args: Arguments<K>): Promise<Result<K>> {
    if (this.#shut) throw CLOSED;
    return await this.#host.call(name, args);
  }

  on(event: EventName, callback: () => void): () => void {
    return this.#host.on(event, callback);
  }

  shut(): void {
    this.#shut = true;
  }
}
