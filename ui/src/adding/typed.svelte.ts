import type { Fault, TypedAccount, TypedField, TypedPreview } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import { AccountForm } from './account-form.svelte';
import { Entry } from '../widgets/entry.svelte';
import type { Clock, Moment } from '../open/clock.svelte';

/** The preview of a typed account. A code also has the moment at which it ends, by the page's clock. */
export type Preview =
  (Extract<TypedPreview, { kind: 'code' }> & { readonly endsAt: Moment }) | Exclude<TypedPreview, { kind: 'code' }>;

/** Holds an account that is typed by hand, and its preview. The secret stays here until the account is bound or given up. */
export class TypedForm extends AccountForm {
  #host: Host;
  #clock: Clock;
  #onfault: (fault: Fault) => void;
  #preview = $state.raw<Preview | undefined>(undefined);
  #asking = false;
  /** Whether something was typed while a request was on its way. */
  #again = false;
  #unwatch: () => void = () => {};

  /** The secret. It is kept while the user is on the confirmation page, and comes back with the field. */
  readonly secret = new Entry('kept');

  /** Whether the field of the secret holds a whole key URI. */
  readonly address: boolean = $derived.by(() => this.secret.matches(/(otpauth|otpauth-migration|lingpai):/i));

  /** `onfault` gets the fault if the program could not make the preview. */
  constructor(host: Host, clock: Clock, onfault: (fault: Fault) => void) {
    super();
    this.#host = host;
    this.#clock = clock;
    this.#onfault = onfault;
  }

  /** The preview of what was typed; `undefined` until the program has answered. */
  get preview(): Preview | undefined {
    return this.#preview;
  }

  /** The field that must be corrected. */
  get wrong(): TypedField | undefined {
    if (this.address) return undefined;
    return this.mistyped ?? (this.#preview?.kind === 'wrong' ? this.#preview.field : undefined);
  }

  /** Returns what was typed, for one command. */
  read(): TypedAccount {
    return { ...this.edit, secret: this.secret.read() };
  }

  /** Loads the preview of what was typed. Only one request is on its way at a time. */
  async ask(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    try {
      do {
        this.#again = false;
        this.#show(await this.#answer());
      } while (this.#again);
    } catch (reason) {
      this.#show(undefined);
      this.#onfault(toFault(reason));
    } finally {
      this.#asking = false;
    }
  }

  /** Removes what was typed. */
  override clear(): void {
    super.clear();
    this.secret.clear();
    this.#show(undefined);
    // A request that is on its way is about the old text, so one more request follows it.
    this.#again = this.#asking;
  }

  async #answer(): Promise<TypedPreview | undefined> {
    if (this.secret.empty || this.address || this.mistyped !== undefined) return undefined;
    return await this.#host.call('typed_preview', { typed: this.read() });
  }

  #show(preview: TypedPreview | undefined): void {
    this.#unwatch();
    if (preview?.kind !== 'code') {
      this.#preview = preview;
      return;
    }
    const counter = preview.period_ms === 0;
    const endsAt = counter ? Infinity : this.#clock.in(preview.remaining_ms);
    this.#preview = { ...preview, endsAt };
    if (!counter) this.#unwatch = this.#clock.watch(endsAt, () => void this.ask());
  }
}
