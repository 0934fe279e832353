import { flushSync, mount, unmount } from 'svelte';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { arranged, main, OLD as PIN, plain } from '../testing/given-accounts';
import type { TestHost } from '../testing/host';
import { all, click, control, join, joinAgain, one, pass, press, settle, text, type Setting } from '../testing/window';
import Strip from './Strip.svelte';
import { StripState } from './strip.svelte';
import { secret } from '../testing/secret';

/** Connects the strip and the main window. The main window opens the vault before the strip is mounted. */
async function openVault(setting: Setting = {}): Promise<{ host: TestHost; window: TestHost }> {
  const { host, address } = await join(setting, 'strip');
  const window = await joinAgain(address, 'main');
  await window.call('start', {});
  // The events so far arrive before the strip is mounted.
  await host.look();
  await settle();
  return { host, window };
}

async function showStrip(host: TestHost, language = 'en'): Promise<void> {
  const strip = new StripState(host, [language]);
  const component = mount(Strip, { target: document.body, props: { strip } });
  onTestFinished(async () => {
    strip.stop();
    await unmount(component);
  });
  void strip.start();
  await settle();
}

async function openStrip(setting: Setting = {}, language = 'en'): Promise<{ host: TestHost; window: TestHost }> {
  const opened = await openVault(setting);
  await showStrip(opened.host, language);
  return opened;
}

const face = (): string | undefined => one('page').dataset['face'];

function mouse(type: string, detail: number, target = one('page')): void {
  target.dispatchEvent(new MouseEvent(type, { button: 0, detail, bubbles: true, cancelable: true }));
  flushSync();
}

function wheel(deltaY: number): void {
  one('page').dispatchEvent(new WheelEvent('wheel', { deltaY, bubbles: true, cancelable: true }));
}

