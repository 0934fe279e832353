import { describe, expect, it, vi } from 'vitest';

import { main, plain } from '../testing/given-accounts';
import { all, click, control, fill, one, openWindow, page, pass, press, settle, text } from '../testing/window';

const codeOf = (row: HTMLElement): string => one('row-code', row).textContent.replace(/\s/g, '');
const rowOf = (number: string): HTMLElement => {
  const row = all('row').find((each) => one('row-number', each).textContent === number);
  if (row === undefined) throw new Error(`no row of ${number}`);
  return row;
};

describe('the list', () => {
  it('shows accounts after two calls and nothing in between', async () => {
    const { host } = await openWindow({ accounts: [main('700004'), plain('me@example.hk')] });
    expect(host.calls.slice(0, 2)).toEqual(['start', 'accounts']);
    expect(page()).toBe('list');
    expect(all('row')).toHaveLength(2);
    expect(one('row-badge').textContent).toBe('Main account');
    expect(text('row-issuer', rowOf('700004'))).toBe('Fuyi');
    expect(text('account-count')).toBe('2 accounts');
    expect(rowOf('me@example.hk').getAttribute('aria-posinset')).toBe('2');
    expect(rowOf('me@example.hk').getAttribute('aria-setsize')).toBe('2');
  });

  it('renders few of a thousand rows, says how many there are, and asks for the codes of those alone', async () => {
    const { host } = await openWindow({ accounts: [plain('a')] });
    const [account] = await host.call('accounts', {});
    if (account === undefined) throw new Error('no account');
    const asked: string[] = [];
    // To bind a thousand accounts would take too long, so the answer is made up.
    host.answers = {
      accounts: () => Array.from({ length: 1000 }, (_, n) => ({ ...account, id: String(n), number: `a${n}` })),
      codes_show: ({ accounts }) => {
        asked.push(...accounts);
        return accounts.map((each) => ({ kind: 'fault', account: each, fault: { code: 'pin_needed', message: '' } }));
      },
    };
    host.emit('accounts-changed');
    await settle();
    const rows = all('row');
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThan(40);
    expect(rows[0]?.getAttribute('aria-setsize')).toBe('1000');
    // The list also made some rows for a moment, to measure their height.
    expect(asked.length).toBeGreaterThanOrEqual(rows.length);
    expect(asked.length).toBeLessThan(40);
    expect(text('account-count')).toBe('1,000 accounts');
  });

  it('renews the code of an ordinary account at the turn of its period', async () => {
    const { host } = await openWindow({ accounts: [plain('me')] });
    const first = codeOf(rowOf('me'));
    expect(text('row-seconds')).toBe('25');
    await pass(24_500);
    expect(codeOf(rowOf('me'))).toBe(first);
    await pass(1000);
    expect(codeOf(rowOf('me'))).not.toBe(first);
    expect(text('row-seconds')).toBe('30');
    // Once at first, and once for the next code ten seconds before the turn.
    expect(host.count('codes_show')).toBe(2);
  });

  it('says in words that a code ends soon', async () => {
    await openWindow({ accounts: [plain('me')] });
    expect(rowOf('me').textContent).not.toContain('Renews soon');
    await pass(16_500);
    expect(text('row-seconds')).toBe('9');
    expect(rowOf('me').textContent).toContain('Renews soon');
  });

  it('says which account is damaged and goes on with the others', async () => {
    const { host } = await openWindow({ accounts: [plain('bad'), plain('good')] });
    const [bad, good] = await host.call('accounts', {});
    // The test has no damaged account, so the answer is made up.
    host.answers.codes_show = async () => [
      { kind: 'fault', account: bad?.id ?? '', fault: { code: 'account_damaged', message: '' } },
      ...(await host.program.call('codes_show', { accounts: [good?.id ?? ''] })),
    ];
    await pass(26_000);
    expect(rowOf('bad').textContent).toContain('This account is damaged');
    expect(all('row-code', rowOf('bad'))).toHaveLength(0);
    expect(codeOf(rowOf('good'))).toMatch(/^\d{6}$/);
  });

  it('copies in the program and says how long the code is good', async () => {
    const { host } = await openWindow({ accounts: [plain('me')] });
    one('row-copy', rowOf('me')).click();
    await settle();
    expect((await host.look()).clipboard).toBe(codeOf(rowOf('me')));
    expect(text('toast')).toBe('Code copied, good for another 25 seconds; most servers take it 30 seconds longer');
  });

  it('tells what to do when the clipboard does not take it', async () => {
    const { host } = await openWindow({ accounts: [plain('me')], faults: { code_copy: 'clipboard' } });
    one('row-copy', rowOf('me')).click();
    await settle();
    expect((await host.look()).clipboard).toBeNull();
    expect(text('toast')).toContain('The code was not copied');
  });

  it('counts a wait down in the place of the button, and gives the button back', async () => {
    await openWindow({ accounts: [main('700004', { wrong: 6 })] });
    expect(text('row-wait')).toBe('Wait 1:00');
    expect(all('row-generate')).toHaveLength(0);
    // The page's clock ticks a millisecond after each full second, so the test waits a little longer.
    await pass(15_100);
    expect(text('row-wait')).toBe('Wait 0:45');
    await pass(45_000);
    expect(all('row-wait')).toHaveLength(0);
    expect(all('row-generate')).toHaveLength(1);
  });

  it('says whom to call about a frozen account', async () => {
    await openWindow({ accounts: [main('700004', { wrong: 10 })] });
    expect(text('row-frozen')).toBe(
      'Frozen Too many wrong PINs. Call customer service (852-25097524) for a new registration QR code, or use the recovery kit.',
    );
    expect(all('row-generate')).toHaveLength(0);
  });

  it('teaches an empty list where a QR code comes from', async () => {
    await openWindow({}, 'zh-HK');
    expect(text('empty')).toContain('註冊電郵');
    expect(text('empty')).toContain('雙重認證申請');
    await click('add');
    expect(document.activeElement).toBe(one('choose-picture'));
  });

  it('opens again what the program has closed', async () => {
    const { host } = await openWindow({ accounts: [plain('me')] });
    host.faults = { code_copy: 'vault_closed' };
    one('row-copy').click();
    await settle();
    expect(host.count('start')).toBe(2);
    expect(page()).toBe('list');
  });
});

