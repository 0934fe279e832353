import { createContext } from 'svelte';

import type { Locale } from './locale';

const [use, provide] = createContext<() => Locale>();

/** Gives every component below the words and formats of `locale`. */
export const provideLocale = provide;

/** Gives the words and formats at the time when the component is built. */
export function useLocale(): Locale {
  return use()();
}
