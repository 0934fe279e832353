import { SvelteSet } from 'svelte/reactivity';

import type { AccountKey, BoundMany, DialogWords, WaitingView, ReadingView, TypedAccount } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import type { Clock, Moment } from '../open/clock.svelte';

type Of<K extends WaitingView['kind']> = Extract<WaitingView, { kind: K }>;

type Anchored<T> = T & { readonly endsAt: Moment };

/** What waits in the program. What expires also has the moment of that, by the page's clock. */
export type Waiting =
  Exclude<WaitingView, Of<'registration'> | Of<'transfer'>> | Anchored<Of<'registration'>> | Anchored<Of<'transfer'>>;

/** Where a code is read from. */
export type Source = 'files' | 'clipboard' | 'screen';

/** Holds what waits for the user's agreement. */
export class IntakeState {
  #host: Host;
  #clock: Clock;
  #onover: () => void;
  #unwatch: () => void = () => {};
  #waiting = $state.raw<Waiting>({ kind: 'nothing' });
  #source = $state<Source | undefined>(undefined);
  #progress = $state.raw<ReadingView | undefined>(undefined);
  /** Whether `waiting` is a refusal that the page made. The program still holds what waited before. */
  #ours = false;
  #hovered = $state(false);

  /** The indices of the found items that the user has unchecked. */
  readonly spared = new SvelteSet<number>();

  /** `onover` is called when what waits has expired, or may have after a clock step. The caller then calls `look`. */
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

  hover(on: boolean): void {
    this.#hovered = on;
  }

  /** The source that is being read now; `undefined` if there is none. */
  get source(): Source | undefined {
    return this.#source;
  }

  /** The progress in reading several files. For a single file there is none, because that is quick. */
  get progress(): ReadingView | undefined {
    return this.#progress;
  }

  /** Opens the system's dialog and reads the files that the user chooses. */
  async choose(words: DialogWords): Promise<void> {
    await this.#read('files', () => this.#host.call('files_choose', { words }));
  }

  /** Reads the clipboard. */
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

  /** Reads a key URI as if it had been in a QR code. */
  async takeText(text: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#answer(this.#host.call('text_take', { text }));
  }

  /** Takes an account that was typed by hand. Rejects with a fault. */
  async takeTyped(typed: TypedAccount): Promise<void> {
    await this.#answer(this.#host.call('typed_take', { typed }));
  }

  /** Opens one item of the found list. */
  async open(index: number): Promise<void> {
    await this.#answer(this.#host.call('found_open', { index }));
  }

  /** Binds some items of the found list at once. */
  async bindMany(indices: number[]): Promise<BoundMany> {
    return await this.#host.call('found_bind', { indices });
  }

  /** Loads the progress in reading files. */
  async followReading(): Promise<void> {
    const view = await this.#host.call('reading', {});
    this.#progress = view.total > 1 ? view : undefined;
  }

  /** Stops the reading after the current file. */
  async stopReading(): Promise<void> {
    await this.#host.call('reading_stop', {});
  }

  /** Loads what waits, because something was dropped or may have expired. */
  async look(): Promise<void> {
    await this.#answer(this.#host.call('intake', {}));
  }

  /** Drops what waits. An item of a found list goes back into the list. */
  async dismiss(): Promise<void> {
    // A refusal of the page's own has replaced nothing in the program, so what waited before is shown again.
    await this.#answer(this.#ours ? this.#host.call('intake', {}) : this.#host.call('intake_dismiss', {}));
  }

  /** Binds the account without a PIN that waits. */
  async bindPlain(): Promise<AccountKey> {
    const { account } = await this.#host.call('bind_plain', {});
    return account;
  }

  /** Binds the waiting registration, which another device has bound before. */
  async bindFurther(): Promise<AccountKey> {
    const { account } = await this.#host.call('bind_further', {});
    return account;
  }

  async bindTransfer(): Promise<AccountKey> {
    const { account } = await this.#host.call('bind_transfer', {});
    return account;
  }

  /** Empties the page's own state. The program is not asked. */
  done(): void {
    this.#take({ kind: 'nothing' });
  }

  /** Reads one source at a time. A failure becomes a refusal, as for a dropped file. */
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
