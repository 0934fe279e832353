import { createContext } from 'svelte';

import type { Locale } from './locale';

const [use, provide] = createContext<() => Locale>();

/** Gives every component below the words and formats of `locale`. */
export const provideLocale = provide;

/** The words and formats of the user, as they are when the component is built. */
export function useLocale(): Locale {
  return use()();
}
