import { describe, expect, it } from 'vitest';

import type { FakeSetting } from '../ipc/fake/setting';
import { NEW, main, enter } from '../testing/bound';
import { all, click, one, openWindow, page, press, text, type Opened } from '../testing/page';

describe('the audit trail', () => {
  async function trail(setting: Partial<FakeSetting> = {}): Promise<Opened> {
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
    expect(all('audit-row')).toHaveLength(1);
    expect(text('audit-row')).toContain('Wrong PIN');
    expect(text('audit-row')).toContain('Fuyi 700004');
    host.saves = false;
    await click('audit-export');
    expect(all('toast')).toHaveLength(0);
    host.saves = true;
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
