import type { AccountRow } from '../ipc/generated/contract';

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

/** A run of a text that is found, or one that is not. */
export interface Part {
  readonly text: string;
  readonly found: boolean;
}

/** A text in parts, by what of it is looked for. */
export function partsOf(text: string, terms: readonly string[]): Part[] {
  const folded = fold(text);
  // Folding that changes the length would mark the wrong characters.
  if (terms.length === 0 || folded.length !== text.length) return [{ text, found: false }];
  const marked = new Array<boolean>(text.length).fill(false);
  for (const term of terms) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
      marked.fill(true, at, at + term.length);
    }
  }
  const parts: Part[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at += 1) {
    if (at < text.length && marked[at] === marked[from]) continue;
    parts.push({ text: text.slice(from, at), found: marked[from] === true });
    from = at;
  }
  return parts;
}

/** Capitals and full-width digits are typed by habit, not by intent. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
