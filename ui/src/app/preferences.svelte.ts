import { DEFAULTS, type Preferences } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';

/** Holds the user's preferences. */
export class PreferencesState {
  #host: Host;
  /** The preferences that the program has stored. */
  #kept = $state.raw<Preferences>(DEFAULTS);
  /** The changes that were sent to the program and not answered yet, the oldest first. */
  #wanted = $state.raw<readonly Partial<Preferences>[]>([]);
  #last: Promise<void> = Promise.resolve();
  readonly #now: Preferences = $derived(Object.assign({}, this.#kept, ...this.#wanted));

  /** `given` are the preferences that are known before the program answers. */
  constructor(host: Host, given: Partial<Preferences> = {}) {
    this.#host = host;
    this.#kept = { ...DEFAULTS, ...given };
  }

  get now(): Preferences {
    return this.#now;
  }

  /** Loads the preferences. */
  async load(): Promise<void> {
    this.#kept = await this.#host.call('preferences', {});
  }

  /** Changes some preferences. The page shows them at once. Rejects with a fault; then the page shows the old ones again. */
  set(change: Partial<Preferences>): Promise<void> {
    this.#wanted = [...this.#wanted, change];
    // Each call sends all preferences, so it waits for the one before. Otherwise it would undo the change of that call.
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
