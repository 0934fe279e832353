import type { AccountKey, AccountRow, ListOrder } from '../ipc/generated/contract';

/** A part of the list under one heading. */
export type Section =
  { readonly kind: 'favourites' } | { readonly kind: 'group'; readonly name: string } | { readonly kind: 'rest' };

/** Returns the section of a row. A favourite is in the first one, whatever its group. */
export function sectionOf({ favourite, group }: AccountRow): Section {
  if (favourite) return { kind: 'favourites' };
  return group === null ? { kind: 'rest' } : { kind: 'group', name: group };
}

/** Returns whether two rows are in the same section. */
export function together(one: AccountRow, other: AccountRow): boolean {
  return one.favourite === other.favourite && (one.favourite || one.group === other.group);
}

/** Returns a key that no other section has. */
export function sectionKey(section: Section): string {
  return section.kind === 'group' ? `group:${section.name}` : section.kind;
}

/** What the order depends on besides the rows. */
export interface Ordering {
  readonly by: ListOrder;
  readonly collator: Intl.Collator;
  /** The time of each account's last use. */
  readonly used: ReadonlyMap<AccountKey, number>;
}

/** Returns the rows section by section: favourites, the groups by name, the rest. Each section is ordered as `by` says. */
export function inOrder(rows: readonly AccountRow[], ordering: Ordering): AccountRow[] {
  const sections = new Map<string, AccountRow[]>();
  for (const row of sorted(rows, ordering)) {
    const key = sectionKey(sectionOf(row));
    const section = sections.get(key);
    if (section === undefined) sections.set(key, [row]);
    else section.push(row);
  }
  const groups = groupsOf(rows, ordering.collator).map((name) => sectionKey({ kind: 'group', name }));
  return ['favourites', ...groups, 'rest'].flatMap((key) => sections.get(key) ?? []);
}

/** Returns the names of all groups, in order. */
export function groupsOf(rows: readonly AccountRow[], collator: Intl.Collator): string[] {
  const names = new Set<string>();
  for (const { group } of rows) if (group !== null) names.add(group);
  return [...names].sort(collator.compare);
}

/** Returns the rows with one of them moved to the place of another. */
export function moved(rows: readonly AccountRow[], from: AccountKey, to: AccountKey): AccountRow[] {
  const source = rows.findIndex(({ id }) => id === from);
  const target = rows.findIndex(({ id }) => id === to);
  const row = rows[source];
  if (row === undefined || target < 0) return [...rows];
  const others = rows.filter((other) => other !== row);
  return [...others.slice(0, target), row, ...others.slice(target)];
}

function sorted(rows: readonly AccountRow[], { by, collator, used }: Ordering): readonly AccountRow[] {
  switch (by) {
    case 'by_hand':
      return rows;
    case 'by_name':
      return [...rows].sort(
        (one, other) =>
          collator.compare(one.issuer ?? one.number, other.issuer ?? other.number) || collator.compare(one.number, other.number),
      );
    case 'by_use':
      return [...rows].sort((one, other) => (used.get(other.id) ?? 0) - (used.get(one.id) ?? 0));
  }
}
