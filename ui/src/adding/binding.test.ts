import { describe, expect, it, vi } from 'vitest';

import type { AuditKind, WeakPin } from '../ipc/generated/contract';
import type { FakeAccountSeed } from '../ipc/fake/account';
import type { FakeSetting, Picture } from '../ipc/fake/setting';
import { makeKitText } from '../ipc/fake/kit';
import { TABLES } from '../testing/words';
import { LANGUAGES } from '../text/locale';
import { all, click, control, fill, one, openWindow, page, pass, press, settle, text, type Opened } from '../testing/page';

const SUPPORT = '852-25097524';
const KIT = makeKitText(1);
const HOUR = 3_600_000;
const OLD = ['2', '4', '6', '8', '1', '0'];
const NEW = ['8', '0', '5', '3', '1', '7'];

const device = (slot: number, name: string, old_pin = false) => {
  return { slot, name, handed_out_ms: 1_700_000_000_000, old_pin };
};
const main = (number: string, more: Partial<FakeAccountSeed> = {}): FakeAccountSeed => ({
  issuer: 'Fuyi',
  number,
  pin: '246810',
  support: SUPPORT,
  activation: '152149',
  ...more,
});
const registration = (activation = '152149', validMs = 24 * HOUR): Picture => ({
  kind: 'registration',
  issuer: 'Fuyi',
  number: '700004',
  activation,
  support: SUPPORT,
  validMs,
});
const transfer = (validMs = 600_000): Picture => ({
  kind: 'transfer',
  issuer: 'Fuyi',
  number: '700004',
  activation: '152149',
  slot: 3,
  support: SUPPORT,
  validMs,
  pin: '246810',
});

const enter = (...pin: string[]): Promise<void> => press(...pin, 'Enter');
const row = (): HTMLElement => one('row');

async function choose(item: string, setting: Partial<FakeSetting> = {}, language = 'en'): Promise<Opened> {
  const opened = await openWindow({ accounts: [main('700004')], ...setting }, language);
  await click('row-menu', all('row')[0]);
  await click(item);
  return opened;
}

async function drop(picture: Picture, accounts: FakeAccountSeed[] = [], language = 'en'): Promise<Opened> {
  const opened = await openWindow({ accounts }, language);
  opened.host.drop(picture);
  await settle();
  return opened;
}

async function windowEvent(name: string): Promise<void> {
  window.dispatchEvent(new Event(name));
  await settle();
}

