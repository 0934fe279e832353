import { OUTLINE, type PictureId, type Shape } from './outline';

/** A list of `N` texts. */
type Texts<N extends number, Found extends readonly string[] = []> = Found['length'] extends N
  ? Found
  : Texts<N, readonly [...Found, string]>;

/** The words of a block: its text, its steps, or the description of its picture. */
type BlockWords<S> = S extends { kind: 'steps'; count: infer N extends number } ? Texts<N> : string;

type TopicWords<Shapes extends readonly Shape[]> = {
  readonly title: string;
  readonly blocks: { readonly [Index in keyof Shapes]: BlockWords<Shapes[Index]> };
};

type ChapterId = keyof typeof OUTLINE;

/** The help in one language. Its type follows the outline, so that no language can lack a topic, a block or a step. */
export interface HelpWords {
  readonly title: string;
  readonly search: string;
  readonly clear: string;
  /** The number of topics found, in words. */
  readonly found: (count: number) => string;
  readonly none: (query: string) => string;
  readonly noneNext: string;
  readonly next: string;
  /** The line above the customer service number from the account's QR code. */
  readonly ownNumber: string;
  /** The line above the numbers from the broker's guide. */
  readonly guideNumbers: string;
  readonly chapters: {
    readonly [C in ChapterId]: {
      readonly title: string;
      readonly topics: {
        readonly [T in keyof (typeof OUTLINE)[C]]: (typeof OUTLINE)[C][T] extends readonly Shape[]
          ? TopicWords<(typeof OUTLINE)[C][T]>
          : never;
      };
    };
  };
}

/** A block of a topic, in one language. */
export type HelpBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'steps'; readonly items: readonly string[] }
  | { readonly kind: 'note'; readonly tone: 'calm' | 'warn'; readonly text: string }
  | { readonly kind: 'picture'; readonly picture: PictureId; readonly alt: string }
  | { readonly kind: 'support'; readonly text: string };

/** One topic of the help. */
export interface HelpTopic {
  /** The same in every language, and no other topic of any chapter has it. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly HelpBlock[];
}

/** The topics of one chapter. The chapter `questions` holds the nine questions of the guide. */
export interface HelpChapter {
  readonly id: ChapterId;
  readonly title: string;
  readonly topics: readonly HelpTopic[];
}

/** The customer service numbers from the broker's guide, for accounts whose QR code has none. */
export const GUIDE_NUMBERS = ['40080 95521', '852-2509 7524'] as const;

/** Puts the words of a language into the outline. */
export function chaptersOf(words: HelpWords): readonly HelpChapter[] {
  return (Object.keys(OUTLINE) as ChapterId[]).map((id) => {
    const shapes: Readonly<Record<string, readonly Shape[]>> = OUTLINE[id];
    const { title, topics } = words.chapters[id];
    const ofTopic = topics as Readonly<Record<string, AnyTopicWords | undefined>>;
    return {
      id,
      title,
      topics: Object.entries(shapes).map(([topic, blocks]) => {
        const said = ofTopic[topic];
        if (said === undefined) throw new Error(`the help has no words for \`${id}/${topic}\``);
        return { id: `${id}/${topic}`, title: said.title, blocks: blocks.map((shape, at) => blockOf(shape, said.blocks[at])) };
      }),
    };
  });
}

/** The words of a topic, without the outline's exact types. */
interface AnyTopicWords {
  readonly title: string;
  readonly blocks: readonly (string | readonly string[])[];
}

function blockOf(shape: Shape, words: string | readonly string[] | undefined): HelpBlock {
  if (shape.kind === 'steps') {
    if (!Array.isArray(words)) throw new Error('steps without words');
    return { kind: 'steps', items: words as readonly string[] };
  }
  if (typeof words !== 'string') throw new Error(`a ${shape.kind} without words`);
  switch (shape.kind) {
    case 'paragraph':
      return { kind: 'paragraph', text: words };
    case 'note':
      return { kind: 'note', tone: shape.tone, text: words };
    case 'picture':
      return { kind: 'picture', picture: shape.picture, alt: words };
    case 'support':
      return { kind: 'support', text: words };
  }
}

/** Returns the whole text of a block, for the search. */
export function textOf(block: HelpBlock): string {
  switch (block.kind) {
    case 'steps':
      return block.items.join(' ');
    case 'picture':
      return block.alt;
    case 'paragraph':
    case 'note':
    case 'support':
      return block.text;
  }
}
