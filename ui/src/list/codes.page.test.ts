import { describe, expect, it } from 'vitest';

import type { KeepOpen } from '../ipc/generated/contract';
import type { GivenAccount } from '../testing/given';
import { arranged, enter, main as broker, OLD, plain as ordinary } from '../testing/given-accounts';
import { all, click, control, joinAgain, one, openWindow, pass, settle, text } from '../testing/window';

const main = (keep_open: KeepOpen = 'each_time'): GivenAccount => broker('700004', { arrangement: arranged({ keep_open }) });
const plain = ordinary('me');

const digits = (): string => text('row-code').replace(/\s/g, '');

async function generate(): Promise<string> {
  await click('row-generate');
  await enter(...OLD);
  return text('row-code');
}

describe('the end of a code', () => {
  it('comes near in two steps, which thickness and words tell too', async () => {
    await openWindow({ accounts: [plain] });
    const near = () => one('row-ring').dataset['near'];
    expect(near()).toBe('calm');
    await pass(14_100);
    expect(near()).toBe('calm');
    await pass(1000);
    expect(near()).toBe('soon');
    expect(one('row').textContent).toContain('Renews soon');
    await pass(5000);
    expect(near()).toBe('last');
    await pass(5000);
    expect(near()).toBe('calm');
  });

  it('shows the next code in its last ten seconds, which then is the code', async () => {
    const { host } = await openWindow({ accounts: [plain] });
    await pass(14_500);
    expect(all('row-next-code')).toHaveLength(0);
    await pass(600);
    const next = text('row-next-digits');
    expect(text('row-next-code')).toContain('The next code is');
    expect(host.count('codes_show')).toBe(2);
    await pass(10_000);
    expect(text('row-code')).toBe(next);
    expect(all('row-next-code')).toHaveLength(0);
    // The next code was already there, so it was not loaded again. It still ends with its own period.
    expect(host.count('codes_show')).toBe(2);
    await pass(20_100);
    expect(host.count('codes_show')).toBe(3);
    const after = text('row-next-digits');
    await pass(10_000);
    expect(text('row-code')).toBe(after);
  });

  it('shows none where the user does not want it', async () => {
    const { host } = await openWindow({ accounts: [plain], preferences: { next_code: false } });
    await pass(20_000);
    expect(all('row-next-code')).toHaveLength(0);
    expect(host.count('codes_show')).toBe(1);
  });

  it('shows none of an account that asks for its PIN each time', async () => {
    const { host } = await openWindow({ accounts: [main()] });
    await generate();
    await pass(50_000);
    expect(all('row-next-code')).toHaveLength(0);
    expect(host.count('codes_show')).toBe(0);
  });
});

describe('holding', () => {
  it('keeps a code for one more period, marked as old, beside the button', async () => {
    await openWindow({ accounts: [main()], preferences: { hold: true } });
    const code = await generate();
    await pass(55_100);
    expect(all('row-code')).toHaveLength(0);
    expect(text('row-old-code')).toBe(code);
    expect(text('row-old')).toContain('Old code');
    expect(all('row-generate')).toHaveLength(1);
    await pass(60_000);
    expect(document.body.innerHTML).not.toContain(code);
  });

  it('keeps the one before beside the current one', async () => {
    await openWindow({ accounts: [plain], preferences: { hold: true } });
    const first = text('row-code');
    await pass(25_100);
    expect(text('row-old-code')).toBe(first);
    const second = text('row-code');
    expect(second).not.toBe(first);
    await pass(30_000);
    expect(text('row-old-code')).toBe(second);
  });

  it('ends with the lock', async () => {
    await openWindow({ accounts: [main()], preferences: { hold: true } });
    const code = await generate();
    await pass(55_100);
    await control('l');
    expect(document.body.innerHTML).not.toContain(code);
  });
});

