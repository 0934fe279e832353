import { textOf, type HelpChapter, type HelpTopic } from './content';

/** A topic that matches a search. */
export interface Hit {
  readonly topic: HelpTopic;
  /** The text around the first match; `undefined` if the title has all words. */
  readonly excerpt: string | undefined;
}

/** The numbers of characters that an excerpt shows before and after the match. */
const BEFORE = 16;
const AFTER = 60;

/**
 * Folds capitals and full-width characters, so that they match their plain form. The result has the same length, so that a
 * position in it is valid in the text.
 */
function folded(text: string): string {
  return [...text]
    .map((letter) => {
      const plain = letter.normalize('NFKC').toLowerCase();
      return plain.length === letter.length ? plain : letter;
    })
    .join('');
}

/** Returns the topics with every word of the query in title or text. Those with all words in the title come first. */
export function search(chapters: readonly HelpChapter[], query: string): readonly Hit[] {
  const terms = folded(query)
    .split(/\s+/)
    .filter((term) => term !== '');
  if (terms.length === 0) return [];
  const titled: Hit[] = [];
  const others: Hit[] = [];
  for (const topic of chapters.flatMap((chapter) => chapter.topics)) {
    const title = folded(topic.title);
    const parts = topic.blocks.flatMap((block) => (block.kind === 'steps' ? block.items : [textOf(block)]));
    const has = (term: string) => (part: string) => folded(part).includes(term);
    if (!terms.every((term) => title.includes(term) || parts.some(has(term)))) continue;
    const sought = terms.find((term) => !title.includes(term));
    const part = sought === undefined ? undefined : parts.find(has(sought));
    if (sought === undefined || part === undefined) titled.push({ topic, excerpt: undefined });
    else others.push({ topic, excerpt: excerptOf(part, folded(part).indexOf(sought), sought.length) });
  }
  return [...titled, ...others];
}

function excerptOf(text: string, at: number, length: number): string {
  const from = wordStart(text, Math.max(0, at - BEFORE), at);
  const to = Math.min(text.length, at + length + AFTER);
  return `${from > 0 ? '…' : ''}${text.slice(from, to).trim()}${to < text.length ? '…' : ''}`;
}

/** Returns where the first word after `from` begins, at most `at`. Chinese has no spaces, so it may be cut anywhere. */
function wordStart(text: string, from: number, at: number): number {
  if (from === 0) return 0;
  const space = text.indexOf(' ', from);
  return space >= 0 && space < at ? space + 1 : from;
}
