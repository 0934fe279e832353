import { describe, expect, it } from 'vitest';

import { kitGroups } from '../text/format';
import { main } from '../testing/given-accounts';
import { all, click, control, fill, join, one, openWindow, page, press, prove, provePassphrase, text } from '../testing/window';
import { secret } from '../testing/secret';

const PASSPHRASE = 'staple orbit velvet mango';
const accounts = [main('700004'), main('700005', { bound: 'sub_unsynced' })];
/** A kit that opens no vault. */
const KIT = 'AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SWXYZT9';

const step = (): string | undefined => one('kit').dataset['step'];
const shownKit = (): string => one('kit-text').textContent.replace(/\s/g, '');

describe('making a recovery kit', () => {
  it('shows it once, checks the copy, and only then lets it open the vault', async () => {
    const { host } = await openWindow({ accounts });
    await click('open-vault');
    await click('kit-open');
    expect(page()).toBe('kit');
    expect(step()).toBe('explain');
    await click('kit-make');
    await prove();
    expect(step()).toBe('sheet');
    const kit = shownKit();
    expect(kit).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/);
    expect(document.querySelector('.paper svg path')?.getAttribute('d')?.length).toBeGreaterThan(1000);
    expect((await host.call('vault_view', {})).kit).toBeNull();
    await click('kit-written');
    expect(step()).toBe('check');
    expect(document.body.innerHTML).not.toContain(kit.slice(0, 40));
    expect(document.activeElement).toBe(one('kit-typed'));
    await fill('kit-typed', 'QQQQQQ');
    await click('kit-confirm');
    expect(text('kit-fault')).toContain('These are not the last characters of the kit');
    expect((await host.call('vault_view', {})).kit).toBeNull();
    await fill('kit-typed', ` ${kit.slice(-6).toLowerCase()} `);
    await click('kit-confirm');
    expect(step()).toBe('done');
    expect(await host.call('kit_test', { kit: secret(kit) })).toBe('opens');
    expect(one('page').textContent).toContain('Opens 0 of 2 PIN accounts. Enter the PIN of the others once.');
    await click('kit-done');
    expect(page()).toBe('vault');
    await press('Escape');
    await click('row-generate', all('row')[0]);
    await press('2', '4', '6', '8', '1', '0', 'Enter');
    await click('open-vault');
    expect(text('kit-coverage')).toContain('Opens 1 of 2 PIN accounts.');
    expect(document.body.innerHTML).not.toContain(kit);
  });

  it('shows the sheet again while the copy is checked', async () => {
    await openWindow({ accounts });
    await click('vault-banner-open');
    await click('kit-make');
    await prove();
    const kit = shownKit();
    await click('kit-written');
    await press('Escape');
    expect(step()).toBe('sheet');
    expect(shownKit()).toBe(kit);
  });

  it('forgets one that was not confirmed', async () => {
    const { host } = await openWindow({ accounts });
    await click('vault-banner-open');
    await click('kit-make');
    await prove();
    const kit = shownKit();
    await press('Escape');
    expect(page()).toBe('list');
    expect(host.calls).toContain('kit_cancel');
    expect(text('toast')).toContain('opens nothing');
    expect(document.body.innerHTML).not.toContain(kit);
    await click('vault-banner-open');
    expect(step()).toBe('explain');
  });

  it('leaves nothing of it in the page when the vault is locked', async () => {
    await openWindow({ accounts });
    await click('vault-banner-open');
    await click('kit-make');
    await prove();
    const kit = shownKit();
    await control('l');
    expect(page()).toBe('unlock');
    expect(document.body.innerHTML).not.toContain(kit);
    await click('unlock-again');
    await click('vault-banner-open');
    expect(step()).toBe('explain');
  });

  it('asks for the passphrase where the vault has one, and says what becomes of the old kit', async () => {
    const opened = await openWindow({ accounts, ways: { passphrase: PASSPHRASE, kit: true } });
    await click('open-vault');
    await click('kit-open');
    expect(one('page').textContent).toContain('no longer opens the vault after this');
    await click('kit-make');
    expect((one('prove-submit') as HTMLButtonElement).disabled).toBe(true);
    await provePassphrase('wrong');
    expect(text('prove-fault')).toContain('Wrong passphrase');
    expect(document.activeElement).toBe(one('proof-passphrase'));
    await provePassphrase(PASSPHRASE);
    const kit = shownKit();
    await click('kit-written');
    await fill('kit-typed', kit.slice(-6));
    await click('kit-confirm');
    expect(await opened.host.call('kit_test', { kit: secret(kit) })).toBe('opens');
    expect(await opened.host.call('kit_test', { kit: secret(opened.kit) })).toBe('another');
  });

  it('prints the sheet by the system’s dialog, and says when that fails', async () => {
    const { host } = await openWindow({ accounts });
    await click('vault-banner-open');
    await click('kit-make');
    await prove();
    expect(document.querySelector('.paper')?.textContent).toContain('Lingpai 令牌: recovery kit');
    expect(document.querySelector('.paper')?.textContent).toContain('Nov 24, 2026');
    await click('kit-print');
    expect(host.count('kit_print')).toBe(1);
    host.faults = { kit_print: 'internal' };
    await click('kit-print');
    expect(text('kit-print-fault')).toContain('Something went wrong');
  });
});

