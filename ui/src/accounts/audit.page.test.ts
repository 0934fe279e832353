import { describe, expect, it } from 'vitest';

import { NEW, main, enter } from '../testing/given-accounts';
import { all, click, one, openWindow, page, press, text, type Opened, type Setting } from '../testing/window';

describe('the audit trail', () => {
  async function trail(setting: Setting = {}): Promise<Opened> {
    const opened = await openWindow({ accounts: [main('700004')], ...setting });
    await click('row-generate');
    await enter(...NEW);
    await press('Escape');
    await click('open-vault');
    await click('audit-open');
    return opened;
  }

  it('says what happened to which account, and is saved as a table', async () => {
    const { host } = await trail();
    expect(page()).toBe('audit');
    const [last, ...before] = all('audit-row').map((row) => row.textContent);
    expect(last).toContain('Wrong PIN');
    expect(last).toContain('Fuyi 700004');
    expect(before).toHaveLength(1);
    await host.cancelSaving(true);
    await click('audit-export');
    expect(all('toast')).toHaveLength(0);
    await host.cancelSaving(false);
    await click('audit-export');
    expect(text('toast')).toBe('The audit trail was saved');
  });

  it('is empty at first', async () => {
    await openWindow();
    await click('open-vault');
    await click('audit-open');
    expect(all('audit-none')).toHaveLength(1);
    expect((one('audit-export') as HTMLButtonElement).disabled).toBe(true);
  });

  it('says why it cannot be shown', async () => {
    await trail({ faults: { audit: 'internal' } });
    expect(text('audit-fault')).toContain('Something went wrong');
  });
});
