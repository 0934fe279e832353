import { onMount } from 'svelte';

import type { Host } from '../ipc/host';

/** The components of each window that show something private. */
const showing = new WeakMap<Host, number>();

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
  const before = showing.get(host) ?? 0;
  const now = before + by;
  showing.set(host, now);
  if (before > 0 === now > 0) return;
  // A program that does not answer is ending, or says so elsewhere: the user can do nothing about it here.
  host.call('window_private', { showing: now > 0 }).catch(() => undefined);
}
