import { Channel, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';

import { inBytes } from './bytes';
import type { EventName, Preferences } from './generated/contract';
import { toFault, type Arguments, type CommandName, type Host, type Result } from './host';
import { parsePreferences } from './preferences';

const address = new URLSearchParams(location.search);

/** Which window this is. */
const label = address.get('window');

/** The program, through Tauri. */
export const host: Host = {
  async call<K extends CommandName>(name: K, args: Arguments<K>): Promise<Result<K>> {
    const bytes = inBytes(args);
    try {
      return await invoke<Result<K>>(name, bytes ?? channelled(args));
    } catch (reason) {
      throw toFault(reason);
    } finally {
      bytes?.fill(0);
    }
  },

  on(event: EventName, callback: () => void): () => void {
    // Without a target it would hear what the other windows are told, too.
    const listening = listen(event, callback, label === null ? {} : { target: label });
    return () => {
      void listening.then((stop) => stop());
    };
  },
};

/** The arguments as they cross: where a command takes a function, a channel calls it. */
function channelled(args: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'function' ? new Channel(value as (message: unknown) => void) : value,
    ]),
  );
}

/** The user's languages as the system has them, the preferred one first: a web view may know but the one it was built in. */
export const languages: readonly string[] = address.getAll('language');

/** What the user has set, as far as the window was opened with it: the first page needs its language and its look. */
export const preferences: Partial<Preferences> = parsePreferences(address.get('preferences'));
