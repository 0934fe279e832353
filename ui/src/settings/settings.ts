import { CHOICES, type Preferences } from '../ipc/generated/contract';
import type { Spot } from '../open/place.svelte';
import type { Text } from '../text/en';

/** What can be set; how far the first run is has a page of its own. */
export type SettingKey = Exclude<keyof Preferences, 'welcome'>;

/** The pages that the settings lead to. */
export type LinkKey = keyof Text['settings']['links'];

/** What a section of the settings has, in this order. */
interface Section {
  readonly id: keyof Text['settings']['sections'];
  readonly settings: readonly SettingKey[];
  readonly links: readonly LinkKey[];
}

/** The whole of the settings. */
export const SECTIONS: readonly Section[] = [
  { id: 'look', settings: ['language', 'theme', 'text_percent'], links: [] },
  { id: 'codes', settings: ['next_code', 'hold', 'copy_next'], links: [] },
  { id: 'list', settings: ['order'], links: [] },
  { id: 'strip', settings: ['strip_opacity'], links: [] },
  { id: 'shortcuts', settings: ['strip_keys', 'copy_keys'], links: ['shortcuts'] },
  { id: 'lock', settings: ['lock_minutes'], links: [] },
  { id: 'clipboard', settings: ['clear_clipboard'], links: [] },
  { id: 'tray', settings: ['tray'], links: [] },
  { id: 'vault', settings: [], links: ['vault', 'passphrase', 'kit'] },
  { id: 'time', settings: [], links: ['clock'] },
  { id: 'records', settings: [], links: ['audit', 'trash'] },
  { id: 'about', settings: [], links: ['about'] },
];

type Chosen = 'language' | 'theme' | 'text_percent' | 'order' | 'lock_minutes';

const OFFERED: { readonly [K in Chosen]: readonly Preferences[K][] } = {
  language: CHOICES.language,
  theme: CHOICES.theme,
  text_percent: [100, 125, 150, 200],
  order: CHOICES.order,
  lock_minutes: [1, 5, 10, 15, 30, 60, 120, 240, 0],
};

/** What is offered for a setting that is chosen from a list; `undefined` for the others. */
export function choicesOf(key: SettingKey): readonly (string | number)[] {
  const choices: Partial<Record<SettingKey, readonly (string | number)[]>> = OFFERED;
  return choices[key] ?? [];
}

/** Where a link leads; the sheet of keys is no page. */
export const SPOTS: Record<Exclude<LinkKey, 'shortcuts'>, Spot> = {
  vault: 'vault',
  passphrase: 'passphrase',
  kit: 'kit',
  clock: 'clock',
  audit: 'audit',
  trash: 'trash',
  about: 'about',
};

/** A change of one setting. */
export function changeOf<K extends SettingKey>(key: K, value: Preferences[K]): Partial<Preferences> {
  return { [key]: value } as Pick<Preferences, K>;
}

/** A value in words. */
export function valueWords<K extends SettingKey>({ settings: text }: Text, key: K, preferences: Pick<Preferences, K>): string {
  const set: Partial<Preferences> = { [key]: preferences[key] };
  if (set.language !== undefined) return text.languages[set.language];
  if (set.theme !== undefined) return text.themes[set.theme];
  if (set.order !== undefined) return text.orders[set.order];
  if (set.lock_minutes !== undefined) return set.lock_minutes === 0 ? text.never : text.minutes(set.lock_minutes);
  const value = preferences[key];
  if (typeof value === 'number') return text.percent(value);
  if (typeof value === 'boolean') return value ? text.on : text.off;
  return value ?? text.keys.none;
}