describe('a registration', () => {
  it('of the first device has its PIN created, by a rule that can be read', async () => {
    const { host } = await drop(registration());
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
    expect(host.accounts[0]?.seed.pin).toBe('246810');
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
    host.setting.faults = { bind_further: 'disk' };
    await click('bind-further');
    expect(text('toast')).toContain('could not be read or written');
    expect(page()).toBe('confirm');
    host.setting.faults = {};
    await click('bind-further');
    expect(page()).toBe('list');
  });

  it('that was issued anew says what it takes the place of', async () => {
    const { host } = await drop(registration('990011'), [main('700004', { wrong: 10 })]);
    expect(text('replaces')).toContain('152149 becomes 990011');
    expect(text('replaces')).toContain('The secret and the PIN become new');
    expect(text('replaces')).toContain('frozen now and is open again');
    await click('confirm-next');
    await enter(...NEW);
    await enter(...NEW);
    expect(host.accounts).toHaveLength(1);
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
    const { host } = await drop(transfer(), [main('700004', { role: 'sub', pin: '805317' })]);
    expect(text('renews')).toContain('changed PIN');
    await click('bind-transfer');
    expect(host.accounts).toHaveLength(1);
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

describe('the menu of an account', () => {
  // How it is arranged in the list is the list's own.
  const ARRANGING = ['menu-favourite', 'menu-group', 'menu-keep-open'];
  const items = (): string[] =>
    [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')]
      .filter((item) => !ARRANGING.includes(item.dataset['testid'] ?? ''))
      .map((item) => item.textContent);

  it.each<[string, FakeAccountSeed, string[]]>([
    ['main', main('700004'), ['Bind another device', 'Devices', 'Check digits', 'Change PIN', 'Remove']],
    ['sub', main('700004', { role: 'sub' }), ['Remove']],
    ['unsynced main', main('700004', { unsynced: true }), ['Remove']],
    ['frozen main', main('700004', { wrong: 10 }), ['Devices', 'Remove']],
    ['ordinary', { issuer: null, number: 'me' }, ['Edit', 'Remove']],
  ])('has what can be done: %s', async (_, account, expected) => {
    await openWindow({ accounts: [account] });
    expect(one('row-menu').getAttribute('aria-haspopup')).toBe('menu');
    await click('row-menu');
    expect(one('row-menu').getAttribute('aria-expanded')).toBe('true');
    expect(one('account-menu').getAttribute('role')).toBe('menu');
    expect(items()).toEqual(expected);
  });

  it('goes by the arrows, round at its ends, and by first letters', async () => {
    await openWindow({ accounts: [main('700004')] });
    await click('row-menu');
    expect(document.activeElement).toBe(one('menu-hand-out'));
    await press('ArrowDown');
    expect(document.activeElement).toBe(one('menu-devices'));
    await press('ArrowUp', 'ArrowUp');
    expect(document.activeElement).toBe(one('menu-remove'));
    await press('ArrowDown');
    expect(document.activeElement).toBe(one('menu-hand-out'));
    await press('End');
    expect(document.activeElement).toBe(one('menu-remove'));
    await press('Home');
    await press('c');
    expect(document.activeElement).toBe(one('menu-check-digits'));
    await press('c');
    expect(document.activeElement).toBe(one('menu-change-pin'));
    expect((one('search') as HTMLInputElement).value).toBe('');
  });

  it.each(['Escape', 'Tab'])('closes by %s and gives the focus back', async (key) => {
    await openWindow({ accounts: [main('700004')] });
    await click('row-menu');
    await press(key);
    expect(all('account-menu')).toHaveLength(0);
    expect(document.activeElement).toBe(one('row-menu'));
  });

  it.each<[string, KeyboardEventInit]>([
    ['the menu key', { key: 'ContextMenu' }],
    ['Shift+F10', { key: 'F10', shiftKey: true }],
  ])('opens by %s on the row, which gets the focus back', async (_, init) => {
    await openWindow({ accounts: [main('700004')] });
    await press('ArrowDown');
    row().dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }));
    await settle();
    expect(all('account-menu')).toHaveLength(1);
    await press('Escape');
    expect(document.activeElement).toBe(row());
  });

  it('opens by a right click, and closes by a press elsewhere', async () => {
    await openWindow({ accounts: [main('700004')] });
    const event = new MouseEvent('contextmenu', { clientX: 50, clientY: 90, bubbles: true, cancelable: true });
    row().dispatchEvent(event);
    await settle();
    expect(event.defaultPrevented).toBe(true);
    expect(one('account-menu').style.left).toBe('50px');
    one('search').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    await settle();
    expect(all('account-menu')).toHaveLength(0);
  });

  it('closes by its own button and by the wheel', async () => {
    await openWindow({ accounts: [main('700004')] });
    await click('row-menu');
    one('row-menu').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    await click('row-menu');
    expect(all('account-menu')).toHaveLength(0);
    await click('row-menu');
    one('row-menu').dispatchEvent(new WheelEvent('wheel', { bubbles: true }));
    await settle();
    expect(all('account-menu')).toHaveLength(0);
  });

  it('leads back to its row from a page', async () => {
    await choose('menu-devices');
    expect(page()).toBe('devices');
    await press('Escape');
    expect(page()).toBe('list');
    expect(document.activeElement).toBe(row());
  });
});

describe('handing out', () => {
  async function handOut(setting: Partial<FakeSetting> = {}): Promise<Opened> {
    const opened = await choose('menu-hand-out', setting);
    await fill('device-name', '  Office  ');
    await click('hand-out-next');
    await enter(...OLD);
    return opened;
  }

  it('asks for a name, then for the PIN', async () => {
    await choose('menu-hand-out');
    expect(page()).toBe('hand_out');
    expect(document.activeElement).toBe(one('device-name'));
    const next = one('hand-out-next') as HTMLButtonElement;
    expect(next.disabled).toBe(true);
    await fill('device-name', '   ');
    expect(next.disabled).toBe(true);
    await fill('device-name', 'x'.repeat(61));
    expect(next.disabled).toBe(true);
    await fill('device-name', 'Office');
    expect(next.disabled).toBe(false);
    await click('hand-out-next');
    expect(text('pin-lead')).toContain('“Office”');
    await enter(...NEW);
    expect(text('pin-message')).toContain('Wrong PIN');
    expect(all('transfer-qr')).toHaveLength(0);
  });

  it('shows the code, its name, its place and its time', async () => {
    const { host } = await handOut();
    expect(all('pin-pad')).toHaveLength(0);
    expect(all('transfer-qr')).toHaveLength(1);
    expect(text('transfer-name')).toBe('Office');
    expect(text('transfer-slot')).toContain('Device 2 of 5');
    expect(text('transfer-left')).toBe('10:00 left');
    // A tick comes a millisecond after the second has turned, never before.
    await pass(61_100);
    expect(text('transfer-left')).toBe('8:59 left');
    await click('transfer-done');
    expect(page()).toBe('list');
    expect(host.calls).toContain('transfer_end');
    expect(document.querySelectorAll('svg path[fill="#000"]')).toHaveLength(0);
  });

  it('has no module in the page while the window is not looked at, until the user says so', async () => {
    await handOut();
    await windowEvent('blur');
    expect(all('transfer-qr')).toHaveLength(0);
    expect(document.querySelectorAll('svg path[fill="#000"]')).toHaveLength(0);
    expect(text('transfer-veil')).toContain('hidden while you are elsewhere');
    expect(text('transfer-left')).toContain('left');
    await windowEvent('focus');
    expect(all('transfer-qr')).toHaveLength(0);
    await click('transfer-show');
    expect(all('transfer-qr')).toHaveLength(1);
    expect(all('transfer-veil')).toHaveLength(0);
  });

  it('is veiled when the page is hidden', async () => {
    await handOut();
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    await settle();
    hidden.mockRestore();
    expect(all('transfer-veil')).toHaveLength(1);
  });

  it('stays in the page while it is printed', async () => {
    const { host } = await handOut();
    await click('transfer-print');
    await windowEvent('blur');
    expect(host.calls).toContain('kit_print');
    expect(all('transfer-qr')).toHaveLength(1);
    await windowEvent('afterprint');
    await windowEvent('blur');
    expect(all('transfer-veil')).toHaveLength(1);
  });

  it('is saved as a file, unless that was cancelled', async () => {
    const { host } = await handOut();
    host.saves = false;
    await click('transfer-save');
    expect(all('toast')).toHaveLength(0);
    host.saves = true;
    await click('transfer-save');
    expect(text('toast')).toBe('The QR code was saved');
    host.setting.faults = { transfer_save: 'disk' };
    await click('transfer-save');
    expect(text('transfer-fault')).toContain('could not be read or written');
  });

  it('goes at its end, and is made anew by the PIN', async () => {
    const { host } = await handOut();
    await pass(600_100);
    expect(all('transfer-qr')).toHaveLength(0);
    expect(text('transfer-over')).toContain('is over');
    expect(host.calls).toContain('transfer_end');
    await click('transfer-again');
    await enter(...OLD);
    expect(all('transfer-qr')).toHaveLength(1);
    expect(text('transfer-left')).toBe('10:00 left');
  });

  it('goes when the machine slept over its end', async () => {
    await handOut();
    vi.setSystemTime(Date.now() + 900_000);
    await pass(1100);
    expect(all('transfer-qr')).toHaveLength(0);
    expect(all('transfer-over')).toHaveLength(1);
  });

  it('leaves nothing when the vault is locked', async () => {
    const { app } = await handOut();
    await control('l');
    expect(page()).toBe('unlock');
    expect(app.vault).toBeUndefined();
  });

  it('refuses the sixth device with the reason', async () => {
    const devices = [2, 3, 4, 5].map((slot) => device(slot, `d${slot}`));
    await choose('menu-hand-out', { accounts: [main('700004', { devices })] });
    await fill('device-name', 'Sixth');
    await click('hand-out-next');
    expect(text('toast')).toContain('five devices already');
  });
});

describe('the devices', () => {
  it('are listed, and one is given up after what that means was said', async () => {
    const devices = [device(2, 'Office'), device(3, 'Tablet', true)];
    await choose('menu-devices', { accounts: [main('700004', { devices })] });
    expect(all('device-row-name').map((name) => name.textContent)).toEqual(['Office', 'Tablet']);
    expect(all('device-old-pin')).toHaveLength(1);
    expect(text('device-old-pin')).toContain('old PIN');
    all('device-give-up')[0]?.click();
    await settle();
    expect(document.querySelector('dialog')?.textContent).toContain('goes on making codes');
    await click('device-give-up-confirm');
    expect(one('pin-sheet').dataset['purpose']).toBe('give_up');
    await enter(...OLD);
    expect(all('device-row-name').map((name) => name.textContent)).toEqual(['Tablet']);
    expect(text('toast')).toContain('given up');
  });

  it('lead to a further one while there is room, and say why not otherwise', async () => {
    const { app } = await choose('menu-devices', { accounts: [main('700004')] });
    expect(all('devices-none')).toHaveLength(1);
    await click('devices-hand-out');
    expect(page()).toBe('hand_out');
    app.stop();
  });

  it('are five at most', async () => {
    const devices = [2, 3, 4, 5].map((slot) => device(slot, `d${slot}`));
    await choose('menu-devices', { accounts: [main('700004', { devices })] });
    expect(text('devices-full')).toContain('five devices at most');
    expect(all('devices-hand-out')).toHaveLength(0);
  });

  it('with the old PIN get a new code under the same name', async () => {
    const devices = [device(2, 'Tablet', true)];
    const { host } = await choose('menu-devices', { accounts: [main('700004', { devices })] });
    await click('device-renew');
    await enter(...OLD);
    expect(text('transfer-name')).toBe('Tablet');
    await click('transfer-done');
    expect(page()).toBe('devices');
    expect(all('device-old-pin')).toHaveLength(0);
    expect(host.accounts[0]?.devices).toHaveLength(1);
  });

  it('say why they cannot be shown', async () => {
    await choose('menu-devices', { faults: { devices: 'not_main' } });
    expect(text('devices-fault')).toContain('Only the main account');
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

describe('removing', () => {
  const ordinary: FakeAccountSeed = { issuer: 'Google', number: 'me' };

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
    const backup = { folder: '/b', keep: 3, running: false, last_ms: Date.UTC(2026, 10, 23, 4), failed: null };
    await choose('menu-remove', { accounts: [ordinary], vault: { backup } });
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
    const account = main('700004', { pin: '', role: 'sub', unsynced: true, byEye: true });
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
    await choose('menu-remove', { accounts: [ordinary] });
    await click('remove-confirm');
    await pass(3 * 24 * HOUR + 1000);
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

describe('the help', () => {
  /** The help is fetched when it is asked for: no timer of the page waits for it. */
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
    host.drop(registration());
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

describe('the words', () => {
  const languages = LANGUAGES;
  const rules: WeakPin[] = ['all_same', 'run', 'repeated_pair', 'account_number', 'date'];

  it.each(languages)('are there for all of it: %s', (language) => {
    const table = TABLES[language];
    for (const rule of rules) expect(table.pin.weak[rule]).not.toBe('');
    const kinds = Object.keys(TABLES.en.audit.kinds) as AuditKind[];
    expect(new Set(kinds.map((kind) => table.audit.kinds[kind])).size).toBe(kinds.length);
    for (const code of ['unsynced', 'not_main', 'frozen', 'no_room'] as const) {
      expect(table.faults[code].headline).not.toBe('');
      expect(table.faults[code].next).not.toBe('');
    }
  });

  it.each<[string, string[]]>([
    ['zh-HK', ['綁定另一台裝置', '裝置', '核對數字', '更改 PIN 碼', '設為最愛Ctrl+D', '群組…', '保持開啟…', '移除']],
    ['zh-CN', ['绑定另一台设备', '设备', '核对数字', '更改 PIN 码', '加入收藏Ctrl+D', '分组…', '保持打开…', '移除']],
  ])('of the menu are the guide’s: %s', async (language, expected) => {
    await openWindow({ accounts: [main('700004')] }, language);
    await click('row-menu');
    expect([...document.querySelectorAll('[role="menuitem"]')].map((item) => item.textContent)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ['zh-HK', '已在另一台裝置綁定', '激活碼由 152149 改為 990011'],
    ['zh-CN', '已在另一台设备绑定', '激活码由 152149 改为 990011'],
  ])('of a registration are the guide’s: %s', async (language, further, replaces) => {
    await drop(registration('990011'), [main('700004')], language);
    expect(text('bind-further')).toContain(further);
    expect(text('replaces')).toContain(replaces);
  });

  it('of a frozen account are the guide’s', async () => {
    await openWindow({ accounts: [main('700004', { wrong: 10, support: null })] }, 'zh-HK');
    expect(text('row-frozen')).toContain('已凍結');
    expect(text('row-frozen')).toContain('新的註冊 QR 圖碼');
    expect(text('row-frozen')).toContain('復原套件');
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
