import { en, type Text } from '../text/en';
import type { Language } from '../text/locale';
import { zhHans } from '../text/zh-hans';
import { zhHant } from '../text/zh-hant';

/** All words, by language. */
export const TABLES: Record<Language, Text> = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
