import type {
  AccessView,
  NeededProof,
  BackupView,
  EarlierView,
  FaultCode,
  KitTestView,
  PickedView,
  ProofInput,
  UnlockView,
  VaultView,
  WayKind,
} from '../generated/contract';
import type { FakeAccount } from './account';
import { faultOf } from './fault';
import { FakeKeystore, type FakeKeystoreSetting } from './keystore';
import { endsKit, makeKitText, parseKit, sheetOf } from './kit';

/** How the vault of a fake begins. */
export interface FakeVaultSetting {
  keystore: FakeKeystoreSetting;
  /** What opens it; none if empty. */
  passphrase: string;
  /** The recovery kit that opens it. */
  kit: string | null;
  access: AccessView;
  damagedFiles: number;
  quarantineFailed: boolean;
  setAside: number;
  backup: BackupView | null;
  eraseAtTen: boolean;
  /** Earlier states, the newest first. */
  earlier: FakeState[];
  /** What the file dialog gives; nothing when it is cancelled. */
  file: FakeState | null;
  /** What copying into the backup folder fails at. */
  backupFails: string | null;
  /** What the folder dialog gives; nothing when it is cancelled. */
  folder: string | null;
}

/** A state of the vault, or another machine's vault, in a file. */
export interface FakeState {
  savedMs: number;
  origin: EarlierView['origin'];
  accounts: number | null;
  opensHere: boolean;
  passphrase?: string;
  kit?: string;
}

export const defaultVault: FakeVaultSetting = {
  keystore: { name: 'secret-service' },
  passphrase: '',
  kit: null,
  access: 'full',
  damagedFiles: 0,
  quarantineFailed: false,
  setAside: 0,
  backup: null,
  eraseAtTen: false,
  earlier: [],
  file: null,
  backupFails: null,
  folder: '/home/trader/Backups',
};

let kits = 7;

/** The vault beside its accounts: its ways in, its backups, and its earlier states. */
export class FakeVault {
  readonly setting: FakeVaultSetting;
  readonly keystore: FakeKeystore;
  #kitMade = Date.now();
  #shownKit: string | undefined;
  #listed: FakeState[] = [];
  #picked: FakeState | undefined;
  /** Takes the time of Argon2id. */
  readonly derive: () => Promise<void>;
  #changed: () => void;

  /** `derive` takes the time of Argon2id; `changed` is told when a copy was made or failed. */
  constructor(setting: FakeVaultSetting, derive: () => Promise<void>, changed: () => void) {
    this.setting = setting;
    this.keystore = new FakeKeystore(setting.keystore);
    this.derive = derive;
    this.#changed = changed;
  }

