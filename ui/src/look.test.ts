import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

const css = readFileSync('src/look.css', 'utf8');

/** Returns the colours of a block of tokens, light and dark. */
function tokens(block: string): Record<string, [light: string, dark: string]> {
  const all = [...block.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\);/g)];
  return Object.fromEntries(all.map(([, name = '', light = '', dark = '']) => [name, [light, dark]]));
}

const usual = tokens(css.slice(0, css.indexOf('@media')));
const more = { ...usual, ...tokens(css.slice(css.indexOf('@media (prefers-contrast: more)'))) };

/** Returns the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, relative luminance). */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const hex = colour.slice(1);
  const [red = 0, green = 0, blue = 0] = (hex.length === 3 ? [...hex].map((each) => each + each) : (hex.match(/../g) ?? [])).map(
    (each) => {
      const share = Number.parseInt(each, 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    },
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const text: [string, string][] = [
  ['ink', 'bg'],
  ['ink', 'card'],
  ['ink', 'accent-soft'],
  ['ink', 'warn-soft'],
  ['ink', 'bad-soft'],
  ['soft', 'bg'],
  ['soft', 'card'],
  ['ink', 'line'],
  ['soft', 'line'],
  ['accent', 'bg'],
  ['accent', 'card'],
  ['accent', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-accent', 'bad'],
  ['warn', 'card'],
  ['warn', 'warn-soft'],
  ['bad', 'card'],
  ['bad', 'bad-soft'],
];
const shapes: [string, string][] = [
  ['field', 'bg'],
  ['field', 'card'],
  ['accent', 'bg'],
];

// axe-core cannot test colours without a painted page, so the tokens are tested instead.
describe.each([0, 1] as const)('the colours of theme %i', (theme) => {
  const between = (from: typeof usual, [one, other]: [string, string]) =>
    contrast(from[one]?.[theme] ?? '#000', from[other]?.[theme] ?? '#000');

  it.each(text)('let %s be read on %s', (...pair) => {
    expect(between(usual, pair)).toBeGreaterThanOrEqual(4.5);
    expect(between(more, pair)).toBeGreaterThanOrEqual(pair[1] === 'line' ? 5.5 : 7);
  });

  it.each(shapes)('let %s be seen on %s', (...pair) => {
    expect(between(usual, pair)).toBeGreaterThanOrEqual(3);
  });
});

describe('the fonts', () => {
  it.each([
    ['zh-Hant', 'Microsoft JhengHei UI'],
    ['zh-Hans', 'Microsoft YaHei UI'],
  ])('%s begins with its own font of Windows, which the system font of another Windows would replace', (language, font) => {
    const rule = css.slice(css.indexOf(`:root:lang(${language}) {`));
    expect(rule.slice(0, rule.indexOf('}')).match(/font-family:\s*'([^']*)'/u)?.[1]).toBe(font);
  });
});
