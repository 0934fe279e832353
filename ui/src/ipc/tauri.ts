import { Channel, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';

import { inBytes } from './bytes';
import type { EventName, Preferences } from './generated/contract';
import { toFault, type Arguments, type CommandName, type Host, type Result } from './host';
import { parsePreferences } from './preferences';

const address = new URLSearchParams(location.search);

/** The label of this window. */
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
    // Without a target the window would get the events of other windows too.
    const listening = listen(event, callback, label === null ? {} : { target: label });
    return () => {
      void listening.then((stop) => stop());
    };
  },
};

/** Returns the arguments with a channel in place of each function. */
function channelled(args: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'function' ? new Channel(value as (message: unknown) => void) : value,
    ]),
  );
}

/** The system's languages, the preferred one first. A web view may report only its own. */
export const languages: readonly string[] = address.getAll('language');

/** The preferences in the address of the window. The first page needs the language, the theme and the size of texts. */
export const preferences: Partial<Preferences> = parsePreferences(address.get('preferences'));
