import { describe, expect, it, vi } from 'vitest';

import { plain } from '../testing/given-accounts';
import type { TestHost } from '../testing/host';
import { all, click, control, fill, joinAgain, one, pass, vaultOf, openWindow, press, settle, text } from '../testing/window';

const shown = (): string[] => all('row-number').map((number) => number.textContent);
const headings = (): string[] => all('group-heading').map((heading) => (heading.textContent ?? '').replace(/\s+/g, ' ').trim());
const rowOf = (number: string): HTMLElement => {
  const row = all('row').find((each) => one('row-number', each).textContent === number);
  if (row === undefined) throw new Error(`no row of ${number}`);
  return row;
};
const told = (): string => [...document.querySelectorAll('[role="status"]')].map((region) => region.textContent).join('|');

async function alt(key: string): Promise<void> {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, altKey: true, bubbles: true, cancelable: true }));
  await settle();
}

async function choose(number: string, item: string): Promise<void> {
  await click('row-menu', rowOf(number));
  await click(item);
}

/** Drags one row onto another with the mouse. */
async function drag(from: string, to: string, drop = true): Promise<void> {
  // The real function throws, because no pointer of a test is really pressed.
  vi.spyOn(Element.prototype, 'setPointerCapture').mockReturnValue();
  vi.spyOn(document, 'elementFromPoint').mockImplementation(() => rowOf(to));
  const at = (type: string, y: number, target: Element) =>
    target.dispatchEvent(new PointerEvent(type, { clientX: 50, clientY: y, button: 0, pointerType: 'mouse', bubbles: true }));
  at('pointerdown', 100, rowOf(from));
  at('pointermove', 103, rowOf(from));
  expect(document.querySelectorAll('.held')).toHaveLength(0);
  at('pointermove', 160, rowOf(from));
  await settle();
  if (drop) at('pointerup', 160, rowOf(from));
  await settle();
}

describe('the order of the list', () => {
  const accounts = [plain('b10'), plain('b9'), plain('a', {}, 'Zoo'), plain('f', { favourite: true })];

  it('is by hand, favourites first', async () => {
    await openWindow({ accounts });
    expect(shown()).toEqual(['f', 'b10', 'b9', 'a']);
    expect(headings()).toEqual([]);
    expect(rowOf('f').dataset['favourite']).toBe('true');
    expect(rowOf('f').querySelector('[aria-label="Favourite"]')).not.toBeNull();
  });

  it('is by name as the language orders names, numbers as numbers', async () => {
    await openWindow({ accounts, preferences: { order: 'by_name' } });
    expect(shown()).toEqual(['f', 'b9', 'b10', 'a']);
  });

  it('is by last use, and does not jump while an account is used', async () => {
    const { app, host } = await openWindow({ accounts, preferences: { order: 'by_use' } });
    for (const number of ['b9', 'a']) {
      await click('row-copy', rowOf(number));
      await pass(1000);
    }
    host.emit('accounts-changed');
    await settle();
    vaultOf(app).place.go('clock');
    await settle();
    vaultOf(app).place.back();
    await settle();
    expect(shown()).toEqual(['f', 'a', 'b9', 'b10']);
    await click('row-copy', rowOf('b10'));
    host.emit('accounts-changed');
    await settle();
    expect(shown()).toEqual(['f', 'a', 'b9', 'b10']);
    vaultOf(app).place.go('clock');
    await settle();
    vaultOf(app).place.back();
    await settle();
    expect(shown()).toEqual(['f', 'b10', 'a', 'b9']);
  });

  it('follows what another window has changed', async () => {
    const { host, address } = await openWindow({ accounts });
    const ids = (await host.call('accounts', {})).map(({ id }) => id);
    const strip = await joinAgain(address, 'strip');
    await strip.call('accounts_order', { accounts: ids.reverse() });
    await settle();
    expect(shown()).toEqual(['f', 'a', 'b9', 'b10']);
  });
});