  view(accounts: readonly FakeAccount[]): VaultView {
    const { access, damagedFiles, quarantineFailed, setAside, passphrase, kit, backup, eraseAtTen } = this.setting;
    const pins = accounts.filter(({ seed }) => seed.pin !== undefined);
    const waiting = pins.filter(({ unsynced }) => unsynced).length;
    return {
      access,
      damaged_files: damagedFiles,
      quarantine_failed: quarantineFailed,
      set_aside: setAside,
      keystore: this.keystore.name,
      passphrase: passphrase !== '',
      kit: kit === null ? null : { made_ms: this.#kitMade, covered: pins.length - waiting, waiting },
      asks: this.#asks(),
      backup,
      erase_at_ten: eraseAtTen,
    };
  }

  unlockView(fault: FaultCode | null): UnlockView {
    return {
      fault,
      keystore: this.keystore.name !== null,
      passphrase: this.setting.passphrase !== '',
      kit: this.setting.kit !== null,
      renewable: fault === 'keystore_key_missing',
    };
  }

  /** Opens by what was typed; throws otherwise. */
  async unlock(proof: Exclude<ProofInput, { kind: 'keystore' }>, renew: boolean): Promise<void> {
    await this.#try(proof, this.setting.passphrase, this.setting.kit);
    if (renew && this.keystore.fault === 'keystore_key_missing') this.keystore.fault = undefined;
  }

  /** Throws unless the vault may be changed. */
  change(): void {
    if (this.setting.access !== 'full') throw faultOf('vault_read_only');
  }

  accept(): void {
    const { access } = this.setting;
    if (access === 'other_process' || access === 'newer_version') throw faultOf('vault_read_only');
    this.setting.access = 'full';
  }

  async setPassphrase(proof: ProofInput, passphrase: string): Promise<void> {
    this.change();
    await this.prove(proof);
    await this.derive();
    this.setting.passphrase = passphrase;
    this.backUp();
  }

  async removeWay(proof: ProofInput, way: WayKind): Promise<void> {
    this.change();
    await this.prove(proof);
    const { passphrase, kit } = this.setting;
    const ways = [this.keystore.name !== null, passphrase !== '', kit !== null].filter(Boolean).length;
    if (ways < 2) throw faultOf('last_way_in');
    if (way === 'keystore') this.keystore.name = null;
    else if (way === 'passphrase') this.setting.passphrase = '';
    else this.setting.kit = null;
    this.backUp();
  }

  async makeKit(proof: ProofInput) {
    await this.prove(proof);
    kits += 1;
    this.#shownKit = makeKitText(kits);
    return sheetOf(this.#shownKit);
  }

  async confirmKit(proof: ProofInput, typed: string): Promise<void> {
    this.change();
    if (this.#shownKit === undefined) throw faultOf('stale');
    if (!endsKit(this.#shownKit, typed)) throw faultOf('kit_mistyped');
    await this.prove(proof);
    this.setting.kit = this.#shownKit;
    this.#kitMade = Date.now();
    this.#shownKit = undefined;
    this.backUp();
  }

  cancelKit(): void {
    this.#shownKit = undefined;
  }

  testKit(typed: string): KitTestView {
    return parseKit(typed) === this.setting.kit ? 'opens' : 'another';
  }

  planBackups(): void {
    const { folder, backup } = this.setting;
    if (folder === null) return;
    this.change();
    this.setting.backup = { folder, keep: backup?.keep ?? 10, running: false, last_ms: null, failed: null };
    this.backUp();
  }

  keepBackups(keep: number): void {
    this.change();
    if (this.setting.backup === null || keep < 1 || keep > 100) throw faultOf('stale');
    this.setting.backup = { ...this.setting.backup, keep };
    this.backUp();
  }

  endBackups(): void {
    this.change();
    this.setting.backup = null;
  }

  /** Begins to copy; the page is told when it is done. */
  backUp(): void {
    if (this.setting.backup === null) return;
    this.setting.backup = { ...this.setting.backup, running: true };
    void this.derive().then(() => {
      const { backup, backupFails } = this.setting;
      if (backup === null) return;
      const done = backupFails === null ? { last_ms: Date.now(), failed: null } : { failed: backupFails };
      this.setting.backup = { ...backup, running: false, ...done };
      this.#changed();
    });
  }

  setEraseAtTen(on: boolean): void {
    this.change();
    this.setting.eraseAtTen = on;
    this.backUp();
  }

  earlier(): EarlierView[] {
    this.#listed = this.setting.earlier;
    return this.#listed.map(({ savedMs, accounts, origin }, index) => ({ index, saved_ms: savedMs, accounts, origin }));
  }

  pickEarlier(index: number): PickedView {
    const state = this.#listed[index];
    if (state === undefined) throw faultOf('stale');
    return this.#pick(state);
  }

  pickFile(): PickedView | null {
    return this.setting.file === null ? null : this.#pick(this.setting.file);
  }

  putBack(): void {
    this.#picked = undefined;
  }

  /** Opens the picked state, which is this vault from then on; throws, and it stays picked. */
  async restore(proof: ProofInput): Promise<FakeState> {
    const picked = this.#picked;
    if (picked === undefined) throw faultOf('stale');
    if (proof.kind === 'keystore') {
      if ((await this.keystore.ask()) !== undefined || !picked.opensHere) throw faultOf('proof_needed');
    } else {
      await this.#try(proof, picked.passphrase ?? '', picked.kit ?? null);
    }
    this.#picked = undefined;
    this.setting.access = 'full';
    if (picked.passphrase !== undefined) this.setting.passphrase = picked.passphrase;
    if (picked.kit !== undefined) this.setting.kit = picked.kit;
    return picked;
  }

  /** An empty vault whose key the keystore gives; whether there is such a keystore. */
  beginAnew(): boolean {
    Object.assign(this.setting, { ...defaultVault, file: this.setting.file, folder: this.setting.folder });
    const absent = this.keystore.name === null || this.keystore.fault === 'keystore_absent';
    if (!absent) this.keystore.fault = undefined;
    return !absent;
  }

  #pick(state: FakeState): PickedView {
    this.#picked = state;
    const { savedMs, accounts, opensHere, passphrase, kit } = state;
    const ways = { opens_here: opensHere, passphrase: passphrase !== undefined, kit: kit !== undefined };
    return { saved_ms: savedMs, accounts, ...ways };
  }

  #asks(): NeededProof {
    if (this.setting.passphrase !== '') return 'passphrase';
    return this.keystore.name === null ? 'kit' : 'keystore';
  }

  /** Throws unless the proof is right. */
  async prove(proof: ProofInput): Promise<void> {
    const asks = this.#asks();
    if (proof.kind === 'keystore') {
      if (asks !== 'keystore') throw faultOf('proof_needed');
      const fault = await this.keystore.ask();
      if (fault !== undefined) throw faultOf(fault);
      return;
    }
    if (asks === 'keystore' || (asks === 'kit' && proof.kind === 'passphrase')) throw faultOf('proof_needed');
    await this.#try(proof, this.setting.passphrase, this.setting.kit);
  }

  async #try(proof: Exclude<ProofInput, { kind: 'keystore' }>, passphrase: string, kit: string | null): Promise<void> {
    if (proof.kind === 'kit') {
      if (parseKit(proof.kit) !== kit) throw faultOf('kit_wrong');
      return;
    }
    await this.derive();
    if (passphrase === '' || proof.passphrase !== passphrase) throw faultOf('passphrase_wrong');
  }
}
