import type { Preferences } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';

/** What is set before the user has set anything. The program has the same. */
export const DEFAULTS: Preferences = {
  language: 'system',
  theme: 'system',
  text_percent: 100,
  order: 'by_hand',
  next_code: true,
  hold: false,
  copy_next: true,
  lock_minutes: 15,
  clear_clipboard: true,
  strip_opacity: 100,
  strip_keys: null,
  copy_keys: null,
  tray: true,
  welcome: 'what',
};

/** What the user has set. */
export class PreferencesState {
  #host: Host;
  #now = $state.raw<Preferences>(DEFAULTS);

  constructor(host: Host) {
    this.#host = host;
  }

  get now(): Preferences {
    return this.#now;
  }

  /** Asks what is set. */
  async load(): Promise<void> {
    this.#now = await this.#host.call('preferences', {});
  }

  /** Sets some of it. Rejects with a fault, and then all stays as it was. */
  async set(change: Partial<Preferences>): Promise<void> {
    this.#now = await this.#host.call('preferences_set', { preferences: { ...this.#now, ...change } });
  }
}