describe('search and keyboard', () => {
  it('filters by number and issuer, whatever the case', async () => {
    await openWindow({ accounts: [main('700004'), plain('me@example.hk'), plain('other', {}, null)] });
    await fill('search', 'GOOG');
    expect(all('row').map((row) => text('row-number', row))).toEqual(['me@example.hk']);
    expect(text('account-count')).toBe('1 of 3 accounts');
    await fill('search', '0000');
    expect(all('row').map((row) => text('row-number', row))).toEqual(['700004']);
    await fill('search', 'nobody');
    expect(all('row')).toHaveLength(0);
    expect(one('page').textContent).toContain('No account matches “nobody”');
    await press('Escape');
    expect(all('row')).toHaveLength(3);
  });

  it('takes what is typed anywhere into the search', async () => {
    await openWindow({ accounts: [main('700004')] });
    expect(document.activeElement).not.toBe(one('search'));
    await press('g');
    expect(document.activeElement).toBe(one('search'));
    one('search').blur();
    await press('/');
    expect(document.activeElement).toBe(one('search'));
  });

  it('moves between rows by arrows and acts on Enter', async () => {
    const { host } = await openWindow({ accounts: [main('700004'), plain('me')] });
    one('search').focus();
    await press('ArrowDown');
    expect(document.activeElement).toBe(rowOf('700004'));
    await press('ArrowDown');
    expect(document.activeElement).toBe(rowOf('me'));
    await press('Enter');
    expect((await host.look()).clipboard).toBe(codeOf(rowOf('me')));
    await press('ArrowUp', 'ArrowUp');
    expect(document.activeElement).toBe(rowOf('700004'));
    await press('Enter');
    expect(all('pin-pad')).toHaveLength(1);
  });

  it('opens no account by the Enter that ends a composition', async () => {
    await openWindow({ accounts: [main('700004')] });
    const field = one('search');
    field.focus();
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }));
    await settle();
    expect(all('pin-pad')).toHaveLength(0);
    await press('Enter');
    expect(all('pin-pad')).toHaveLength(1);
  });

  it('adds by Ctrl+N', async () => {
    await openWindow({ accounts: [main('700004')] });
    await control('n');
    expect(all('choose-picture')).toHaveLength(1);
  });
});

