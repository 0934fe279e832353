import type { DialogWords, VaultView, WayKind } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';

/** How the open vault stands, and what changes it beside its accounts. Every change rejects with a fault. */
export class Vault {
  #host: Host;
  #onbehind: () => void;
  #view = $state.raw<VaultView | undefined>(undefined);
  #answeredAt = $state.raw(0);
  /** Counts what was learned: an answer that was overtaken is not for the page. */
  #learned = 0;
  /** Changes that are on their way: each answers with how the vault stands after it. */
  #changes = 0;
  /** Whether it is to be asked when they are done. */
  #again = false;
  /** Whether a way in has ended and the user was not asked yet what becomes of the files that it opens. */
  #offersOlder = $state(false);

  /** `onbehind` is called when the vault may stand differently than the last answer said: it is to be loaded. */
  constructor(host: Host, onbehind: () => void) {
    this.#host = host;
    this.#onbehind = onbehind;
  }

  /** How it stands; `undefined` before the program has said so. */
  get view(): VaultView | undefined {
    return this.#view;
  }

  /** When the program has said so, in milliseconds since 1970. */
  get answeredAt(): number {
    return this.#answeredAt;
  }

  /** Whether it may be changed. */
  get writable(): boolean {
    return this.#view?.access === 'full';
  }

  /** Asks how it stands. While a change is on its way, it is asked after that. */
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

  /** Takes over how it stands after a change. */
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

  /** Goes on with a state that the keystore does not know to be the newest. */
  async accept(): Promise<void> {
    await this.change(this.#host.call('vault_accept_older', {}));
  }

  /** Whether to ask what becomes of older files, because a way in that opens them has ended. */
  get offersOlder(): boolean {
    return this.#offersOlder;
  }

  /** Asks, or has asked, what becomes of older files. */
  offerOlder(offers: boolean): void {
    this.#offersOlder = offers;
  }

  /** Adds a passphrase or changes it. */
  async setPassphrase(passphrase: Uint8Array<ArrayBuffer>): Promise<void> {
    const ends = this.#view?.passphrase === true;
    await this.change(this.#host.call('passphrase_set', { passphrase }));
    if (ends) this.offerOlder(true);
  }

  /** Takes a way in away. */
  async removeWay(way: WayKind): Promise<void> {
    await this.change(this.#host.call('way_remove', { way }));
    this.offerOlder(true);
  }

  /** Removes every older state and backup. */
  async removeOlder(): Promise<void> {
    await this.change(this.#host.call('older_remove', {}));
  }

  /** Lets the user choose the folder for copies. */
  async chooseBackup(words: DialogWords): Promise<void> {
    await this.change(this.#host.call('backup_choose', { words }));
  }

  /** Sets the passphrase that opens copies from now on. */
  async setBackupPassphrase(passphrase: Uint8Array<ArrayBuffer>): Promise<void> {
    const ends = this.#view?.backup_passphrase === true;
    await this.change(this.#host.call('backup_passphrase_set', { passphrase }));
    if (ends) this.offerOlder(true);
  }

  /** How many copies stay. */
  async keepBackups(copies: number): Promise<void> {
    await this.change(this.#host.call('backup_keep', { copies }));
  }

  /** Has a copy made now. */
  async backUp(): Promise<void> {
    await this.change(this.#host.call('backup_now', {}));
  }

  /** Has no copies made any more. */
  async endBackups(): Promise<void> {
    await this.change(this.#host.call('backup_end', {}));
  }

  /** Whether the tenth wrong PIN erases an account's secret here. */
  async setEraseAtTen(on: boolean): Promise<void> {
    await this.change(this.#host.call('erase_at_ten', { on }));
  }
}
