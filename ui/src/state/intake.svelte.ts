import type { AccountKey, DialogWords, Intake } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import type { Clock, Moment } from './clock.svelte';

type Of<K extends Intake['kind']> = Extract<Intake, { kind: K }>;

/** What was read from a picture; a registration with the moment at which it expires by the page's clock. */
export type Waiting = Exclude<Intake, Of<'registration'>> | (Of<'registration'> & { readonly endsAt: Moment });

/** What waits for the user's agreement. */
export class IntakeState {
  #host: Host;
  #clock: Clock;
  #onover: () => void;
  #unwatch: () => void = () => {};
  #waiting = $state.raw<Waiting>({ kind: 'nothing' });
  #reading = $state(false);
  /** Counts how often the vault was locked. */
  #cleared = 0;

  /** Whether a file is held over the window. */
  hovered = $state(false);

  /** `onover` is called when the time of a registration is over, or may be: the program is to be asked. */
  constructor(host: Host, clock: Clock, onover: () => void) {
    this.#host = host;
    this.#clock = clock;
    this.#onover = onover;
    clock.onjump(() => {
      if (this.#waiting.kind === 'registration') onover();
    });
  }

  get waiting(): Waiting {
    return this.#waiting;
  }

  /** Whether the file dialog is open or its picture is being read. */
  get reading(): boolean {
    return this.#reading;
  }

  /** Lets the user choose a picture. What does not work is shown as a refusal, as for a dropped picture. */
  async choose(words: DialogWords): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    const cleared = this.#cleared;
    const take = (intake: Intake) => {
      if (cleared === this.#cleared) this.#take(intake);
    };
    try {
      take(await this.#host.call('picture_choose', { words }));
    } catch (reason) {
      take({ kind: 'refused', fault: toFault(reason) });
    } finally {
      this.#reading = false;
    }
  }

  /** Asks what waits: a picture was dropped, or the time of a registration is over. */
  async look(): Promise<void> {
    const cleared = this.#cleared;
    const intake = await this.#host.call('intake', {});
    if (cleared === this.#cleared) this.#take(intake);
  }

  /** Drops what waits. */
  async dismiss(): Promise<void> {
    this.#take({ kind: 'nothing' });
    await this.#host.call('intake_dismiss', {});
  }

  /** Binds the ordinary account that waits. */
  async bindPlain(): Promise<AccountKey> {
    const { account } = await this.#host.call('bind_plain', {});
    return account;
  }

  /** Nothing waits any more: it was bound. */
  done(): void {
    this.#take({ kind: 'nothing' });
  }

  /** The vault was locked: nothing waits, and what is still being read does not wait either. */
  clear(): void {
    this.#cleared += 1;
    this.#take({ kind: 'nothing' });
  }

  #take(intake: Intake): void {
    this.#unwatch();
    if (intake.kind === 'registration') {
      const endsAt = this.#clock.in(intake.remaining_ms);
      this.#waiting = { ...intake, endsAt };
      this.#unwatch = this.#clock.watch(endsAt, this.#onover);
    } else {
      this.#waiting = intake;
    }
  }
}
