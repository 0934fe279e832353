import type { Host } from '../ipc/host';

/** Tells the program whether somebody can see this window whenever that changes. Gives a function that ends this. */
export function tellSeen(host: Host, attempt: (act: () => Promise<void>) => void): () => void {
  const tell = () =>
    attempt(async () => {
      await host.call('window_seen', { seen: !document.hidden });
    });
  document.addEventListener('visibilitychange', tell);
  return () => document.removeEventListener('visibilitychange', tell);
}