describe('the strip', () => {
  it('shows the code of an ordinary account, one after another', async () => {
    await openStrip({ accounts: [plain('me')] });
    expect(text('strip-number')).toBe('me');
    expect(text('strip-bound')).toBe('Google');
    const first = text('strip-code');
    expect(first).toMatch(/^\d{6}$/);
    expect(text('row-seconds')).toBe('25');
    await pass(16_000);
    expect(text('strip-next-code')).toMatch(/^\d{6}$/);
    expect(one('row-ring').dataset['near']).toBe('soon');
    const next = text('strip-next-code');
    await pass(9500);
    expect(text('strip-code')).toBe(next);
    expect(all('strip-next')).toHaveLength(0);
  });

  it('takes the PIN from the keyboard, and keeps no digit of it', async () => {
    const { host } = await openStrip({ accounts: [main('700004')] });
    expect(text('strip-bound')).toBe('Main account');
    await press(...PIN.slice(0, 3));
    expect(one('strip-pad').dataset['count']).toBe('3');
    expect(document.body.textContent).not.toContain('246');
    await press('Backspace');
    expect(one('strip-pad').dataset['count']).toBe('2');
    await press(...PIN.slice(2), 'Enter');
    expect(all('strip-pad')).toHaveLength(0);
    expect(text('strip-code')).toMatch(/^\d{6}$/);
    expect(host.count('strip_pin')).toBe(1);
    expect(text('strip-news')).toBe('The code for 700004 is ready');
    const regions = [...document.querySelectorAll('[role="status"]')];
    expect(regions.some((region) => region.contains(one('row-seconds')))).toBe(false);
    await pass(55_100);
    expect(all('strip-code')).toHaveLength(0);
    expect(all('strip-pin')).toHaveLength(1);
  });

  it('takes the PIN from its row of keys, and says when it is wrong', async () => {
    await openStrip({ accounts: [main('700004')] });
    await click('strip-pin');
    for (const digit of ['1', '1', '1', '1', '1', '1']) await click(`strip-digit-${digit}`);
    await click('strip-submit');
    expect(text('strip-pin-message')).toContain('Wrong PIN');
    for (const digit of PIN) await click(`strip-digit-${digit}`);
    await click('strip-submit');
    expect(text('strip-code')).toMatch(/^\d{6}$/);
  });

  it('syncs, and asks again for a code', async () => {
    const { host } = await openStrip({ accounts: [main('700004', { bound: 'main_unsynced' })] });
    expect(text('strip-bound')).toBe('Unsynced');
    await press(...PIN, 'Enter');
    expect(text('strip-bound')).toBe('Main account');
    // The first PIN only confirmed the binding. The second one gives a code.
    await press(...PIN, 'Enter');
    expect(text('strip-code')).toMatch(/^\d{6}$/);
    expect(host.count('strip_pin')).toBe(2);
  });

  it('leaves check digits to the main window', async () => {
    const { host } = await openStrip({ accounts: [main('700005', { bound: 'sub_by_eye' })] });
    expect(text('strip-said')).toBe('Compare check digits in the main window');
    await press('1');
    expect(host.count('strip_pin')).toBe(0);
    await click('strip-open');
    expect(host.count('strip_main')).toBe(1);
  });

  it.each([
    ['waiting', 6, 'strip-wait', 'Wait 1:00'],
    ['frozen', 10, 'strip-bound', 'Frozen'],
  ] as const)('takes no PIN while the account is %s', async (_, wrong, testid, words) => {
    const { host } = await openStrip({ accounts: [main('700004', { wrong })] });
    expect(text(testid)).toBe(words);
    await press('1');
    expect(all('strip-pad')).toHaveLength(0);
    expect(host.count('strip_pin')).toBe(0);
  });

  it('goes on with an account that stays open, and stops without a word', async () => {
    const { host } = await openStrip({ accounts: [main('700004', { arrangement: arranged({ keep_open: 'five_minutes' }) })] });
    await press(...PIN, 'Enter');
    const first = text('strip-code');
    await pass(55_100);
    expect(text('strip-code')).not.toBe(first);
    await pass(240_000);
    await pass(60_000);
    expect(all('strip-code')).toHaveLength(0);
    expect(all('strip-said')).toHaveLength(0);
    expect(host.count('codes_show')).toBeGreaterThan(4);
  });

  it('shows a code whose PIN was given in the main window', async () => {
    const { window } = await openStrip({ accounts: [main('700004')] });
    expect(all('strip-code')).toHaveLength(0);
    const [account] = await window.call('accounts', {});
    await window.call('pin_open', { purpose: { kind: 'code', account: account?.id ?? '' } });
    for (const digit of PIN) await window.call('pin_digit', { digit: Number(digit) });
    await window.call('pin_submit', {});
    await settle();
    expect(text('strip-code')).toMatch(/^\d{6}$/);
  });

  it('counts on', async () => {
    const { host } = await openStrip({ accounts: [{ ...plain('token'), codes: { kind: 'counter', counter: 3 } }] });
    await click('strip-count');
    const first = text('strip-code');
    await click('strip-count');
    expect(text('strip-code')).not.toBe(first);
    expect(host.count('code_next')).toBe(2);
  });

  it('copies by its button and by keys, and says how long the code is good', async () => {
    const { host } = await openStrip({ accounts: [plain('me')] });
    await click('strip-copy');
    expect((await host.look()).clipboard).toBe(text('strip-code'));
    expect(text('strip-said')).toBe('Copied, good for 25 seconds');
    expect(text('strip-news')).toBe('Copied');
    await control('c');
    await press('Enter');
    expect(host.count('code_copy')).toBe(3);
  });

  it('says that the next code will be copied, and that it was', async () => {
    const { host } = await openStrip({ accounts: [plain('me')] });
    await pass(22_000);
    await click('strip-copy');
    expect((await host.look()).clipboard).toBeNull();
    expect(text('strip-said')).toBe('The next code will be copied in 3 seconds');
    await pass(3100);
    expect((await host.look()).clipboard).toBe(text('strip-code'));
    expect(text('strip-said')).toBe('Copied, good for 30 seconds');
  });

  it('says what does not work, until something else is done', async () => {
    const { host } = await openStrip({ accounts: [plain('me')], faults: { code_copy: 'clipboard' } });
    await click('strip-copy');
    expect(text('strip-said')).toBe('The code was not copied');
    host.faults = {};
    await click('strip-copy');
    expect(text('strip-said')).toContain('Copied');
  });
});

describe('its accounts', () => {
  const accounts = [main('700004'), plain('b'), plain('c', { favourite: true })];

  it('go round by arrows in the order of the list', async () => {
    const { host } = await openStrip({ accounts });
    expect(text('strip-number')).toBe('c');
    await press('ArrowDown');
    expect(text('strip-number')).toBe('700004');
    await press('ArrowDown', 'ArrowDown');
    expect(text('strip-number')).toBe('c');
    await press('ArrowUp');
    expect(text('strip-number')).toBe('b');
    expect((await host.look()).strip_account).toBe((await host.call('accounts', {}))[1]?.id);
  });

  it('go round by the wheel, one for each notch', async () => {
    await openStrip({ accounts });
    for (let turn = 0; turn < 4; turn += 1) wheel(9);
    await settle();
    expect(text('strip-number')).toBe('c');
    wheel(9);
    await settle();
    expect(text('strip-number')).toBe('700004');
    wheel(-120);
    await settle();
    expect(text('strip-number')).toBe('c');
  });

  it('tells the program the last of many quick turns', async () => {
    const { host } = await openStrip({ accounts });
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(text('strip-number')).toBe('700004');
    expect((await host.look()).strip_account).toBe((await host.call('accounts', {}))[0]?.id);
    expect(host.count('strip_choose')).toBeLessThan(4);
  });

  it('take an open pad away', async () => {
    const { host } = await openStrip({ accounts });
    await press('ArrowDown', '2', '4');
    await settle();
    expect(all('strip-pad')).toHaveLength(1);
    await press('ArrowDown');
    expect(all('strip-pad')).toHaveLength(0);
    expect(host.calls).toContain('pin_cancel');
  });
});

