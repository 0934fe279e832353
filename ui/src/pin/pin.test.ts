import { describe, expect, it } from 'vitest';

import type { FakeAccountSeed } from '../ipc/fake/account';
import { OLD, NEW, KIT, HOUR, device, main, enter, row, choose } from '../testing/bound';
import { all, click, control, fill, one, openWindow, page, pass, press, text } from '../testing/page';

describe('syncing by eye', () => {
  const byEye = main('700004', { pin: '', role: 'sub', unsynced: true, byEye: true });

  it('asks for the PIN twice and compares two digits', async () => {
    const { host } = await openWindow({ accounts: [byEye] });
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
    expect(host.accounts[0]?.seed.pin).toBe('246810');
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
    await openWindow({ accounts: [main('700004'), { ...byEye, number: '700005' }] });
    await click('row-menu', all('row')[0]);
    await click('menu-check-digits');
    await enter(...OLD);
    const shown = text('check-digits');
    expect(all('digits-same')).toHaveLength(0);
    await click('digits-done');
    await click('row-sync');
    await enter(...OLD);
    await enter(...OLD);
    expect(text('check-digits')).toBe(shown);
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
    const { host } = await choose('menu-change-pin');
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
    expect(host.accounts[0]?.seed.pin).toBe('805317');
  });

  it('shows which devices have the old one', async () => {
    await choose('menu-change-pin', { accounts: [main('700004', { devices: [device(2, 'Office')] })] });
    await enter(...OLD);
    await enter(...NEW);
    await enter(...NEW);
    expect(page()).toBe('devices');
    expect(all('device-old-pin')).toHaveLength(1);
  });
});

describe('what was typed wrong before', () => {
  it('does not warn while the new PIN is typed, and is forgiven by the old', async () => {
    await openWindow({ accounts: [main('700004', { wrong: 8 })] });
    await pass(HOUR);
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
  const frozen = (): FakeAccountSeed => main('700004', { wrong: 10 });

  it('is opened with the recovery kit under a new PIN', async () => {
    await openWindow({ accounts: [frozen()], vault: { kit: KIT } });
    await click('row-kit');
    await fill(
      'thaw-text',
      KIT.replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q')),
    );
    await click('thaw-submit');
    expect(all('pin-sheet')).toHaveLength(0);
    expect(text('thaw-fault')).not.toBe('');
    await fill('thaw-text', KIT);
    await click('thaw-submit');
    expect(one('pin-sheet').dataset['step']).toBe('new');
    await enter(...NEW);
    expect(one('pin-sheet').dataset['step']).toBe('repeat');
    await enter(...NEW);
    expect(all('pin-sheet')).toHaveLength(0);
    expect(all('row-frozen')).toHaveLength(0);
  });

  it('offers no kit where there is none', async () => {
    await openWindow({ accounts: [frozen()] });
    expect(all('row-kit')).toHaveLength(0);
  });
});
