import { DEFAULTS, type Preferences } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';

/** What the user has set. */
export class PreferencesState {
  #host: Host;
  /** What the program keeps. */
  #kept = $state.raw<Preferences>(DEFAULTS);
  /** What was set here and is on its way to the program, the oldest first. */
  #wanted = $state.raw<readonly Partial<Preferences>[]>([]);
  #last: Promise<void> = Promise.resolve();
  readonly #now: Preferences = $derived(Object.assign({}, this.#kept, ...this.#wanted));

  /** `given`: what is known of it before the program is asked. */
  constructor(host: Host, given: Partial<Preferences> = {}) {
    this.#host = host;
    this.#kept = { ...DEFAULTS, ...given };
  }

  get now(): Preferences {
    return this.#now;
  }

  /** Asks what is set. */
  async load(): Promise<void> {
    this.#kept = await this.#host.call('preferences', {});
  }

  /** Sets some of it, at once to the eye. Rejects with a fault, and then that is taken back. */
  set(change: Partial<Preferences>): Promise<void> {
    this.#wanted = [...this.#wanted, change];
    // All of them cross together: one after another, so that none carries an old value of the other.
    const sent = this.#last.then(() => this.#send(change));
    const over = (): void => undefined;
    this.#last = sent.then(over, over);
    return sent;
  }

  async #send(change: Partial<Preferences>): Promise<void> {
    try {
      this.#kept = await this.#host.call('preferences_set', { preferences: { ...this.#kept, ...change } });
    } finally {
      this.#wanted = this.#wanted.filter((each) => each !== change);
    }
  }
}
