import type { Preferences } from '../ipc/generated/contract';

/** Sets the theme and the size of texts. look.css does the rest. */
export function dress({ theme, text_percent }: Pick<Preferences, 'theme' | 'text_percent'>): void {
  const { dataset, style } = document.documentElement;
  dataset['theme'] = theme;
  // Every size is in rem, so all of a page grows with it.
  style.fontSize = `${text_percent}%`;
}
