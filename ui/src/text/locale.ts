import type { LanguageChoice } from '../ipc/generated/contract';
import { en, type Text } from './en';
import { Format } from './format';
import { zhHans } from './zh-hans';
import { zhHant } from './zh-hant';

/** The languages that there are words in. */
export type Language = 'en' | 'zh-Hans' | 'zh-Hant';

/** All words, by language. */
export const TABLES: Record<Language, Text> = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };

/** The words and the formats of one user. */
export interface Locale {
  language: Language;
  text: Text;
  format: Format;
}

/** The language of a language tag (BCP 47), where there are words in it. */
function languageOf(tag: string): Language | undefined {
  const [primary, ...rest] = tag.toLowerCase().split('-');
  if (primary === 'en') return 'en';
  // Cantonese is written as Chinese is in Hong Kong, unless the tag says otherwise.
  if (primary !== 'zh' && primary !== 'yue') return undefined;
  if (rest.includes('hant')) return 'zh-Hant';
  if (rest.includes('hans')) return 'zh-Hans';
  if (primary === 'yue') return rest.includes('cn') ? 'zh-Hans' : 'zh-Hant';
  return rest.some((part) => part === 'tw' || part === 'hk' || part === 'mo') ? 'zh-Hant' : 'zh-Hans';
}

/** Where a table's words are at home, for dates and numbers when the user's own tag says nothing closer. */
const HOME: Record<Language, string> = { en: 'en', 'zh-Hans': 'zh-Hans-CN', 'zh-Hant': 'zh-Hant-HK' };

const CHOSEN: Record<Exclude<LanguageChoice, 'system'>, Language> = { en: 'en', zh_hans: 'zh-Hans', zh_hant: 'zh-Hant' };

/**
 * Chooses the words by what the user has set, otherwise by the first of the system's languages; English when there are
 * none in it.
 */
export function chooseLocale(languages: readonly string[], choice: LanguageChoice = 'system'): Locale {
  const chosen = choice === 'system' ? undefined : CHOSEN[choice];
  const first = (chosen === undefined ? languages[0] : languages.find((tag) => languageOf(tag) === chosen) ?? chosen) ?? 'en';
  const language = languageOf(first);
  const named = language ?? 'en';
  // `en-GB` keeps its own dates; `zh` alone is too vague for them, and a foreign tag would mix languages.
  const tag = language === 'en' ? first : HOME[named];
  return { language: named, text: TABLES[named], format: new Format(tag) };
}
