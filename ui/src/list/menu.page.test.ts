import { describe, expect, it } from 'vitest';

import type { GivenAccount } from '../testing/given';
import { main, plain, row, choose } from '../testing/given-accounts';
import { all, click, one, openWindow, page, press, settle } from '../testing/window';

describe('the menu of an account', () => {
  // Other tests cover the items that arrange the list.
  const ARRANGING = ['menu-favourite', 'menu-group', 'menu-keep-open'];
  const items = (): string[] =>
    [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')]
      .filter((item) => !ARRANGING.includes(item.dataset['testid'] ?? ''))
      .map((item) => item.textContent);

  it.each<[string, GivenAccount, string[]]>([
    ['main', main('700004'), ['Bind another device', 'Devices', 'Check digits', 'Change PIN', 'Remove']],
    ['sub', main('700004', { bound: 'sub' }), ['Remove']],
    ['unsynced main', main('700004', { bound: 'main_unsynced' }), ['Remove']],
    ['frozen main', main('700004', { wrong: 10 }), ['Devices', 'Remove']],
    ['ordinary', plain('me', {}, null), ['Edit', 'Remove']],
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
