import type { PadPurpose } from '../ipc/generated/contract';
import type { Waiting } from './intake.svelte';
import type { Phase } from './session.svelte';

/** The page that is shown. */
export type Route =
  | 'loading'
  | 'fault'
  | 'choose_passphrase'
  | 'unlock'
  | 'list'
  | 'vault'
  | 'confirm'
  | 'expired'
  | 'already_bound'
  | 'refused'
  | 'create_pin';

/** Which page follows from where the program stands. */
export function routeOf(phase: Phase, waiting: Waiting, pad: PadPurpose | undefined, vault: boolean): Route {
  if (phase.kind !== 'open') return phase.kind;
  switch (waiting.kind) {
    case 'nothing':
      return vault ? 'vault' : 'list';
    case 'registration':
      return pad?.kind === 'create' ? 'create_pin' : 'confirm';
    case 'plain':
      return 'confirm';
    case 'expired':
    case 'already_bound':
    case 'refused':
      return waiting.kind;
  }
}
