import { textOf, type HelpChapter, type HelpTopic } from './content';

/** A topic that a search has found. */
export interface Hit {
  readonly topic: HelpTopic;
  /** The text around the first word that was looked for, where the title does not have it. */
  readonly excerpt: string | undefined;
}

/** How many characters an excerpt shows before and after the place of the hit. */
const BEFORE = 16;
const AFTER = 60;

/**
 * Full-width digits and letters, and capitals, are no difference to a search. What is folded is as long as it was, so
 * that a place in it is the place in the text.
 */
function folded(text: string): string {
  return [...text]
    .map((letter) => {
      const plain = letter.normalize('NFKC').toLowerCase();
      return plain.length === letter.length ? plain : letter;
    })
    .join('');
}

/** The topics that have every word of the query in their title or text: titles first, else in the help's order. */
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

/** The start of a word from `from` on, at most at `at`; Chinese has no spaces and is cut where it falls. */
function wordStart(text: string, from: number, at: number): number {
  if (from === 0) return 0;
  const space = text.indexOf(' ', from);
  return space >= 0 && space < at ? space + 1 : from;
}
