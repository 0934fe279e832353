import { flushSync } from 'svelte';
import { describe, expect, it, onTestFinished } from 'vitest';

import type { AccountRow } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';
import { Accounts } from './accounts.svelte';
import { Arranging } from '../list/arranging.svelte';
import { Clock } from './clock.svelte';
import { inOrder } from './order';
import { partsOf } from '../text/found';
import { haystackOf, matches, termsOf } from './search';

const COUNT = 10_000;

function row(index: number): AccountRow {
  return {
    id: index.toString(16).padStart(32, '0'),
    issuer: index % 2 === 0 ? `國泰君安證券 ${index % 97}` : `Issuer ${index % 89}`,
    number: `7${String(index).padStart(7, '0')}@trading.example.hk`,
    binding: { kind: 'plain' },
    codes: { kind: 'time', period_s: 30 },
    support: null,
    favourite: index % 50 === 0,
    group: index % 3 === 0 ? `Group ${index % 7}` : null,
    keep_open: 'each_time',
    used_ms: null,
    pinyin: index % 2 === 0 ? 'guotaijunanzhengquan gtjazq' : '',
  };
}

describe('ten thousand accounts', () => {
  const rows = Array.from({ length: COUNT }, (_, index) => row(index));

  const names = rows.map(({ issuer, number }) => `${issuer} ${number}`.toLowerCase());
  const named = (...parts: string[]) => names.filter((name) => parts.every((part) => name.includes(part))).length;

  it.each([
    ['7', COUNT],
    ['gtja', COUNT / 2],
    ['issuer 8 hk', named('issuer', '8', 'hk')],
    ['nothing at all', 0],
  ])('are searched for “%s”', (query, count) => {
    const terms = termsOf(query);
    expect(rows.map(haystackOf).filter((haystack) => matches(haystack, terms))).toHaveLength(count);
  });

  it('are listed as the query says', async () => {
    const host: Host = { call: () => Promise.resolve(rows as never), on: () => () => {} };
    const clock = new Clock();
    onTestFinished(() => clock.stop());
    const collator = new Intl.Collator('zh-Hant-HK', { numeric: true });
    const accounts = new Accounts(host, clock, () => ({ by: 'by_name', collator }));
    const arranging = new Arranging(host, accounts);
    await accounts.load();
    let seen = 0;
    const stop = $effect.root(() => {
      $effect(() => void (seen = arranging.entries.length));
    });
    onTestFinished(stop);
    flushSync();
    const all = seen;
    expect(all).toBeGreaterThan(COUNT);
    accounts.query = 'gtja';
    flushSync();
    expect(seen).toBeGreaterThan(COUNT / 3);
    expect(seen).toBeLessThan(all);
    accounts.query = '';
    flushSync();
    expect(seen).toBe(all);
  });

  it('are put in order, each once', () => {
    const ordering = { by: 'by_name', collator: new Intl.Collator('zh-Hant-HK', { numeric: true }), used: new Map() } as const;
    const ordered = inOrder(rows, ordering);
    expect(new Set(ordered).size).toBe(COUNT);
    expect(ordered.findIndex(({ favourite }) => !favourite)).toBe(COUNT / 50);
    expect(ordered.at(-1)?.group).toBeNull();
  });
});

describe('the parts of a text', () => {
  it.each<[string, string, string]>([
    ['700004', '00', '7[0000]4'],
    ['Google', 'goo', '[Goo]gle'],
    ['Google', 'g o', '[Goog]le'],
    ['Google', '', 'Google'],
    // The ligature becomes two letters when it is folded.
    ['ﬁrm', 'f', 'ﬁrm'],
  ])('of %s by “%s”', (text, query, expected) => {
    const parts = partsOf(text, termsOf(query));
    expect(parts.map((part) => (part.found ? `[${part.text}]` : part.text)).join('')).toBe(expected);
  });
});
