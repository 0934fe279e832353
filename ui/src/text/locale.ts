import { SvelteMap } from 'svelte/reactivity';

import type { LanguageChoice } from '../ipc/generated/contract';
import type { Text } from './en';
import { Format } from './format';

/** The languages of the words. */
export const LANGUAGES = ['en', 'zh-Hans', 'zh-Hant'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Loads the words of a language. A window loads only its own. */
const TABLES: Record<Language, () => Promise<Text>> = {
  en: async () => (await import('./en')).en,
  'zh-Hans': async () => (await import('./zh-hans')).zhHans,
  'zh-Hant': async () => (await import('./zh-hant')).zhHant,
};

/** The words loaded so far. */
const loaded = new SvelteMap<Language, Text>();

/** Loads the words of a language, if they were not loaded before. */
export async function loadWords(language: Language): Promise<Text> {
  const words = loaded.get(language) ?? (await TABLES[language]());
  loaded.set(language, words);
  return words;
}

/** The language, words and formats of a user. */
export interface Locale {
  language: Language;
  text: Text;
  format: Format;
}

/** Returns the language of a BCP 47 tag; `undefined` if there are no words for it. */
function languageOf(tag: string): Language | undefined {
  const [primary, ...rest] = tag.toLowerCase().split('-');
  if (primary === 'en') return 'en';
  // Cantonese is written as in Hong Kong, unless the tag says otherwise.
  if (primary !== 'zh' && primary !== 'yue') return undefined;
  if (rest.includes('hant')) return 'zh-Hant';
  if (rest.includes('hans')) return 'zh-Hans';
  if (primary === 'yue') return rest.includes('cn') ? 'zh-Hans' : 'zh-Hant';
  return rest.some((part) => part === 'tw' || part === 'hk' || part === 'mo') ? 'zh-Hant' : 'zh-Hans';
}

/** The tag for the dates and numbers of each language, if the user's own tag is not used. */
const HOME: Record<Language, string> = { en: 'en', 'zh-Hans': 'zh-Hans-CN', 'zh-Hant': 'zh-Hant-HK' };

const CHOSEN: Record<Exclude<LanguageChoice, 'system'>, Language> = { en: 'en', zh_hans: 'zh-Hans', zh_hant: 'zh-Hant' };

/** Returns the tag that the choice leads to, and its language; `undefined` if there are no words for it. */
function choose(languages: readonly string[], choice: LanguageChoice): { first: string; language: Language | undefined } {
  const chosen = choice === 'system' ? undefined : CHOSEN[choice];
  const first = (chosen === undefined ? languages[0] : (languages.find((tag) => languageOf(tag) === chosen) ?? chosen)) ?? 'en';
  return { first, language: languageOf(first) };
}

/** Loads the words that {@link chooseLocale} will choose, before a window builds its first page. */
export async function prepareLocale(languages: readonly string[], choice: LanguageChoice = 'system'): Promise<void> {
  await loadWords(choose(languages, choice).language ?? 'en');
}

/**
 * Returns the locale for the user's choice, or else for the first of the system's languages. English if there are no words for
 * that one.
 *
 * Missing words are loaded. Until then another language is returned, and a `$derived` that calls this is computed again later.
 */
export function chooseLocale(languages: readonly string[], choice: LanguageChoice = 'system'): Locale {
  const { first, language } = choose(languages, choice);
  const named = language ?? 'en';
  const text = loaded.get(named);
  if (text === undefined) {
    void loadWords(named);
    for (const [before, words] of loaded) return { language: before, text: words, format: new Format(HOME[before]) };
    throw new Error('the first words are loaded before a locale is chosen');
  }
  // Only English keeps the user's tag, such as `en-GB`. `zh` names no region, and other tags would mix two languages.
  return { language: named, text, format: new Format(language === 'en' ? first : HOME[named]) };
}
