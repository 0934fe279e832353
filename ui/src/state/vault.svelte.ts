import type {
  EarlierView,
  KitSheet,
  KitTestView,
  PickedView,
  ProofInput,
  VaultView,
  WayKind,
} from '../ipc/generated/contract';
import type { Host } from '../ipc/host';
import type { Session } from './session.svelte';

/** The words that a dialog of the system is given. */
interface DialogWords {
  title: string;
  files: string;
}

/** How the vault stands, and what the user is doing to it. Every action rejects with a fault, and nothing has changed. */
export class Vault {
  #host: Host;
  #session: Session;
  #view = $state.raw<VaultView | undefined>(undefined);
  #sheet = $state.raw<KitSheet | undefined>(undefined);
  #earlier = $state.raw<readonly EarlierView[]>([]);
  #picked = $state.raw<PickedView | undefined>(undefined);

  /** Whether its page is open. */
  shown = $state(false);
  /** Notices that the user has put away until the next start. */
  dismissed = $state.raw<ReadonlySet<string>>(new Set());

  constructor(host: Host, session: Session) {
    this.#host = host;
    this.#session = session;
  }

  get view(): VaultView | undefined {
    return this.#view;
  }

  /** A kit that was made and is not confirmed yet. */
  get sheet(): KitSheet | undefined {
    return this.#sheet;
  }

  /** The states that can be gone back to, the newest first. */
  get earlier(): readonly EarlierView[] {
    return this.#earlier;
  }

  /** The vault file that is about to be restored. */
  get picked(): PickedView | undefined {
    return this.#picked;
  }

  async load(): Promise<void> {
    this.#view = await this.#host.call('vault_view', {});
  }

  /** Forgets everything: the vault was locked or replaced. */
  clear(): void {
    this.#view = undefined;
    this.#sheet = undefined;
    this.#earlier = [];
    this.#picked = undefined;
    this.shown = false;
  }

  dismiss(notice: string): void {
    this.dismissed = new Set([...this.dismissed, notice]);
  }

  async acceptOlder(): Promise<void> {
    this.#view = await this.#host.call('vault_accept_older', {});
  }

  async setPassphrase(proof: ProofInput, passphrase: string): Promise<void> {
    this.#view = await this.#host.call('passphrase_set', { proof, passphrase });
  }

  async remove(proof: ProofInput, way: WayKind): Promise<void> {
    this.#view = await this.#host.call('way_remove', { proof, way });
  }

  async makeKit(proof: ProofInput): Promise<void> {
    this.#sheet = await this.#host.call('kit_make', { proof });
  }

  async confirmKit(proof: ProofInput, typed: string): Promise<void> {
    this.#view = await this.#host.call('kit_confirm', { proof, typed });
    this.#sheet = undefined;
  }

  async cancelKit(): Promise<void> {
    this.#sheet = undefined;
    await this.#host.call('kit_cancel', {});
  }

  async printKit(): Promise<void> {
    await this.#host.call('kit_print', {});
  }

  testKit(kit: string): Promise<KitTestView> {
    return this.#host.call('kit_test', { kit });
  }

  async chooseBackups(words: DialogWords): Promise<void> {
    this.#view = await this.#host.call('backup_choose', { words });
  }

  async keepBackups(copies: number): Promise<void> {
    this.#view = await this.#host.call('backup_keep', { copies });
  }

  async backUpNow(): Promise<void> {
    this.#view = await this.#host.call('backup_now', {});
  }

  async endBackups(): Promise<void> {
    this.#view = await this.#host.call('backup_end', {});
  }

  async eraseAtTen(on: boolean): Promise<void> {
    this.#view = await this.#host.call('erase_at_ten', { on });
  }

  async listEarlier(): Promise<void> {
    this.#earlier = await this.#host.call('earlier', {});
  }

  async pickEarlier(index: number): Promise<void> {
    this.#picked = await this.#host.call('earlier_pick', { index });
  }

  async pickFile(words: DialogWords): Promise<void> {
    const picked = await this.#host.call('restore_choose', { words });
    if (picked !== null) this.#picked = picked;
  }

  async putBack(): Promise<void> {
    this.#picked = undefined;
    await this.#host.call('restore_cancel', {});
  }

  /** Makes the picked file this device's vault. */
  async restore(proof: ProofInput): Promise<void> {
    const start = await this.#host.call('restore', { proof });
    this.clear();
    await this.#session.enter(start);
  }
}
