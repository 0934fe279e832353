import { fold } from './found';

/** Returns whether these texts contain every word of a query. Case and width are ignored. */
export function matches(query: string, ...texts: readonly string[]): boolean {
  const all = fold(texts.join('\n'));
  return fold(query)
    .trim()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
