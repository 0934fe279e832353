import { fold } from './found';

/** Whether each word of a query is somewhere in these texts, whatever its case and width. */
export function matches(query: string, ...texts: readonly string[]): boolean {
  const all = fold(texts.join('\n'));
  return fold(query)
    .trim()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
