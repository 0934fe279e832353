import type { DialogWords, VaultView, WayKind } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';

/** Holds the state of the open vault, except its accounts, and changes it. Every change rejects with a fault. */
export class Vault {
  #host: Host;
  #onbehind: () => void;
  #view = $state.raw<VaultView | undefined>(undefined);
  #answeredAt = $state.raw(0);
  /** Counts the loads and changes, so that an answer that another has overtaken is dropped. */
  #learned = 0;
  /** The number of changes that are on their way. Each answers with the vault's state after it. */
  #changes = 0;
  /** Whether a load was put off until the changes are done. */
  #again = false;
  /** Whether the user must still decide about the earlier files that a removed way in opens. */
  #offersOlder = $state(false);

  /** `onbehind` is called when a load was put off and must be made now. */
  constructor(host: Host, onbehind: () => void) {
    this.#host = host;
    this.#onbehind = onbehind;
  }

  /** The vault's state; `undefined` until the program has answered. */
  get view(): VaultView | undefined {
    return this.#view;
  }

  /** The moment of that answer, in milliseconds since 1970. */
  get answeredAt(): number {
    return this.#answeredAt;
  }

  /** Whether the vault may be changed. */
  get writable(): boolean {
    return this.#view?.access === 'full';
  }

  /** Loads the vault's state. While a change is on its way, the load is put off. */
  async load(): Promise<void> {
    if (this.#changes > 0) {
      this.#again = true;
      return;
    }
    const asked = ++this.#learned;
    const view = await this.#host.call('vault_view', {});
    if (asked === this.#learned) this.#take(view);
  }

  #take(view: VaultView): void {
    this.#view = view;
    this.#answeredAt = Date.now();
  }

  /** Takes the answer to a change as the vault's new state. */
  async change(asked: Promise<VaultView>): Promise<void> {
    this.#changes += 1;
    try {
      const view = await asked;
      this.#learned += 1;
      this.#take(view);
    } finally {
      this.#changes -= 1;
      if (this.#again && this.#changes === 0) {
        this.#again = false;
        this.#onbehind();
      }
    }
  }

  /** Accepts a state although the keystore does not confirm that it is the newest one. */
  async accept(): Promise<void> {
    await this.change(this.#host.call('vault_accept_older', {}));
  }

  /** Whether the page asks the user to remove older states and backups. */
  get offersOlder(): boolean {
    return this.#offersOlder;
  }

  /** Sets whether the page asks for that. */
  offerOlder(offers: boolean): void {
    this.#offersOlder = offers;
  }

  async setPassphrase(passphrase: Uint8Array<ArrayBuffer>): Promise<void> {
    const ends = this.#view?.passphrase === true;
    await this.change(this.#host.call('passphrase_set', { passphrase }));
    if (ends) this.offerOlder(true);
  }

  async removeWay(way: WayKind): Promise<void> {
    await this.change(this.#host.call('way_remove', { way }));
    this.offerOlder(true);
  }

  /** Removes all older states and backups. */
  async removeOlder(): Promise<void> {
    await this.change(this.#host.call('older_remove', {}));
  }

  /** Opens the system's dialog, in which the user chooses the folder for backups. */
  async chooseBackup(words: DialogWords): Promise<void> {
    await this.change(this.#host.call('backup_choose', { words }));
  }

  /** Sets the number of copies that are kept. */
  async keepBackups(copies: number): Promise<void> {
    await this.change(this.#host.call('backup_keep', { copies }));
  }

  /** Makes a backup now. */
  async backUp(): Promise<void> {
    await this.change(this.#host.call('backup_now', {}));
  }

  /** Ends the backups. */
  async endBackups(): Promise<void> {
    await this.change(this.#host.call('backup_end', {}));
  }

  /** Sets whether the tenth wrong PIN erases an account's secret on this device. */
  async setEraseAtTen(on: boolean): Promise<void> {
    await this.change(this.#host.call('erase_at_ten', { on }));
  }
}
