import type { Language } from '../text/locale';
import type { HelpWords } from './content';

const WORDS: Record<Language, () => Promise<{ default: HelpWords }>> = {
  en: () => import('./en'),
  'zh-Hans': () => import('./zh-hans'),
  'zh-Hant': () => import('./zh-hant'),
};

/** Loads the help of a language, which is not in the first bundle. Rejects when its file cannot be read. */
export async function loadHelp(language: Language): Promise<HelpWords> {
  return (await WORDS[language]()).default;
}
