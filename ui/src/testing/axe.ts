import axe from 'axe-core';
import { vi } from 'vitest';

/** What axe-core finds wrong with the document, a line each. Colours are not painted here, so contrast is not looked at. */
export async function wrongs(): Promise<string[]> {
  // It waits for timers of its own.
  vi.useRealTimers();
  const { violations } = await axe.run(document, {
    rules: { 'color-contrast': { enabled: false } },
    resultTypes: ['violations'],
    preload: false,
  });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}
