import type { AccountKey, GraveKind, GraveProof } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import type { Pad } from '../pin/pad.svelte';
import type { Vault } from '../vault/vault.svelte';

/** Lets the user prove himself for a grave change of the vault, one change at a time. */
export class Proving {
  #host: Host;
  #vault: Vault;
  #pad: Pad;
  #grave = $state.raw<GraveKind | undefined>(undefined);
  #answer: (proved: boolean) => void = () => undefined;
  /** The account whose PIN is typed as the proof. */
  #by = $state.raw<AccountKey | undefined>(undefined);

  constructor(host: Host, vault: Vault, pad: Pad) {
    this.#host = host;
    this.#vault = vault;
    this.#pad = pad;
  }

  /** The change for which the sheet is open; `undefined` if there is none, or while a PIN is typed on the pad. */
  get grave(): GraveKind | undefined {
    return this.#by === undefined ? this.#grave : undefined;
  }

  /**
   * Lets the user prove himself for a change. Resolves to false if he does not. `typed` says that he has typed the proof that
   * opens a picked file. Rejects with a fault.
   */
  async prove(grave: GraveKind, typed = false): Promise<boolean> {
    this.#end(false);
    await this.#vault.load();
    // The user has proved himself before, but the change failed: the passphrase of a picked file was wrong, for example.
    if (this.#vault.view?.proven === grave) return true;
    if (this.#vault.view?.needed.kind === 'system' && (await this.#bySystem(grave))) return true;
    const view = this.#vault.view;
    if (view === undefined) return false;
    const { needed, asked } = view;
    if (needed.kind === 'nothing' && (grave !== 'restore' || typed)) return true;
    const waits = needed.kind === 'nothing' || needed.kind === 'delay';
    if (waits && asked.some((one) => one.grave === grave && one.left_ms === 0)) return true;
    const proved = new Promise<boolean>((answer) => (this.#answer = answer));
    this.#grave = grave;
    const [only, ...others] = needed.kind === 'pin' ? needed.accounts : [];
    if (only !== undefined && others.length === 0 && view.kit === null) await this.byPin(only);
    return await proved;
  }

  /** Lets the system check the user with its own prompt. Resolves to false if the system has no such check. */
  async #bySystem(grave: GraveKind): Promise<boolean> {
    try {
      await this.#host.call('grave_prove', { grave, proof: { kind: 'system' } });
      return true;
    } catch (reason) {
      if (toFault(reason).code !== 'presence_absent') throw reason;
      await this.#vault.load();
      return false;
    }
  }

  /** Sends the user's proof. Rejects with a fault; then the sheet stays. */
  async by(grave: GraveKind, proof: GraveProof): Promise<void> {
    await this.#host.call('grave_prove', { grave, proof });
    if (grave === this.#grave) this.#end(true);
  }

  /** Opens the pad for the PIN of an account. Rejects with a fault. */
  async byPin(account: AccountKey): Promise<void> {
    const grave = this.#grave;
    if (grave === undefined) return;
    this.#by = account;
    try {
      await this.#pad.open({ kind: 'prove', account, grave });
    } catch (reason) {
      this.#end(false);
      throw reason;
    }
  }

  /** Asks for the delay, because nothing can prove the user. Rejects with a fault. */
  async later(): Promise<void> {
    const grave = this.#grave;
    if (grave === undefined) return;
    await this.#vault.change(this.#host.call('grave_ask', { grave }));
    this.#end(false);
  }

  /** Takes back a change that waits for its delay. Rejects with a fault. */
  async takeBack(grave: GraveKind): Promise<void> {
    await this.#vault.change(this.#host.call('grave_take_back', { grave }));
  }

  /** Ends the proof by PIN. `proved` says whether the PIN was right. */
  padClosed(proved: boolean): void {
    if (this.#by !== undefined) this.#end(proved);
  }

  /** Closes the sheet without a proof. */
  cancel(): void {
    this.#end(false);
  }

  #end(proved: boolean): void {
    this.#grave = undefined;
    this.#by = undefined;
    const answer = this.#answer;
    this.#answer = () => undefined;
    answer(proved);
  }
}
