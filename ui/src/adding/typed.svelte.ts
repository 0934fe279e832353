import type { Fault, TypedAccount, TypedField, TypedPreview } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import { AccountForm } from './account-form.svelte';
import { Entry } from '../widgets/entry.svelte';
import type { Clock, Moment } from '../open/clock.svelte';

/** What a typed account shows, anchored to the page's clock. */
export type Preview =
  (Extract<TypedPreview, { kind: 'code' }> & { readonly endsAt: Moment }) | Exclude<TypedPreview, { kind: 'code' }>;

/** An account that is typed by hand, and what it would show. The secret stays here until it is bound or given up. */
export class TypedForm extends AccountForm {
  #host: Host;
  #clock: Clock;
  #onfault: (fault: Fault) => void;
  #preview = $state.raw<Preview | undefined>(undefined);
  #asking = false;
  /** Whether something was typed since the question that is on its way. */
  #again = false;
  #unwatch: () => void = () => {};

  /** The secret. It comes back with its field, when the user comes back from the page that asks for agreement. */
  readonly secret = new Entry('kept');

  /** Whether a whole address was pasted in the place of the secret. */
  readonly address: boolean = $derived.by(() => this.secret.matches(/(otpauth|otpauth-migration|lingpai):/i));

  /** `onfault` is told why the program could not say what an account shows. */
  constructor(host: Host, clock: Clock, onfault: (fault: Fault) => void) {
    super();
    this.#host = host;
    this.#clock = clock;
    this.#onfault = onfault;
  }

  /** What it would show now; `undefined` before the program has said so. */
  get preview(): Preview | undefined {
    return this.#preview;
  }

  /** The field that cannot be taken as it is. */
  get wrong(): TypedField | undefined {
    if (this.address) return undefined;
    return this.mistyped ?? (this.#preview?.kind === 'wrong' ? this.#preview.field : undefined);
  }

  /** What was typed, for one command. */
  read(): TypedAccount {
    return { ...this.edit, secret: this.secret.read() };
  }

  /** Something was typed: asks what it shows, one question at a time. */
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

  /** Forgets what was typed. */
  override clear(): void {
    super.clear();
    this.secret.clear();
    this.#show(undefined);
    // The answer that is on its way is for what was there before.
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
