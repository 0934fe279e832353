import type { KitSheet, KitTestView } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';
import type { Vault } from './vault.svelte';

/** The steps in making a recovery kit. */
export type KitStep =
  | { readonly kind: 'explain' }
  | { readonly kind: 'sheet'; readonly sheet: KitSheet; readonly madeMs: number }
  | { readonly kind: 'check'; readonly sheet: KitSheet; readonly madeMs: number }
  | { readonly kind: 'done' };

/**
 * Makes a recovery kit step by step. The page holds the kit only until it is confirmed or the user leaves.
 *
 * A method that calls the program rejects with a fault; then the step stays the same.
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

  /** Makes a kit and shows it. */
  async make(): Promise<void> {
    const sheet = await this.#host.call('kit_make', {});
    this.#step = { kind: 'sheet', sheet, madeMs: Date.now() };
  }

  /** Goes on to the check, when the user has written the kit down or printed it. */
  written(): void {
    if (this.#step.kind === 'sheet') this.#step = { ...this.#step, kind: 'check' };
  }

  /** Shows the kit again. */
  look(): void {
    if (this.#step.kind === 'check') this.#step = { ...this.#step, kind: 'sheet' };
  }

  /** Makes the kit a way in, if the typed last characters are right. */
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

  /** Leaves the page. An unconfirmed kit is dropped. Returns whether there was one. */
  async leave(): Promise<boolean> {
    const unconfirmed = this.#step.kind === 'sheet' || this.#step.kind === 'check';
    this.#step = { kind: 'explain' };
    if (unconfirmed) await this.#host.call('kit_cancel', {});
    return unconfirmed;
  }

  /** Tests whether a kit would open the vault. */
  test(kit: Uint8Array<ArrayBuffer>): Promise<KitTestView> {
    return this.#host.call('kit_test', { kit });
  }
}
