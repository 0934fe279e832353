import axe from 'axe-core';
import { vi } from 'vitest';

/** Returns the faults that axe-core finds in the document, a line each. `look.test.ts` tests the contrast of colours. */
export async function wrongs(): Promise<string[]> {
  // axe-core needs real timers.
  vi.useRealTimers();
  const { violations } = await axe.run(document, {
    rules: {
      'color-contrast': { enabled: false },
    },
    resultTypes: ['violations'],
    preload: false,
  });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}
