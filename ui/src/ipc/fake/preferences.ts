import { DEFAULTS, type Preferences } from '../generated/contract';
import { faultOf } from './fault';
import type { Handlers } from './handlers';

/** What the user has set. */
export class FakePreferences {
  held: Preferences;
  readonly #taken: () => string[];
  readonly #changed: () => void;

  /** `taken` gives the keys that another program has; `changed` is told when something was set. */
  constructor(set: Partial<Preferences>, taken: () => string[], changed: () => void) {
    this.held = { ...DEFAULTS, welcome: 'done', ...set };
    this.#taken = taken;
    this.#changed = changed;
  }

  readonly handlers = {
    preferences: () => this.held,
    preferences_set: ({ preferences }) => {
      for (const keys of [preferences.strip_keys, preferences.copy_keys]) {
        if (keys !== null && !keys.includes('+')) throw faultOf('shortcut_refused');
        if (keys !== null && this.#taken().includes(keys)) throw faultOf('shortcut_taken');
      }
      this.held = preferences;
      this.#changed();
      return preferences;
    },
  } satisfies Partial<Handlers>;
}
