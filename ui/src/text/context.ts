import { createContext } from 'svelte';

import type { Locale } from './locale';

const [use, provide] = createContext<() => Locale>();

/** Provides the words and formats of `locale` to every component below. */
export const provideLocale = provide;

/** Returns the words and formats. The component keeps those from the time when it was built. */
export function useLocale(): Locale {
  return use()();
}
