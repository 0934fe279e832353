import { fold } from './found';

/** Whether these texts contain each word of a query. Case and width are ignored. */
export function matches(query: string, ...texts: readonly string[]): boolean {
  const all = fold(texts.join('\n'));
  return fold(query)
    .trim()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
