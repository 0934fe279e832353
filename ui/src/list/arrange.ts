import type { AccountKey, AccountRow, Arrangement } from '../ipc/generated/contract';
import type { OpenVault } from '../open/OpenVault.svelte';

// Changes take effect at once, without a question. A message offers to undo them.

/** Changes the arrangement of an account. Rejects with a fault. */
export async function arrange(open: OpenVault, account: AccountKey, change: Partial<Arrangement>, said: string): Promise<void> {
  const before = await open.arranging.change(account, change);
  if (before !== undefined) undoable(open, said, async () => void (await open.arranging.change(account, before)));
}

/** Makes an account a favourite, or ends that. Rejects with a fault. */
export function favour(open: OpenVault, { id, number, favourite }: AccountRow): Promise<void> {
  const { favoured, unfavoured } = open.locale.text.list;
  return arrange(open, id, { favourite: !favourite }, favourite ? unfavoured(number) : favoured(number));
}

/** Moves an account to the place of another. Rejects with a fault. */
export async function moveTo(open: OpenVault, account: AccountKey, to: AccountKey): Promise<void> {
  const before = await open.arranging.move(account, to);
  undoable(open, open.locale.text.list.moved(open.numberOf(account)), () => open.arranging.restore(before));
}

function undoable(open: OpenVault, said: string, undo: () => Promise<void>): void {
  open.toasts.good(said, { label: open.locale.text.toast.undo, act: () => open.attempt(undo) });
}