describe('moving a row', () => {
  const accounts = [plain('one'), plain('two'), plain('three'), plain('fav', { favourite: true })];
  const order = async (host: TestHost) => (await host.call('accounts', {})).map(({ number }) => number);

  it('goes by Alt and the arrows, keeps the focus, and is said', async () => {
    const { host } = await openWindow({ accounts });
    rowOf('one').focus();
    await alt('ArrowDown');
    expect(shown()).toEqual(['fav', 'two', 'one', 'three']);
    expect(document.activeElement).toBe(rowOf('one'));
    expect(told()).toContain('one, place 2 of 3');
    expect(await order(host)).toEqual(['two', 'one', 'three', 'fav']);
    await alt('ArrowUp');
    expect(shown()).toEqual(['fav', 'one', 'two', 'three']);
    // A row cannot move into the favourites.
    await alt('ArrowUp');
    expect(shown()).toEqual(['fav', 'one', 'two', 'three']);
    expect(told()).toContain('one can go no further');
  });

  it('saves the last of many quick moves, and one at a time', async () => {
    const { host } = await openWindow({ accounts: [...accounts, plain('four'), plain('five')] });
    const row = rowOf('one');
    row.focus();
    for (let turn = 0; turn < 3; turn += 1) {
      row.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', altKey: true, bubbles: true, cancelable: true }));
    }
    await settle();
    expect(shown()).toEqual(['fav', 'two', 'three', 'four', 'one', 'five']);
    expect((await order(host)).filter((number) => number !== 'fav')).toEqual(['two', 'three', 'four', 'one', 'five']);
    expect(host.calls.filter((name) => name === 'accounts_order')).toHaveLength(2);
  });

  it('goes by the mouse, and can be undone', async () => {
    const { host } = await openWindow({ accounts });
    await drag('three', 'one');
    expect(shown()).toEqual(['fav', 'three', 'one', 'two']);
    expect(await order(host)).toEqual(['three', 'one', 'two', 'fav']);
    expect(text('toast')).toContain('three was moved');
    await click('toast-undo');
    expect(shown()).toEqual(['fav', 'one', 'two', 'three']);
    expect(await order(host)).toEqual(['one', 'two', 'three', 'fav']);
  });

  it('stays in its part of the list, and is given up by Escape', async () => {
    const { host } = await openWindow({ accounts });
    await drag('one', 'fav');
    expect(shown()).toEqual(['fav', 'one', 'two', 'three']);
    await drag('one', 'three', false);
    expect(rowOf('three').classList.contains('over')).toBe(true);
    await press('Escape');
    rowOf('one').dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
    await settle();
    expect(shown()).toEqual(['fav', 'one', 'two', 'three']);
    expect(host.calls).not.toContain('accounts_order');
  });

  it('is taken back where the program does not take it', async () => {
    await openWindow({ accounts, faults: { accounts_order: 'vault_read_only' } });
    rowOf('one').focus();
    await alt('ArrowDown');
    expect(shown()).toEqual(['fav', 'one', 'two', 'three']);
    expect(text('toast')).toContain('The vault can only be read for now');
  });

  it('offers the order by hand in any other one', async () => {
    const { host } = await openWindow({ accounts, preferences: { order: 'by_name' } });
    rowOf('one').focus();
    await alt('ArrowDown');
    expect(host.calls).not.toContain('accounts_order');
    expect(text('toast')).toContain('The list is in the order of names');
    await click('toast-undo');
    expect((await host.look()).preferences.order).toBe('by_hand');
    await choose('one', 'menu-down');
    expect(shown()).toEqual(['fav', 'two', 'one', 'three']);
  });
});

