import { describe, expect, it } from 'vitest';

import { OLD, NEW, HOUR, main, enter, row, choose } from '../testing/given-accounts';
import { all, click, control, fill, join, one, openWindow, page, jump, press, text } from '../testing/window';

describe('syncing by eye', () => {
  const byEye = main('700004', { bound: 'sub_by_eye' });

  it('asks for the PIN twice and compares two digits', async () => {
    await openWindow({ accounts: [byEye] });
    await click('row-sync');
    expect(text('pin-lead')).toContain('Enter the PIN of the first device');
    await enter(...OLD);
    expect(one('pin-sheet').dataset['step']).toBe('repeat');
    await enter(...NEW);
    expect(text('pin-message')).toContain('not the same');
    await enter(...OLD);
    await enter(...OLD);
    expect(all('pin-pad')).toHaveLength(0);
    expect(text('check-digits')).toMatch(/^\d\d$/);
    expect(text('check-digits-sheet')).toContain('“Check digits”');
    expect(row().dataset['synced']).toBe('false');
    await click('digits-same');
    expect(all('check-digits')).toHaveLength(0);
    expect(text('toast')).toBe('700004 is synced');
    expect(row().dataset['synced']).toBe('true');
    await click('row-generate');
    await enter(...OLD);
    expect(all('row-code')).toHaveLength(1);
  });

  it('begins again when they differ, and nothing is synced', async () => {
    await openWindow({ accounts: [byEye] });
    await click('row-sync');
    await enter(...OLD);
    await enter(...OLD);
    await click('digits-differ');
    expect(text('pin-message')).toContain('nothing was synced');
    expect(row().dataset['synced']).toBe('false');
    await enter(...NEW);
    await enter(...NEW);
    await click('digits-same');
    expect(row().dataset['synced']).toBe('true');
  });

  it('shows the first device’s own digits, the same for the same PIN, with nothing to answer', async () => {
    await openWindow({ accounts: [main('700004')] });
    await click('row-menu');
    await click('menu-check-digits');
    await enter(...OLD);
    const shown = text('check-digits');
    expect(all('digits-same')).toHaveLength(0);
    await click('digits-done');
    // A further device that was bound with the same registration.
    const { host } = await join({ accounts: [byEye] }, 'main');
    await host.call('start', {});
    const [account] = await host.call('accounts', {});
    await host.call('pin_open', { purpose: { kind: 'code', account: account?.id ?? '' } });
    for (const digit of OLD) await host.call('pin_digit', { digit: Number(digit) });
    await host.call('pin_submit', {});
    for (const digit of OLD) await host.call('pin_digit', { digit: Number(digit) });
    expect(await host.call('pin_submit', {})).toMatchObject({ kind: 'check_digits', digits: shown });
  });

  it('leaves nothing of them when the vault is locked', async () => {
    await openWindow({ accounts: [byEye] });
    await click('row-sync');
    await enter(...OLD);
    await enter(...OLD);
    await control('l');
    expect(all('check-digits')).toHaveLength(0);
  });
});

describe('changing the PIN', () => {
  it('takes the old one, then a new one by the rule, twice', async () => {
    await choose('menu-change-pin');
    expect(text('pin-lead')).toContain('the PIN you have now');
    await enter(...NEW);
    expect(text('pin-message')).toContain('Wrong PIN');
    await enter(...OLD);
    expect(one('pin-sheet').dataset['step']).toBe('new');
    expect(text('pin-rule')).toContain('Not taken');
    await enter('7', '0', '0', '0', '0', '4');
    expect(text('pin-message')).toContain('in the account number');
    await enter('9', '1', '5', '3', '7', '2');
    expect(one('pin-sheet').dataset['step']).toBe('repeat');
    await enter(...NEW);
    expect(text('pin-message')).toContain('not the same');
    expect(one('pin-sheet').dataset['step']).toBe('new');
    await enter('1', '2', '1', '2', '1', '2');
    expect(text('pin-message')).toContain('one pair over and over');
    await enter(...NEW);
    await enter(...NEW);
    expect(all('pin-pad')).toHaveLength(0);
    expect(text('toast')).toBe('The PIN of 700004 was changed');
    expect(page()).toBe('list');
    await click('row-generate');
    await enter(...OLD);
    expect(text('pin-message')).toContain('Wrong PIN');
    await enter(...NEW);
    expect(all('row-code')).toHaveLength(1);
  });

  it('shows which devices have the old one', async () => {
    await choose('menu-change-pin', { accounts: [main('700004', { devices: [{ name: 'Office' }] })] });
    await enter(...OLD);
    await enter(...NEW);
    await enter(...NEW);
    expect(page()).toBe('devices');
    expect(all('device-old-pin')).toHaveLength(1);
  });
});

describe('what was typed wrong before', () => {
  it('does not warn while the new PIN is typed, and is forgiven by the old', async () => {
    await openWindow({ accounts: [main('700004', { wrong: 8 })], preferences: { lock_minutes: 0 } });
    await jump(HOUR);
    await click('row-menu');
    await click('menu-change-pin');
    expect(text('pin-message')).toContain('2 more wrong PINs');
    await enter(...OLD);
    expect(text('pin-message')).toBe('');
    await press('Escape');
    await click('row-generate');
    expect(text('pin-message')).toBe('');
  });
});

describe('a frozen account', () => {
  const frozen = main('700004', { wrong: 10 });

  it('is opened with the recovery kit under a new PIN', async () => {
    const { kit } = await openWindow({ accounts: [frozen], ways: { kit: true } });
    await click('row-kit');
    await fill(
      'thaw-text',
      kit.replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q')),
    );
    await click('thaw-submit');
    expect(all('pin-sheet')).toHaveLength(0);
    expect(text('thaw-fault')).not.toBe('');
    await fill('thaw-text', kit);
    await click('thaw-submit');
    expect(one('pin-sheet').dataset['step']).toBe('new');
    await enter(...NEW);
    expect(one('pin-sheet').dataset['step']).toBe('repeat');
    await enter(...NEW);
    expect(all('pin-sheet')).toHaveLength(0);
    expect(all('row-frozen')).toHaveLength(0);
  });

  it('offers no kit where there is none', async () => {
    await openWindow({ accounts: [frozen] });
    expect(all('row-kit')).toHaveLength(0);
  });
});
