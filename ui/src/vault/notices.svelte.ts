import type { SvelteSet } from 'svelte/reactivity';

import type { VaultView } from '../ipc/generated/contract';
import type { Vault } from './vault.svelte';

/** The notices about the vault, the gravest first. */
export type Notice =
  'asked' | 'read_only' | 'backup_failed' | 'older_stay' | 'news' | 'quarantine' | 'folder_rights' | 'set_aside' | 'no_kit';

/** The notices that the user cannot dismiss. They end with their cause. */
const STAYS: readonly Notice[] = ['asked', 'read_only', 'backup_failed', 'older_stay'];

/** Holds the notices above the list. */
export class Notices {
  #vault: Vault;
  #dismissed: SvelteSet<Notice>;
  /** Whether the user has dismissed the news of this unlock. The next unlock may bring others. */
  #told = $state(false);

  /** The notices that were not dismissed. */
  readonly shown: readonly Notice[] = $derived.by(() => {
    const view = this.#vault.view;
    const seen = (notice: Notice): boolean => (notice === 'news' ? this.#told : this.#dismissed.has(notice));
    return view === undefined ? [] : noticesOf(view).filter((notice) => !seen(notice));
  });

  /** `dismissed` outlives the vault, because a dismissed notice stays away until the program is started again. */
  constructor(vault: Vault, dismissed: SvelteSet<Notice>) {
    this.#vault = vault;
    this.#dismissed = dismissed;
  }

  /** Returns whether the user may dismiss the notice. */
  dismissible(notice: Notice): boolean {
    return !STAYS.includes(notice);
  }

  dismiss(notice: Notice): void {
    if (notice === 'news') this.#told = true;
    else if (this.dismissible(notice)) this.#dismissed.add(notice);
  }
}

function noticesOf(view: VaultView): Notice[] {
  const notices: Notice[] = [];
  const full = view.access === 'full';
  if (view.asked.length > 0) notices.push('asked');
  if (!full) notices.push('read_only');
  if (view.backup !== null && view.backup.failed !== null) notices.push('backup_failed');
  if (view.older_stay) notices.push('older_stay');
  if (view.news.length > 0) notices.push('news');
  if (view.damaged_files > 0) notices.push('quarantine');
  if (view.folder_rights !== 'owner') notices.push('folder_rights');
  if (view.set_aside > 0) notices.push('set_aside');
  // A kit can only be made if the vault may be changed.
  if (full && view.kit === null) notices.push('no_kit');
  return notices;
}
