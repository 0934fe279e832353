import type { Welcome } from '../ipc/generated/contract';
import type { PreferencesState } from '../app/preferences.svelte';

/** The pages of the first run, in order. */
export const WELCOME_STEPS = ['what', 'ways', 'kit'] as const satisfies readonly Welcome[];

/** Holds the step of the first run that is shown. */
export class WelcomeState {
  #preferences: PreferencesState;
  /** The step in this run of the program. The user can go on even if the program cannot store the step. */
  #went = $state<Welcome | undefined>(undefined);

  constructor(preferences: PreferencesState) {
    this.#preferences = preferences;
  }

  get step(): Welcome {
    return this.#went ?? this.#preferences.now.welcome;
  }

  /** Goes to a step and stores it for the next start. Rejects with a fault; the step is shown all the same. */
  async go(step: Welcome): Promise<void> {
    this.#went = step;
    await this.#preferences.set({ welcome: step });
  }
}
