import type { KitSheet, KitTestView } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';
import type { Vault } from './vault.svelte';

/** How far the making of a recovery kit is. */
export type KitStep =
  | { readonly kind: 'explain' }
  | { readonly kind: 'sheet'; readonly sheet: KitSheet; readonly madeMs: number }
  | { readonly kind: 'check'; readonly sheet: KitSheet; readonly madeMs: number }
  | { readonly kind: 'done' };

/**
 * The making of a recovery kit. The page holds it only until it is confirmed or left.
 *
 * Every step that asks the program rejects with a fault, and the step stays.
 */
export class Kit {
  #host: Host;
  #vault: Vault;
  #step = $state.raw<KitStep>({ kind: 'explain' });

  constructor(host: Host, vault: Vault) {
    this.#host = host;
    this.#vault = vault;
  }

  get step(): KitStep {
    return this.#step;
  }

  /** Makes one and shows it. */
  async make(): Promise<void> {
    const sheet = await this.#host.call('kit_make', {});
    this.#step = { kind: 'sheet', sheet, madeMs: Date.now() };
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
    if (this.#step.kind !== 'check') return;
    const ends = this.#step.sheet.ends_ms !== null;
    await this.#vault.change(this.#host.call('kit_confirm', { typed }));
    if (ends) this.#vault.offerOlder(true);
    this.#step = { kind: 'done' };
  }

  /** Opens the system's print dialog. */
  async print(): Promise<void> {
    await this.#host.call('kit_print', {});
  }

  /** Leaves: a kit that was not confirmed is forgotten; whether there was one. */
  async leave(): Promise<boolean> {
    const unconfirmed = this.#step.kind === 'sheet' || this.#step.kind === 'check';
    this.#step = { kind: 'explain' };
    if (unconfirmed) await this.#host.call('kit_cancel', {});
    return unconfirmed;
  }

  /** Sees whether a kit would open the vault. */
  test(kit: Uint8Array<ArrayBuffer>): Promise<KitTestView> {
    return this.#host.call('kit_test', { kit });
  }
}
