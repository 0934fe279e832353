import { onMount } from 'svelte';

import type { Host } from '../ipc/host';

/** The number of components of this window that show something private. */
let showing = 0;

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

function change(host: Host, by: 1 | -1): void {
  const before = showing;
  showing += by;
  if (before > 0 === showing > 0) return;
  // A program that does not answer is ending, or says so elsewhere: the user can do nothing about it here.
  host.call('window_private', { showing: showing > 0 }).catch(() => undefined);
}
