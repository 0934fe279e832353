import { describe, expect, it } from 'vitest';

import { OLD, NEW, main, registration, transfer, enter, row, drop } from '../testing/given-accounts';
import { all, click, page, pass, text } from '../testing/window';

describe('a registration', () => {
  it('of the first device has its PIN created, by a rule that can be read', async () => {
    await drop(registration());
    expect(all('replaces')).toHaveLength(0);
    await click('confirm-next');
    expect(page()).toBe('create_pin');
    expect(text('pin-rule')).toContain('digits that count up or down');
    await enter('1', '1', '1', '1', '1', '1');
    expect(text('pin-message')).toContain('one digit only');
    await enter('1', '2', '3', '4', '5', '6');
    expect(text('pin-message')).toContain('count up or down');
    await enter(...OLD);
    expect(all('pin-rule')).toHaveLength(0);
    await enter(...NEW);
    expect(text('pin-message')).toContain('create it again');
    await enter(...OLD);
    await enter(...OLD);
    expect(page()).toBe('list');
    await click('row-generate');
    await enter(...OLD);
    expect(all('row-code')).toHaveLength(1);
  });

  it('that is bound on another device is bound at once, unsynced and without a PIN', async () => {
    const { host } = await drop(registration());
    await click('bind-further');
    expect(host.calls).not.toContain('pin_open');
    expect(page()).toBe('list');
    expect(row().dataset).toMatchObject({ kind: 'sub', synced: 'false' });
    expect(text('row-unsynced')).toBe('Unsynced');
    expect(text('toast')).toContain('700004 is bound');
  });

  it('says why it was not bound, and can be tried again', async () => {
    const { host } = await drop(registration());
    host.faults = { bind_further: 'disk' };
    await click('bind-further');
    expect(text('toast')).toContain('could not be read or written');
    expect(page()).toBe('confirm');
    host.faults = {};
    await click('bind-further');
    expect(page()).toBe('list');
  });

  it('that was issued anew says what it takes the place of', async () => {
    await drop(registration('990011'), [main('700004', { wrong: 10 })]);
    expect(text('replaces')).toContain('152149 becomes 990011');
    expect(text('replaces')).toContain('The secret and the PIN become new');
    expect(text('replaces')).toContain('frozen now and is open again');
    await click('confirm-next');
    await enter(...NEW);
    await enter(...NEW);
    expect(all('row')).toHaveLength(1);
    expect(all('row-frozen')).toHaveLength(0);
    expect(all('row-generate')).toHaveLength(1);
  });

  it('says nothing of thawing where nothing is frozen', async () => {
    await drop(registration('990011'), [main('700004')]);
    expect(text('replaces')).not.toContain('frozen');
  });
});

describe('a transfer', () => {
  it('says what it makes of this device and how long it can be bound, and is bound', async () => {
    await drop(transfer());
    expect(text('confirm-issuer')).toBe('Fuyi');
    expect(text('confirm-number')).toBe('700004');
    expect(text('confirm-activation')).toBe('152149');
    expect(text('confirm-slot')).toBe('Device 3 of 5');
    expect(text('confirm-expiry')).toContain('10 minutes');
    await pass(60_500);
    expect(text('confirm-expiry')).toContain('9 minutes left');
    expect(all('becomes-sub')).toHaveLength(1);
    await click('bind-transfer');
    expect(row().dataset).toMatchObject({ kind: 'sub', synced: 'false' });
    await click('row-sync');
    await enter(...NEW);
    expect(text('pin-message')).toContain('Wrong PIN');
    await enter(...OLD);
    expect(row().dataset['synced']).toBe('true');
  });

  it('that brings a changed PIN says so, and takes the place of the old', async () => {
    await drop(transfer(600_000, 2), [main('700004', { bound: 'sub', pin: '805317' })]);
    expect(text('renews')).toContain('changed PIN');
    await click('bind-transfer');
    expect(all('row')).toHaveLength(1);
    expect(row().dataset['synced']).toBe('false');
  });

  it('that expires while it is looked at leads to the first device, not to customer service', async () => {
    await drop(transfer(5000));
    await pass(5100);
    expect(page()).toBe('expired');
    expect(text('expired-next')).toContain('Make a new QR code on the first device');
    expect(all('support')).toHaveLength(0);
  });
});