describe('a kit that there is', () => {
  it('is tested without restoring anything', async () => {
    const { host, kit } = await openWindow({ accounts, ways: { kit: true } });
    const { kit: another } = await join({ ways: { kit: true } }, 'main');
    await click('open-vault');
    await click('kit-test-open');
    await fill('kit-test-text', 'AGE-SECRET-KEY-1QQ');
    await click('kit-test');
    expect(text('kit-test-fault')).toContain('This is not a recovery kit');
    await fill('kit-test-text', another);
    await click('kit-test');
    expect(one('kit-test-result').dataset['result']).toBe('another');
    await fill('kit-test-text', kit.toLowerCase());
    expect(one('kit-test-result').dataset['result']).toBeUndefined();
    await click('kit-test');
    expect(one('kit-test-result').dataset['result']).toBe('opens');
    expect(host.calls).not.toContain('restore');
    await click('kit-test-close');
    expect(all('kit-test')).toHaveLength(0);
  });

  it('is taken away, unless it is the last way in', async () => {
    const { host } = await openWindow({ accounts, ways: { kit: true } });
    await click('open-vault');
    await click('way-remove-kit');
    await click('way-remove-confirm');
    await prove();
    expect((await host.call('vault_view', {})).kit).toBeNull();
    expect(text('toast')).toBe('The recovery kit was removed');
    expect(all('kit-coverage')).toHaveLength(0);
  });

  it('is itself the proof where it is the only way in', async () => {
    const { kit } = await openWindow({ accounts, ways: { keystore: false, kit: true } });
    await fill('unlock-kit', kit);
    await click('unlock-kit-submit');
    await click('open-vault');
    expect((one('way-remove-kit') as HTMLButtonElement).disabled).toBe(true);
    await click('kit-open');
    await click('kit-make');
    expect(one('prove').dataset['needed']).toBe('kit');
    expect(one('proof').dataset['kind']).toBe('kit');
    await fill('proof-kit', kit);
    await click('prove-submit');
    expect(one('kit').dataset['step']).toBe('sheet');
  });
});

describe('the groups of a kit', () => {
  it('end with the characters that are asked for', () => {
    const groups = kitGroups(KIT, 6);
    expect(groups.join('')).toBe(KIT);
    expect(groups[0]).toBe('AGE-SECRET-KEY-');
    expect(groups.at(-1)).toBe(KIT.slice(-6));
    expect(groups.slice(2).every((group) => group.length === 6)).toBe(true);
  });

  it('hold for any size', () => {
    for (const size of [1, 4, 7, 59, 60]) expect(kitGroups(KIT, size).join('')).toBe(KIT);
    expect(kitGroups('ABCDEF', 4)).toEqual(['AB', 'CDEF']);
  });
});
