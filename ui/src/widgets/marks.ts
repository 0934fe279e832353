/** The sign of an account: letters or a shape, on one of {@link TINTS} grounds. */
export interface Mark {
  readonly letters: string;
  /** The path of a shape, in a square of 24, in place of the letters. */
  readonly shape: string | undefined;
  /** The number of the ground, from 0 to {@link TINTS} - 1. */
  readonly tint: number;
}

/** The number of grounds. The first one is the broker's. */
export const TINTS = 10;

const SHAPES = {
  /** Three candles of a chart. */
  candles: 'M6 5v14M4 8h4v7H4zM12 3v14M10 6h4v6h-4zM18 7v14M16 10h4v7h-4z',
  /** A line that splits and joins again. */
  branch: 'M7 4v16M7 14c0-4 10-2 10-8M17 6V4M5 4h4M15 4h4M5 20h4',
  cloud: 'M7 18a4 4 0 0 1 0-8 5.5 5.5 0 0 1 10.5 1.5A3.3 3.3 0 0 1 17 18z',
  letter: 'M4 6h16v12H4zM4.5 7l7.5 6 7.5-6',
  coin: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16ZM9.5 8.5h4a2 2 0 0 1 0 3.5h-4zM9.5 12h4.5a2 2 0 0 1 0 3.5H9.5zM9.5 8.5v7',
  game: 'M8 8h8a5 5 0 0 1 5 5c0 5-3 4-5 2H8c-2 2-5 3-5-2a5 5 0 0 1 5-5ZM7 11v3M5.5 12.5h3M16 11.5v.1M18 13.5v.1',
  cart: 'M3 5h3l2 10h10l2-7H7M9.5 19v.1M16.5 19v.1',
} as const;

/** The shapes of common issuers. */
const KNOWN: readonly (readonly [RegExp, keyof typeof SHAPES])[] = [
  [/^(github|gitlab|bitbucket|codeberg|gitea)\b/, 'branch'],
  [/^(aws|amazon web services|azure|google cloud|cloudflare|digitalocean|oracle cloud|aliyun|阿里[云雲])/, 'cloud'],
  [/^(gmail|proton( ?mail)?|outlook|fastmail|qq ?mail)\b/, 'letter'],
  [/^(binance|coinbase|kraken|okx|bybit|bitstamp|gemini)\b/, 'coin'],
  [/^(steam|epic games|nintendo|playstation|xbox|ubisoft|blizzard)\b/, 'game'],
  [/^(amazon|ebay|shopify|taobao|淘宝|淘寶)/, 'cart'],
  [/^(interactive brokers|ibkr)\b/, 'candles'],
];

/** Returns the sign of an account. It depends on the issuer, or on the number if there is no issuer. */
export function markOf(issuer: string | null, number: string): Mark {
  const name = (issuer ?? number).normalize('NFKC').trim();
  if (/^(fuyi\b|富易)/i.test(name)) return { letters: '富', shape: undefined, tint: 0 };
  const folded = name.toLowerCase();
  const tint = 1 + (hash(folded) % (TINTS - 1));
  const known = KNOWN.find(([pattern]) => pattern.test(folded));
  if (known !== undefined) return { letters: '', shape: SHAPES[known[1]], tint };
  return { letters: initials(name), shape: undefined, tint };
}

/** Returns the first letters of the first two words, or one Chinese character. */
function initials(name: string): string {
  const [first = '#', second] = name.split(/[\s._-]+/).filter((word) => word !== '');
  // Splits by code points, so that no surrogate pair is split.
  const [one = '#'] = Array.from(first);
  const [two] = Array.from(second ?? '');
  const latin = /\p{Script=Latin}/u;
  return (two !== undefined && latin.test(one) && latin.test(two) ? one + two : one).toUpperCase();
}

/** Returns the FNV-1a hash of a text, so that a name has the same colour on every device. */
function hash(text: string): number {
  let mixed = 0x811c9dc5;
  for (const character of text) mixed = Math.imul(mixed ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return mixed;
}