describe('its window', () => {
  it('is hidden by Escape, after an open pad', async () => {
    const { host } = await openStrip({ accounts: [main('700004')] });
    await host.call('show_strip', { on: true });
    await press('2', 'Escape');
    expect(all('strip-pad')).toHaveLength(0);
    expect((await host.look()).strip_shown).toBe(true);
    await press('Escape');
    expect((await host.look()).strip_shown).toBe(false);
  });

  it('opens the main one by a double click on its ground and by Ctrl+O, not by its buttons', async () => {
    const { host } = await openStrip({ accounts: [plain('me')] });
    expect(one('page').hasAttribute('data-tauri-drag-region')).toBe(true);
    mouse('mousedown', 1);
    mouse('mousedown', 2, one('strip-copy'));
    expect(host.count('strip_main')).toBe(0);
    mouse('mousedown', 2);
    await control('o');
    expect(host.count('strip_main')).toBe(2);
  });

  it('takes the focus at no time', async () => {
    const { host } = await openStrip({ accounts: [main('700004'), plain('b')] });
    const focus = vi.spyOn(HTMLElement.prototype, 'focus');
    await press(...PIN, 'Enter', 'ArrowDown');
    host.emit('accounts-changed');
    await pass(61_000);
    expect(focus).not.toHaveBeenCalled();
  });

  it('is locked with the vault, and nothing of it stays', async () => {
    const { host, window } = await openStrip({ accounts: [plain('secret-name')], preferences: { hold: true } });
    await pass(26_000);
    const code = text('strip-code');
    await host.lockElsewhere();
    await settle();
    expect(document.body.textContent).not.toContain(code);
    expect(document.body.textContent).not.toContain('secret-name');
    expect(face()).toBe('locked');
    await click('strip-open');
    expect(host.calls).toContain('strip_main');
    await window.call('vault_unlock', { proof: { kind: 'keystore' }, renew: false });
    await settle();
    expect(text('strip-number')).toBe('secret-name');
  });

  it('shows its account where nothing is known of what the user has set', async () => {
    await openStrip({ accounts: [plain('me')], faults: { preferences: 'preferences_lost' } });
    expect(text('strip-number')).toBe('me');
    expect(one('strip-said').textContent).not.toBe('');
  });

  it('says that the program does not answer', async () => {
    await openStrip({ faults: { strip_view: 'internal' } });
    expect(one('page').textContent).toContain('The program does not answer');
  });

  it('is locked where the vault was closed without a word', async () => {
    const { host } = await openStrip({ accounts: [plain('me')] });
    host.faults = { code_copy: 'vault_closed' };
    await click('strip-copy');
    expect(face()).toBe('locked');
    expect(document.body.textContent).not.toContain('Google');
  });

  it('shows its account where the vault is locked and opened while it starts', async () => {
    const { host, window } = await openVault({ accounts: [plain('me')] });
    host.hold('accounts');
    await showStrip(host);
    await window.call('vault_lock', {});
    await window.call('vault_unlock', { proof: { kind: 'keystore' }, renew: false });
    await settle();
    host.release();
    await settle();
    expect(text('strip-number')).toBe('me');
  });

  it('says that there is no account', async () => {
    const { window } = await openStrip();
    expect(face()).toBe('none');
    await window.call('text_take', { text: secret('otpauth://totp/Google:new?secret=GEZDGNBVGY3TQOJQ&issuer=Google') });
    await window.call('bind_plain', {});
    await settle();
    expect(text('strip-number')).toBe('new');
  });

  it('follows language, theme and opacity', async () => {
    const { host } = await openStrip({ accounts: [main('700004')], preferences: { strip_opacity: 60 } });
    expect(one('strip-ground').style.opacity).toBe('0.6');
    await host.setElsewhere({ language: 'zh_hant', theme: 'dark', strip_opacity: 30 });
    await settle();
    expect(text('strip-bound')).toBe('主帳戶');
    expect(document.documentElement.lang).toBe('zh-Hant');
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(one('strip-ground').style.opacity).toBe('0.3');
  });

  it('holds an old code, marked in words', async () => {
    await openStrip({ accounts: [main('700004')], preferences: { hold: true } });
    await press(...PIN, 'Enter');
    const code = text('strip-code');
    await pass(55_100);
    expect(text('strip-old-code')).toBe(code);
    expect(text('strip-old')).toContain('Old code');
    await pass(60_100);
    expect(document.body.textContent).not.toContain(code);
  });
});
