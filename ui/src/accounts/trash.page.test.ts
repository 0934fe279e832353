import { describe, expect, it } from 'vitest';

import { OLD, NEW, HOUR, main, plain, enter, choose } from '../testing/given-accounts';
import { all, click, jump, one, openWindow, page, press, text } from '../testing/window';

describe('removing', () => {
  const ordinary = plain('me');

  it('warns, names the last backup, and can be undone', async () => {
    await choose('menu-remove', { accounts: [ordinary] });
    expect(page()).toBe('remove');
    expect(text('remove-warning')).toContain('Its codes stop on this device');
    expect(text('remove-backup')).toBe('There is no backup.');
    expect(one('page').textContent).toContain('30 days');
    await click('remove-confirm');
    expect(page()).toBe('list');
    expect(all('row')).toHaveLength(0);
    expect(text('toast')).toContain('me was moved to the trash');
    await click('toast-undo');
    expect(page()).toBe('trash');
    expect(text('trash-left')).toBe('30 days left');
    await click('trash-restore');
    expect(all('trash-none')).toHaveLength(1);
    expect(text('toast')).toContain('me is back in the list');
    await press('Escape');
    expect(all('row')).toHaveLength(1);
  });

  it('names the day of the last backup', async () => {
    await choose('menu-remove', { accounts: [ordinary], backup: 'works' });
    expect(text('remove-backup')).toContain('2026');
  });

  it('asks a PIN account for its PIN, and again when it comes back', async () => {
    await choose('menu-remove');
    await click('remove-confirm');
    expect(one('pin-sheet').dataset['purpose']).toBe('remove');
    await enter(...NEW);
    expect(text('pin-message')).toContain('Wrong PIN');
    await enter(...OLD);
    expect(page()).toBe('list');
    expect(all('row')).toHaveLength(0);
    await click('toast-undo');
    await click('trash-restore');
    expect(document.querySelector('dialog')?.textContent).toContain('PIN for 700004');
    await enter(...OLD);
    expect(all('trash-none')).toHaveLength(1);
    await press('Escape');
    expect(all('row')).toHaveLength(1);
  });

  it('asks no PIN of a binding that has none to tell yet', async () => {
    const account = main('700004', { bound: 'sub_by_eye' });
    const { host } = await choose('menu-remove', { accounts: [account] });
    await click('remove-confirm');
    expect(host.calls).toContain('account_remove');
    expect(all('pin-pad')).toHaveLength(0);
  });

  it('says why it did not work', async () => {
    await choose('menu-remove', { accounts: [ordinary], faults: { account_remove: 'vault_read_only' } });
    await click('remove-confirm');
    expect(page()).toBe('remove');
    expect(text('remove-fault')).toContain('can only be read');
  });

  it('counts the days of the trash', async () => {
    await choose('menu-remove', { accounts: [ordinary], preferences: { lock_minutes: 0 } });
    await click('remove-confirm');
    await jump(3 * 24 * HOUR + 1000);
    await click('open-vault');
    await click('trash-open');
    expect(text('trash-left')).toBe('27 days left');
  });

  it('has an empty trash at first', async () => {
    await openWindow({ accounts: [ordinary] });
    await click('open-vault');
    one('trash-open').focus();
    await click('trash-open');
    expect(all('trash-none')).toHaveLength(1);
    await press('Escape');
    expect(page()).toBe('vault');
    expect(document.activeElement).toBe(one('trash-open'));
  });
});
