import { SvelteMap } from 'svelte/reactivity';

import type { LanguageChoice } from '../ipc/generated/contract';
import type { Text } from './en';
import { Format } from './format';

/** The languages of the words. */
export const LANGUAGES = ['en', 'zh-Hans', 'zh-Hant'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Loads the file of each language. A window loads only its own. */
const TABLES: Record<Language, () => Promise<Text>> = {
  en: async () => (await import('./en')).en,
  'zh-Hans': async () => (await import('./zh-hans')).zhHans,
  'zh-Hant': async () => (await import('./zh-hant')).zhHant,
};

/** The words that are loaded. */
const loaded = new SvelteMap<Language, Text>();

/** Loads the words of a language, once. */
export async function loadWords(language: Language): Promise<Text> {
  const words = loaded.get(language) ?? (await TABLES[language]());
  loaded.set(language, words);
  return words;
}

/** The words and the formats of one user. */
export interface Locale {
  language: Language;
  text: Text;
  format: Format;
}

/** Gives the language of a language tag (BCP 47). `undefined` if there are no words in it. */
function languageOf(tag: string): Language | undefined {
  const [primary, ...rest] = tag.toLowerCase().split('-');
  if (primary === 'en') return 'en';
  // Cantonese uses the writing of Hong Kong, unless the tag names another.
  if (primary !== 'zh' && primary !== 'yue') return undefined;
  if (rest.includes('hant')) return 'zh-Hant';
  if (rest.includes('hans')) return 'zh-Hans';
  if (primary === 'yue') return rest.includes('cn') ? 'zh-Hans' : 'zh-Hant';
  return rest.some((part) => part === 'tw' || part === 'hk' || part === 'mo') ? 'zh-Hant' : 'zh-Hans';
}

/** The tags for dates and numbers of each language, if the user's tag names no region. */
const HOME: Record<Language, string> = { en: 'en', 'zh-Hans': 'zh-Hans-CN', 'zh-Hant': 'zh-Hant-HK' };

const CHOSEN: Record<Exclude<LanguageChoice, 'system'>, Language> = { en: 'en', zh_hans: 'zh-Hans', zh_hant: 'zh-Hant' };

/** A tag with its language, if there are words in it. */
function choose(languages: readonly string[], choice: LanguageChoice): { first: string; language: Language | undefined } {
  const chosen = choice === 'system' ? undefined : CHOSEN[choice];
  const first = (chosen === undefined ? languages[0] : (languages.find((tag) => languageOf(tag) === chosen) ?? chosen)) ?? 'en';
  return { first, language: languageOf(first) };
}

/** Loads the words that {@link chooseLocale} will choose. A window waits for them before it builds its first page. */
export async function prepareLocale(languages: readonly string[], choice: LanguageChoice = 'system'): Promise<void> {
  await loadWords(choose(languages, choice).language ?? 'en');
}

/**
 * Chooses the words by the user's setting, or else by the first of the system's languages. English if there are no words in
 * that one.
 *
 * Missing words are loaded. Until then the language before stays, and a `$derived` of this is computed again once they are here.
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
  // `en-GB` keeps its dates. `zh` alone names no region, and a tag without words would mix languages.
  return { language: named, text, format: new Format(language === 'en' ? first : HOME[named]) };
}
