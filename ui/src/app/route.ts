import type { PadPurpose, PickedView } from '../ipc/generated/contract';
import type { Waiting } from '../adding/intake.svelte';
import type { Spot } from '../open/place.svelte';
import type { Phase } from './session.svelte';

/** The page that is shown. */
export type Route =
  | 'loading'
  | 'fault'
  | 'choose_passphrase'
  | 'unlock'
  | 'restore'
  | Spot
  | 'welcome'
  | 'confirm'
  | 'expired'
  | 'already_bound'
  | 'refused'
  | 'found'
  | 'create_pin';

/** What the page that is shown follows from. */
export interface Standing {
  phase: Phase;
  picked: PickedView | undefined;
  waiting: Waiting;
  pad: PadPurpose | undefined;
  spot: Spot;
  /** Whether the first run is to be shown. */
  welcoming: boolean;
}

/** Which page follows from where the program and the user stand. */
export function routeOf({ phase, picked, waiting, pad, spot, welcoming }: Standing): Route {
  if (phase.kind === 'loading') return 'loading';
  // A state can be restored whether the vault is open, locked or broken.
  if (picked !== undefined) return 'restore';
  if (phase.kind !== 'open') return phase.kind;
  // Help is asked for on every page, that of a registration included.
  if (spot === 'help') return 'help';
  switch (waiting.kind) {
    case 'nothing':
      // It leads to other pages and goes on when the user comes back.
      return spot === 'list' && welcoming ? 'welcome' : spot;
    case 'registration':
      return pad?.kind === 'create' ? 'create_pin' : 'confirm';
    case 'several':
      // A further code is looked for while others wait.
      return spot === 'camera' ? spot : 'found';
    case 'transfer':
    case 'plain':
      return 'confirm';
    case 'expired':
    case 'already_bound':
    case 'refused':
      return waiting.kind;
  }
}
