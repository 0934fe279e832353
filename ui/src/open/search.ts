import type { AccountRow } from '../ipc/generated/contract';
import { fold } from '../text/found';

/** What a row is searched by, made once: a keystroke over ten thousand rows has no time for more than looking. */
export interface Haystack {
  /** Number and issuer, each in a line of its own. */
  readonly literal: string;
  /** The beginnings that a query in pinyin may have, each behind the end of a line; empty where there are none. */
  readonly pinyin: string;
}

/** What a row is searched by. */
export function haystackOf({ number, issuer, pinyin }: AccountRow): Haystack {
  const literal = fold(issuer === null ? number : `${number}\n${issuer}`);
  if (pinyin === '') return { literal, pinyin: '' };
  const words = pinyin.split(' ').filter((word) => word !== '');
  return { literal, pinyin: `\n${words.join('\n')}\n${words.join('')}` };
}

/** The terms of a query: a row has to have every one of them. */
export function termsOf(query: string): string[] {
  return fold(query)
    .split(/\s+/)
    .filter((term) => term !== '');
}

/** Whether a row has all that is looked for. */
export function matches({ literal, pinyin }: Haystack, terms: readonly string[]): boolean {
  return terms.every((term) => literal.includes(term) || (pinyin !== '' && pinyin.includes(`\n${term}`)));
}
