import { describe, expect, it, vi } from 'vitest';

import { OLD, NEW, main, enter, choose, windowEvent } from '../testing/given-accounts';
import { all, click, control, fill, jump, one, page, pass, settle, text, type Opened, type Setting } from '../testing/window';

const FULL = ['d2', 'd3', 'd4', 'd5'].map((name) => ({ name }));

describe('handing out', () => {
  async function handOut(setting: Setting = {}): Promise<Opened> {
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
    // The page's clock ticks a millisecond after each full second, so the test waits a little longer.
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
    await host.cancelSaving(true);
    await click('transfer-save');
    expect(all('toast')).toHaveLength(0);
    await host.cancelSaving(false);
    await click('transfer-save');
    expect(text('toast')).toBe('The QR code was saved');
    host.faults = { transfer_save: 'disk' };
    await click('transfer-save');
    expect(text('transfer-fault')).toContain('could not be read or written');
  });

  it('goes at its end, and is made anew by the PIN', async () => {
    const { host } = await handOut();
    await jump(600_100);
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
    await choose('menu-hand-out', { accounts: [main('700004', { devices: FULL })] });
    await fill('device-name', 'Sixth');
    await click('hand-out-next');
    expect(text('toast')).toContain('five devices already');
  });
});

describe('the devices', () => {
  it('are listed, and one is given up after what that means was said', async () => {
    const devices = [{ name: 'Office' }, { name: 'Tablet', old_pin: true }];
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
    await choose('menu-devices', { accounts: [main('700004', { devices: FULL })] });
    expect(text('devices-full')).toContain('five devices at most');
    expect(all('devices-hand-out')).toHaveLength(0);
  });

  it('with the old PIN get a new code under the same name', async () => {
    const devices = [{ name: 'Tablet', old_pin: true }];
    await choose('menu-devices', { accounts: [main('700004', { devices })] });
    await click('device-renew');
    await enter(...OLD);
    expect(text('transfer-name')).toBe('Tablet');
    await click('transfer-done');
    expect(page()).toBe('devices');
    expect(all('device-old-pin')).toHaveLength(0);
    expect(all('device-row-name')).toHaveLength(1);
  });

  it('say why they cannot be shown', async () => {
    await choose('menu-devices', { faults: { devices: 'not_main' } });
    expect(text('devices-fault')).toContain('Only the main account');
  });
});
