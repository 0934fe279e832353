import type { SvelteSet } from 'svelte/reactivity';

import type { VaultView } from '../ipc/generated/contract';
import type { Vault } from './vault.svelte';

/** What the user should know of the vault without looking for it, the gravest first. */
export type Notice =
  'read_only' | 'backup_failed' | 'older_stay' | 'news' | 'quarantine' | 'folder_rights' | 'set_aside' | 'no_kit';

/** What stays until it is no longer so. */
const STAYS: readonly Notice[] = ['read_only', 'backup_failed', 'older_stay'];

/** What is to be said of the vault above the list. */
export class Notices {
  #vault: Vault;
  #dismissed: SvelteSet<Notice>;
  /** Whether the news of this unlock were seen. The next unlock has its own. */
  #told = $state(false);

  /** What is to be said, less what was dismissed. */
  readonly shown: readonly Notice[] = $derived.by(() => {
    const view = this.#vault.view;
    const seen = (notice: Notice): boolean => (notice === 'news' ? this.#told : this.#dismissed.has(notice));
    return view === undefined ? [] : noticesOf(view).filter((notice) => !seen(notice));
  });

  /** `dismissed` outlives the vault: the user takes a notice away until the program is started again. */
  constructor(vault: Vault, dismissed: SvelteSet<Notice>) {
    this.#vault = vault;
    this.#dismissed = dismissed;
  }

  /** Whether the user may take it away until the program is started again. */
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
  if (!full) notices.push('read_only');
  if (view.backup !== null && view.backup.failed !== null) notices.push('backup_failed');
  if (view.older_stay) notices.push('older_stay');
  if (view.news.length > 0) notices.push('news');
  if (view.damaged_files > 0) notices.push('quarantine');
  if (view.folder_rights !== 'owner') notices.push('folder_rights');
  if (view.set_aside > 0) notices.push('set_aside');
  // A vault that may only be read takes no kit.
  if (full && view.kit === null) notices.push('no_kit');
  return notices;
}
