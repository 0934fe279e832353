import type { AccountRow } from '../ipc/generated/contract';
import { fold } from '../text/found';

/** The texts of a row that are searched. They are made once, because a search looks at ten thousand rows for each key. */
export interface Haystack {
  /** The number and the issuer, each in its own line. */
  readonly literal: string;
  /** The pinyin words, each after a line break, because a query matches from the beginning of a word; empty if there are none. */
  readonly pinyin: string;
}

/** Returns the texts of a row that are searched. */
export function haystackOf({ number, issuer, pinyin }: AccountRow): Haystack {
  const literal = fold(issuer === null ? number : `${number}\n${issuer}`);
  if (pinyin === '') return { literal, pinyin: '' };
  const words = pinyin.split(' ').filter((word) => word !== '');
  return { literal, pinyin: `\n${words.join('\n')}\n${words.join('')}` };
}

/** Returns the terms of a query. A row must contain all of them. */
export function termsOf(query: string): string[] {
  return fold(query)
    .split(/\s+/)
    .filter((term) => term !== '');
}

/** Returns whether a row contains all terms. */
export function matches({ literal, pinyin }: Haystack, terms: readonly string[]): boolean {
  return terms.every((term) => literal.includes(term) || (pinyin !== '' && pinyin.includes(`\n${term}`)));
}
