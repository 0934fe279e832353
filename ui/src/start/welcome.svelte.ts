import type { Welcome } from '../ipc/generated/contract';
import type { PreferencesState } from '../app/preferences.svelte';

/** The pages of the first run, in order. */
export const WELCOME_STEPS = ['what', 'ways', 'kit'] as const satisfies readonly Welcome[];

/** How far the first run is. */
export class WelcomeState {
  #preferences: PreferencesState;
  /** Where the user went in this run of the program: a program that cannot keep it must not hold them back. */
  #went = $state<Welcome | undefined>(undefined);

  constructor(preferences: PreferencesState) {
    this.#preferences = preferences;
  }

  get step(): Welcome {
    return this.#went ?? this.#preferences.now.welcome;
  }

  /** Goes to a page; the program remembers it for the next start. Rejects with a fault, and the page stands all the same. */
  async go(step: Welcome): Promise<void> {
    this.#went = step;
    await this.#preferences.set({ welcome: step });
  }
}