describe('favourites and groups', () => {
  it('are marked by Ctrl+D and by the menu, with a way back', async () => {
    const { host } = await openWindow({ accounts: [plain('a'), plain('b')] });
    rowOf('b').focus();
    await control('d');
    expect(shown()).toEqual(['b', 'a']);
    expect((await host.call('accounts', {}))[1]?.favourite).toBe(true);
    expect(document.activeElement).toBe(rowOf('b'));
    await click('toast-undo');
    expect(shown()).toEqual(['a', 'b']);
    await choose('b', 'menu-favourite');
    expect(shown()).toEqual(['b', 'a']);
    await click('row-menu', rowOf('b'));
    expect(text('menu-favourite')).toContain('Not a favourite any more');
  });

  it('stand under headings, which are put away and shown', async () => {
    await openWindow({
      accounts: [
        plain('x'),
        plain('b1', { group: 'Bank' }),
        plain('f', { favourite: true, group: 'Bank' }),
        plain('a1', { group: 'Air' }),
        plain('b2', { group: 'Bank' }),
      ],
    });
    expect(headings()).toEqual(['Favourites 1', 'Air 1', 'Bank 2', 'Other accounts 1']);
    expect(shown()).toEqual(['f', 'a1', 'b1', 'b2', 'x']);
    expect(rowOf('x').getAttribute('aria-posinset')).toBe('5');
    expect(rowOf('x').getAttribute('aria-setsize')).toBe('5');
    const bank = all('group-heading')[2];
    bank?.click();
    await settle();
    expect(bank?.getAttribute('aria-expanded')).toBe('false');
    expect(shown()).toEqual(['f', 'a1', 'x']);
    expect(rowOf('x').getAttribute('aria-posinset')).toBe('5');
    // A search finds accounts in collapsed groups too.
    await fill('search', 'b2');
    expect(shown()).toEqual(['b2']);
    await press('Escape');
    bank?.focus();
    await press('ArrowRight');
    expect(shown()).toEqual(['f', 'a1', 'b1', 'b2', 'x']);
  });

  it('are reached by the arrows', async () => {
    await openWindow({ accounts: [plain('x'), plain('b1', { group: 'Bank' })] });
    one('search').focus();
    await press('ArrowDown');
    expect(document.activeElement?.getAttribute('data-group')).toBe('group:Bank');
    await press('ArrowDown');
    expect(document.activeElement).toBe(rowOf('b1'));
  });

  it('take an account by the menu: a new group, one that there is, or none', async () => {
    const { host } = await openWindow({ accounts: [plain('a'), plain('b')] });
    await choose('a', 'menu-group');
    await fill('group-new', '  ');
    expect((one('group-take') as HTMLButtonElement).disabled).toBe(true);
    await fill('group-new', '長'.repeat(61));
    expect((one('group-take') as HTMLButtonElement).disabled).toBe(true);
    await fill('group-new', ' 證券 ');
    await click('group-take');
    expect((await host.call('accounts', {}))[0]?.group).toBe('證券');
    expect(headings()).toEqual(['證券 1', 'Other accounts 1']);
    expect(text('toast')).toContain('a is in “證券”');
    await choose('b', 'menu-group');
    all('group-choice')
      .find((choice) => choice.textContent === '證券')
      ?.click();
    await settle();
    expect(headings()).toEqual(['證券 2']);
    await choose('b', 'menu-group');
    all('group-choice')[0]?.click();
    await settle();
    expect(headings()).toEqual(['證券 1', 'Other accounts 1']);
    await click('toast-undo', all('toast').at(-1));
    expect(headings()).toEqual(['證券 2']);
  });

  it('leave the page with the lock', async () => {
    await openWindow({ accounts: [plain('a', { group: 'Private' })] });
    await control('l');
    expect(document.body.textContent).not.toContain('Private');
  });
});

describe('the search', () => {
  const accounts = [plain('700004', {}, '富途證券'), plain('張三', {}, '中信'), plain('１２３', {}, null)];

  it.each<[string, string[]]>([
    ['ftzq', ['700004']],
    ['FuTu', ['700004']],
    ['zhengquan', []],
    ['zs', ['張三']],
    ['zhongx', ['張三']],
    ['證', ['700004']],
    ['futu 004', ['700004']],
    ['123', ['１２３']],
  ])('finds by “%s”', async (query, expected) => {
    await openWindow({ accounts });
    await fill('search', query);
    expect(shown()).toEqual(expected);
  });

  it('marks what was found, and says what it was', async () => {
    await openWindow({ accounts });
    await fill('search', '00');
    expect([...rowOf('700004').querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['0000']);
    await fill('search', 'none');
    expect(one('page').textContent).toContain('Search by account number, issuer or pinyin.');
  });
});
