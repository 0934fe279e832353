import { SvelteSet } from 'svelte/reactivity';

import type { AccountKey, BoundMany, DialogWords, WaitingView, ReadingView, TypedAccount } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import type { Clock, Moment } from '../open/clock.svelte';

type Of<K extends WaitingView['kind']> = Extract<WaitingView, { kind: K }>;

type Anchored<T> = T & { readonly endsAt: Moment };

/** What was read; what expires has the moment at which it does by the page's clock. */
export type Waiting =
  Exclude<WaitingView, Of<'registration'> | Of<'transfer'>> | Anchored<Of<'registration'>> | Anchored<Of<'transfer'>>;

/** Where a code is being read from. */
export type Source = 'files' | 'clipboard' | 'screen';

/** What waits for the user's agreement. */
export class IntakeState {
  #host: Host;
  #clock: Clock;
  #onover: () => void;
  #unwatch: () => void = () => {};
  #waiting = $state.raw<Waiting>({ kind: 'nothing' });
  #source = $state<Source | undefined>(undefined);
  #progress = $state.raw<ReadingView | undefined>(undefined);
  /** Whether what is shown is why nothing was read: the program knows nothing of it. */
  #ours = false;
  #hovered = $state(false);

  /** Those of several that the user does not want bound. */
  readonly spared = new SvelteSet<number>();

  /** `onover` is called when the time of what waits is over, or may be: the program is to be asked. */
  constructor(host: Host, clock: Clock, onover: () => void) {
    this.#host = host;
    this.#clock = clock;
    this.#onover = onover;
    clock.onjump(() => {
      if ('endsAt' in this.#waiting) onover();
    });
  }

  get waiting(): Waiting {
    return this.#waiting;
  }

  /** Whether a file is held over the window. */
  get hovered(): boolean {
    return this.#hovered;
  }

  /** Notes whether a file is held over the window. */
  hover(on: boolean): void {
    this.#hovered = on;
  }

  /** Where a code is being read from just now; `undefined` while none is. */
  get source(): Source | undefined {
    return this.#source;
  }

  /** How far the reading of several files is. A single one is soon read and needs no telling. */
  get progress(): ReadingView | undefined {
    return this.#progress;
  }

  /** Lets the user choose files. */
  async choose(words: DialogWords): Promise<void> {
    await this.#read('files', () => this.#host.call('files_choose', { words }));
  }

  /** Reads what is in the clipboard. */
  async paste(): Promise<void> {
    await this.#read('clipboard', () => this.#host.call('paste', {}));
  }

  /** Reads all screens. The program hides this window meanwhile. */
  async screenWhole(): Promise<void> {
    await this.#read('screen', () => this.#host.call('screen_whole', {}));
  }

  /** Reads the part of the screen that the user draws. */
  async screenRegion(): Promise<void> {
    await this.#read('screen', () => this.#host.call('screen_region', {}));
  }

  /** Reads an address as if it had been in a QR code. */
  async takeText(text: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#answer(this.#host.call('text_take', { text }));
  }

  /** Takes an account typed by hand. Rejects with a fault. */
  async takeTyped(typed: TypedAccount): Promise<void> {
    await this.#answer(this.#host.call('typed_take', { typed }));
  }

  /** Opens one of several. */
  async open(index: number): Promise<void> {
    await this.#answer(this.#host.call('found_open', { index }));
  }

  /** Binds some of several at once. */
  async bindMany(indices: number[]): Promise<BoundMany> {
    return await this.#host.call('found_bind', { indices });
  }

  /** Asks how far the reading of files is. */
  async followReading(): Promise<void> {
    const view = await this.#host.call('reading', {});
    this.#progress = view.total > 1 ? view : undefined;
  }

  /** Ends it after the file that is being read. */
  async stopReading(): Promise<void> {
    await this.#host.call('reading_stop', {});
  }

  /** Asks what waits: something was dropped, or the time of what waits is over. */
  async look(): Promise<void> {
    await this.#answer(this.#host.call('intake', {}));
  }

  /** Drops what waits; one of several goes back among them. */
  async dismiss(): Promise<void> {
    // What was not read has not taken the place of what waits.
    await this.#answer(this.#ours ? this.#host.call('intake', {}) : this.#host.call('intake_dismiss', {}));
  }

  /** Binds the ordinary account that waits. */
  async bindPlain(): Promise<AccountKey> {
    const { account } = await this.#host.call('bind_plain', {});
    return account;
  }

  /** Binds the registration that waits, which is bound on another device already. */
  async bindFurther(): Promise<AccountKey> {
    const { account } = await this.#host.call('bind_further', {});
    return account;
  }

  /** Binds the transfer that waits. */
  async bindTransfer(): Promise<AccountKey> {
    const { account } = await this.#host.call('bind_transfer', {});
    return account;
  }

  /** Nothing waits any more, as far as is known. */
  done(): void {
    this.#take({ kind: 'nothing' });
  }

  /** Reads from one source at a time. What does not work is shown as a refusal, as for what was dropped. */
  async #read(source: Source, ask: () => Promise<WaitingView>): Promise<void> {
    if (this.#source !== undefined) return;
    this.#source = source;
    try {
      await this.#answer(ask());
    } catch (reason) {
      this.#take({ kind: 'refused', fault: toFault(reason) });
      this.#ours = true;
    } finally {
      this.#source = undefined;
      this.#progress = undefined;
    }
  }

  /** Takes what the program answers. */
  async #answer(asked: Promise<WaitingView>): Promise<void> {
    this.#take(await asked);
  }

  #take(intake: WaitingView): void {
    this.#unwatch();
    this.#ours = false;
    if (intake.kind === 'nothing') this.spared.clear();
    if (intake.kind === 'registration' || intake.kind === 'transfer') {
      const endsAt = this.#clock.in(intake.remaining_ms);
      this.#waiting = { ...intake, endsAt };
      this.#unwatch = this.#clock.watch(endsAt, this.#onover);
    } else {
      this.#waiting = intake;
    }
  }
}
