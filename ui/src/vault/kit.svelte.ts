import type { KitSheet, KitTestView, ProofInput } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';
import { copyProof, wipeProof } from '../proof/proof.svelte';
import type { Vault } from './vault.svelte';

/** How far the making of a recovery kit is. */
export type KitStep =
  | { readonly kind: 'explain' }
  | { readonly kind: 'sheet'; readonly sheet: KitSheet; readonly madeMs: number }
  | { readonly kind: 'check'; readonly sheet: KitSheet; readonly madeMs: number }
  | { readonly kind: 'done' };

/**
 * The making of a recovery kit. The page holds it, and what proved who asked, only until it is confirmed or left.
 *
 * Every step that asks the program rejects with a fault, and the step stays.
 */
export class Kit {
  #host: Host;
  #vault: Vault;
  #step = $state.raw<KitStep>({ kind: 'explain' });
  #proof: ProofInput | undefined;

  constructor(host: Host, vault: Vault) {
    this.#host = host;
    this.#vault = vault;
  }

  get step(): KitStep {
    return this.#step;
  }

  /** Makes one and shows it. */
  async make(proof: ProofInput): Promise<void> {
    this.forget();
    const kept = copyProof(proof);
    try {
      const sheet = await this.#host.call('kit_make', { proof });
      this.#proof = kept;
      this.#step = { kind: 'sheet', sheet, madeMs: Date.now() };
    } finally {
      if (this.#proof !== kept) wipeProof(kept);
    }
  }

  /** The user has it: goes on to the check of the copy. */
  written(): void {
    if (this.#step.kind === 'sheet') this.#step = { ...this.#step, kind: 'check' };
  }

  /** Shows it again. */
  look(): void {
    if (this.#step.kind === 'check') this.#step = { ...this.#step, kind: 'sheet' };
  }

  /** Has it open the vault, when its last characters are right. */
  async confirm(typed: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#step.kind !== 'check' || this.#proof === undefined) return;
    await this.#vault.change(this.#host.call('kit_confirm', { proof: copyProof(this.#proof), typed }));
    this.forget();
    if (this.#step.sheet.ends_ms !== null) this.#vault.offerOlder(true);
    this.#step = { kind: 'done' };
  }

  /** Opens the system's print dialog. */
  async print(): Promise<void> {
    await this.#host.call('kit_print', {});
  }

  /** Leaves: a kit that was not confirmed is forgotten; whether there was one. */
  async leave(): Promise<boolean> {
    const unconfirmed = this.#step.kind === 'sheet' || this.#step.kind === 'check';
    this.forget();
    this.#step = { kind: 'explain' };
    if (unconfirmed) await this.#host.call('kit_cancel', {});
    return unconfirmed;
  }

  /** Sees whether a kit would open the vault. */
  test(kit: Uint8Array<ArrayBuffer>): Promise<KitTestView> {
    return this.#host.call('kit_test', { kit });
  }

  /** Wipes the proof. */
  forget(): void {
    if (this.#proof !== undefined) wipeProof(this.#proof);
    this.#proof = undefined;
  }
}