describe('a code for a PIN', () => {
  it('is shown for its period and then leaves the page', async () => {
    await openWindow({ accounts: [main('700004')] });
    await click('row-generate');
    await press('2', '4', '6', '8', '1', '0', 'Enter');
    expect(all('pin-pad')).toHaveLength(0);
    const code = codeOf(rowOf('700004'));
    expect(code).toMatch(/^\d{6}$/);
    expect(text('row-seconds')).toBe('55');
    await pass(54_000);
    expect(codeOf(rowOf('700004'))).toBe(code);
    expect(rowOf('700004').textContent).toContain('Expires soon');
    await pass(1100);
    expect(all('row-code')).toHaveLength(0);
    expect(document.body.innerHTML).not.toContain(code);
    expect(all('row-generate')).toHaveLength(1);
  });

  it('is announced, and its seconds are not', async () => {
    await openWindow({ accounts: [main('700004')] });
    await click('row-generate');
    await press('2', '4', '6', '8', '1', '0', 'Enter');
    const regions = [...document.querySelectorAll('[role="status"], [role="alert"], [aria-live]')];
    expect(regions.some((region) => region.textContent.includes('The code for 700004 is ready'))).toBe(true);
    expect(regions.some((region) => region.contains(one('row-seconds')))).toBe(false);
  });

  it('goes when the clock was set past its end', async () => {
    const { host } = await openWindow({ accounts: [main('700004'), plain('me')] });
    await click('row-generate');
    await press('2', '4', '6', '8', '1', '0', 'Enter');
    const later = Date.now() + 3_600_000;
    // Simulates a sleep of the machine: the system's clock moves and the page's clock does not.
    vi.setSystemTime(later);
    await pass(1100);
    expect(all('row-code', rowOf('700004'))).toHaveLength(0);
    expect(all('row-code', rowOf('me'))).toHaveLength(1);
    expect(host.count('accounts')).toBeGreaterThan(1);
  });
});

describe('an account whose PIN is not confirmed here', () => {
  it('says so in words, and which device this is', async () => {
    await openWindow({ accounts: [main('700004', { bound: 'sub_unsynced' }), main('700005'), plain('me')] });
    const row = rowOf('700004');
    expect(row.dataset).toMatchObject({ kind: 'sub', synced: 'false' });
    expect(text('row-badge', row)).toBe('Sub account');
    expect(text('row-unsynced', row)).toBe('Unsynced');
    expect(all('row-generate', row)).toHaveLength(0);
    expect(rowOf('700005').dataset).toMatchObject({ kind: 'main', synced: 'true' });
    expect(all('row-unsynced', rowOf('700005'))).toHaveLength(0);
    expect(rowOf('me').dataset).toMatchObject({ kind: 'plain', synced: 'true' });
  });

  it('is synced by its PIN, once, and gives codes after that', async () => {
    const { host } = await openWindow({ accounts: [main('700004', { bound: 'main_unsynced' })] });
    await click('row-sync');
    expect(document.querySelector('dialog')?.textContent).toContain('has not had the PIN confirmed yet');
    await press('1', '1', '1', '1', '1', '1', 'Enter');
    expect(text('pin-message')).toContain('Wrong PIN');
    await press('2', '4', '6', '8', '1', '0', 'Enter');
    expect(all('pin-pad')).toHaveLength(0);
    expect(text('toast')).toBe('700004 is synced');
    expect(rowOf('700004').dataset['synced']).toBe('true');
    expect(all('row-code')).toHaveLength(0);
    expect(host.count('accounts')).toBe(2);
    await click('row-generate');
    await press('2', '4', '6', '8', '1', '0', 'Enter');
    expect(codeOf(rowOf('700004'))).toMatch(/^\d{6}$/);
  });

  it('is synced from the keyboard too', async () => {
    await openWindow({ accounts: [main('700004', { bound: 'main_unsynced' })] });
    await press('ArrowDown');
    await press('Enter');
    expect(all('pin-pad')).toHaveLength(1);
  });

  it('waits and freezes like any other', async () => {
    const unsynced = (number: string, wrong: number) => main(number, { bound: 'main_unsynced', wrong });
    await openWindow({ accounts: [unsynced('700004', 6), unsynced('700005', 10)] });
    expect(text('row-wait', rowOf('700004'))).toBe('Wait 1:00');
    expect(text('row-frozen', rowOf('700005'))).toContain('Frozen');
    expect(all('row-sync')).toHaveLength(0);
  });

  it('that was erased says where a new registration comes from', async () => {
    await openWindow({ accounts: [main('700004')], faults: { pin_submit: 'secret_erased' } });
    await click('row-generate');
    await press('2', '4', '6', '8', '1', '0', 'Enter');
    expect(text('pin-message')).toContain('erased after ten wrong PINs');
  });
});
