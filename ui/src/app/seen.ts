import type { Host } from '../ipc/host';

/** Tells the program whether this window is visible, now and after each change. Returns a function that stops this. */
export function tellSeen(host: Host, attempt: (act: () => Promise<void>) => void): () => void {
  const tell = () =>
    attempt(async () => {
      await host.call('window_seen', { seen: !document.hidden });
    });
  document.addEventListener('visibilitychange', tell);
  return () => document.removeEventListener('visibilitychange', tell);
}
