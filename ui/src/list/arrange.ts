import type { AccountKey, AccountRow, Arrangement } from '../ipc/generated/contract';
import type { App } from '../app/app.svelte';

// What is arranged is done at once; a message says so and takes it back, in place of a question before it.

/** Changes how an account is arranged. Rejects with a fault. */
export async function arrange(app: App, account: AccountKey, change: Partial<Arrangement>, said: string): Promise<void> {
  const before = await app.arranging.change(account, change);
  if (before !== undefined) undoable(app, said, async () => void (await app.arranging.change(account, before)));
}

/** Makes an account a favourite, or one no more. Rejects with a fault. */
export function favour(app: App, { id, number, favourite }: AccountRow): Promise<void> {
  const { favoured, unfavoured } = app.locale.text.list;
  return arrange(app, id, { favourite: !favourite }, favourite ? unfavoured(number) : favoured(number));
}

/** Puts an account where another stands. Rejects with a fault. */
export async function moveTo(app: App, account: AccountKey, to: AccountKey): Promise<void> {
  const before = await app.arranging.move(account, to);
  undoable(app, app.locale.text.list.moved(app.numberOf(account)), () => app.arranging.restore(before));
}

function undoable(app: App, said: string, undo: () => Promise<void>): void {
  // The vault was locked meanwhile: nothing of it is named any more.
  if (!app.session.open) return;
  app.toasts.good(said, { label: app.locale.text.toast.undo, act: () => app.attempt(undo) });
}
