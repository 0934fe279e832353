import axe from 'axe-core';
import { vi } from 'vitest';

/** What axe-core finds wrong with the document, a line each. The contrast of colours is tested in look.test.ts. */
export async function wrongs(): Promise<string[]> {
  // It waits for timers of its own.
  vi.useRealTimers();
  const { violations } = await axe.run(document, {
    rules: {
      'color-contrast': { enabled: false },
      // Several buttons say more to a screen reader than they show, in another order of words.
      'label-content-name-mismatch': { enabled: false },
    },
    resultTypes: ['violations'],
    preload: false,
  });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}
