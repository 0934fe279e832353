import { describe, expect, it, vi } from 'vitest';

import { main, registration, drop } from '../testing/given-accounts';
import { all, click, one, openWindow, page, press, settle } from '../testing/window';

describe('the help', () => {
  /** Waits until the help is loaded. `settle` alone does not wait for a dynamic import. */
  async function fetched(): Promise<void> {
    await vi.dynamicImportSettled();
    await settle();
  }

  it('opens by its button and leads back to it', async () => {
    await openWindow({ accounts: [main('700004')] });
    one('open-help').focus();
    await click('open-help');
    await fetched();
    expect(page()).toBe('help');
    await press('Escape');
    expect(page()).toBe('list');
    expect(document.activeElement).toBe(one('open-help'));
  });

  it('opens by F1 on every page of the open vault, a registration’s too', async () => {
    await drop(registration());
    await press('F1');
    await fetched();
    expect(page()).toBe('help');
    await press('Escape');
    expect(page()).toBe('confirm');
  });

  it('gives way to a picture that is dropped', async () => {
    const { host } = await openWindow();
    await press('F1');
    await fetched();
    await host.drop(registration());
    await settle();
    expect(page()).toBe('confirm');
  });

  it('waits while something else is asked', async () => {
    await openWindow({ accounts: [main('700004')] });
    await click('row-generate');
    await press('F1');
    expect(page()).toBe('list');
    expect(all('pin-pad')).toHaveLength(1);
  });
});
