import { CHOICES, type Preferences } from '../ipc/generated/contract';
import type { Spot } from '../open/place.svelte';
import type { Text } from '../text/en';

/** A setting. `welcome` is not one, because the first run sets it. */
export type SettingKey = Exclude<keyof Preferences, 'welcome'>;

/** The links from the settings to other pages. */
export type LinkKey = keyof Text['settings']['links'];

interface Section {
  readonly id: keyof Text['settings']['sections'];
  readonly settings: readonly SettingKey[];
  readonly links: readonly LinkKey[];
}

/** All sections in their order. */
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

/** Returns the values to choose from; empty if the setting is no list. */
export function choicesOf(key: SettingKey): readonly (string | number)[] {
  const choices: Partial<Record<SettingKey, readonly (string | number)[]>> = OFFERED;
  return choices[key] ?? [];
}

/** The page of each link. The list of shortcuts is a sheet and has none. */
export const SPOTS: Record<Exclude<LinkKey, 'shortcuts'>, Spot> = {
  vault: 'vault',
  passphrase: 'passphrase',
  kit: 'kit',
  clock: 'clock',
  audit: 'audit',
  trash: 'trash',
  about: 'about',
};

/** Returns a change of one setting. */
export function changeOf<K extends SettingKey>(key: K, value: Preferences[K]): Partial<Preferences> {
  return { [key]: value } as Pick<Preferences, K>;
}

/** Returns the words for a setting's value. */
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