describe('copying', () => {
  it('in the last seconds waits for the next code, and says when it has it', async () => {
    const { host } = await openWindow({ accounts: [plain] });
    await pass(22_100);
    await click('row-copy');
    expect((await host.look()).clipboard).toBeNull();
    expect(text('row-copied-waits')).toBe('The next code will be copied in 3 seconds');
    expect(text('toast')).toContain('The next code will be copied in 3 seconds');
    await pass(1000);
    expect(text('row-copied-waits')).toBe('The next code will be copied in 2 seconds');
    await pass(2100);
    expect((await host.look()).clipboard).toBe(digits());
    expect(all('toast').at(-1)?.textContent).toContain('The next code was copied, good for 30 seconds');
    expect(text('row-copied')).toBe('Copied; good for another 30 seconds');
  });

  it('takes the current one where the user does not want to wait', async () => {
    const { host } = await openWindow({ accounts: [plain], preferences: { copy_next: false } });
    await pass(22_100);
    await click('row-copy');
    expect((await host.look()).clipboard).toBe(digits());
  });

  it('that waits is dropped by the lock', async () => {
    const { host } = await openWindow({ accounts: [plain] });
    await pass(22_100);
    await click('row-copy');
    await control('l');
    await pass(5000);
    expect((await host.look()).clipboard).toBeNull();
    expect(document.body.textContent).not.toContain('was copied');
  });
});

describe('an account that is kept open', () => {
  it('is chosen in the menu, with a way back', async () => {
    const { host } = await openWindow({ accounts: [main()] });
    await click('row-menu');
    await click('menu-keep-open');
    expect(one('keep-open-each_time').getAttribute('aria-pressed')).toBe('true');
    await click('keep-open-fifteen_minutes');
    expect((await host.call('accounts', {}))[0]?.keep_open).toBe('fifteen_minutes');
    expect(text('toast')).toContain('700004: Open for 15 minutes');
    await click('toast-undo');
    expect((await host.call('accounts', {}))[0]?.keep_open).toBe('each_time');
  });

  it('goes on to show codes, and closes without a word when its time is over', async () => {
    await openWindow({ accounts: [main('five_minutes')] });
    const first = await generate();
    await pass(55_100);
    const second = text('row-code');
    expect(second).not.toBe(first);
    await pass(50_100);
    expect(all('row-next-code')).toHaveLength(1);
    expect(one('row').textContent).not.toContain('Expires soon');
    for (let minute = 0; minute < 5; minute += 1) await pass(60_000);
    expect(all('row-code')).toHaveLength(0);
    expect(all('row-generate')).toHaveLength(1);
    expect(all('toast')).toHaveLength(0);
    expect(one('row').querySelector('.broken')).toBeNull();
  });

  it('is closed by the menu', async () => {
    await openWindow({ accounts: [main('until_lock')] });
    const code = await generate();
    await click('row-menu');
    await click('menu-close-now');
    expect(all('row-generate')).toHaveLength(1);
    expect(document.body.innerHTML).not.toContain(code);
    expect(text('toast')).toContain('700004 is closed');
    await click('row-menu');
    expect(all('menu-close-now')).toHaveLength(0);
  });

  it('shows its code where the PIN was given in the strip', async () => {
    const { host, address } = await openWindow({ accounts: [main('until_lock')] });
    const [account] = await host.call('accounts', {});
    const strip = await joinAgain(address, 'strip');
    await strip.call('strip_pin', { account: account?.id ?? '' });
    for (const digit of OLD) await strip.call('pin_digit', { digit: Number(digit) });
    await strip.call('pin_submit', {});
    await settle();
    expect(text('row-code')).toMatch(/^\d{6}$/);
  });

  it('tells what else keeps its code away', async () => {
    const { host } = await openWindow({ accounts: [main('until_lock')] });
    await generate();
    host.faults = { codes_show: 'account_damaged' };
    await pass(55_100);
    expect(one('row').textContent).toContain('This account is damaged');
  });
});
