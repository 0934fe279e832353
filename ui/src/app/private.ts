import { onMount } from 'svelte';

import type { Host } from '../ipc/host';

/**
 * Says that this component shows something that no picture of the screen should have, as long as it is mounted.
 *
 * Call it while the component is made.
 */
export function keepPrivate(host: Host): void {
  onMount(() => {
    change(host, 1);
    return () => change(host, -1);
  });
}

/** Changes how many components of this page show something private. The count is in the page itself. */
function change(host: Host, by: 1 | -1): void {
  const { dataset } = document.documentElement;
  const before = Number(dataset['private'] ?? 0);
  const now = before + by;
  dataset['private'] = String(now);
  if (before > 0 === now > 0) return;
  // A program that does not answer is ending, or says so elsewhere: the user can do nothing about it here.
  host.call('window_private', { showing: now > 0 }).catch(() => undefined);
}
