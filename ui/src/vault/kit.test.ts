import { describe, expect, it, vi } from 'vitest';

import type { FakeAccountSeed } from '../ipc/fake/account';
import { makeKitText } from '../ipc/fake/kit';
import { kitGroups } from '../text/format';
import { all, click, control, fill, one, openWindow, page, press, text } from '../testing/page';

const PASSPHRASE = 'staple orbit velvet';
const KIT = makeKitText(1);
const accounts: FakeAccountSeed[] = [
  { issuer: 'Fuyi', number: '700004', pin: '246810' },
  { issuer: 'Fuyi', number: '700005', pin: '246810', unsynced: true },
];

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
    expect(step()).toBe('sheet');
    const kit = shownKit();
    expect(kit).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/);
    expect(document.querySelector('.paper svg path')?.getAttribute('d')?.length).toBeGreaterThan(1000);
    expect(host.vault.setting.kit).toBeNull();
    await click('kit-written');
    expect(step()).toBe('check');
    expect(document.body.innerHTML).not.toContain(kit.slice(0, 40));
    expect(document.activeElement).toBe(one('kit-typed'));
    await fill('kit-typed', 'QQQQQQ');
    await click('kit-confirm');
    expect(text('kit-fault')).toContain('These are not the last characters of the kit');
    expect(host.vault.setting.kit).toBeNull();
    await fill('kit-typed', ` ${kit.slice(-6).toLowerCase()} `);
    await click('kit-confirm');
    expect(step()).toBe('done');
    expect(host.vault.setting.kit).toBe(kit);
    expect(one('page').textContent).toContain('Opens 1 of 2 PIN accounts. Enter the PIN of the others once.');
    await click('kit-done');
    expect(page()).toBe('vault');
    expect(text('kit-coverage')).toContain('Opens 1 of 2 PIN accounts.');
    expect(document.body.innerHTML).not.toContain(kit);
  });

  it('shows the sheet again while the copy is checked', async () => {
    await openWindow({ accounts });
    await click('vault-banner-open');
    await click('kit-make');
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
    const kit = shownKit();
    await control('l');
    expect(page()).toBe('unlock');
    expect(document.body.innerHTML).not.toContain(kit);
    await click('unlock-again');
    await click('vault-banner-open');
    expect(step()).toBe('explain');
  });

  it('asks for the passphrase where the vault has one, and says what becomes of the old kit', async () => {
    const { host } = await openWindow({ accounts, vault: { passphrase: PASSPHRASE, kit: KIT } });
    await click('open-vault');
    await click('kit-open');
    expect(one('page').textContent).toContain('no longer opens the vault after this');
    expect((one('kit-make') as HTMLButtonElement).disabled).toBe(true);
    await fill('proof-passphrase', 'wrong');
    await click('kit-make');
    expect(text('kit-fault')).toContain('Wrong passphrase');
    expect(document.activeElement).toBe(one('proof-passphrase'));
    await fill('proof-passphrase', PASSPHRASE);
    await click('kit-make');
    const kit = shownKit();
    await click('kit-written');
    await fill('kit-typed', kit.slice(-6));
    await click('kit-confirm');
    expect(host.vault.setting.kit).toBe(kit);
  });

  it('prints the sheet by the system’s dialog, and says when that fails', async () => {
    const { host } = await openWindow({ accounts });
    const print = vi.fn();
    vi.stubGlobal('print', print);
    await click('vault-banner-open');
    await click('kit-make');
    expect(document.querySelector('.paper')?.textContent).toContain('Lingpai 令牌: recovery kit');
    expect(document.querySelector('.paper')?.textContent).toContain('Nov 24, 2026');
    await click('kit-print');
    expect(print).toHaveBeenCalledOnce();
    host.setting.faults = { kit_print: 'internal' };
    await click('kit-print');
    expect(text('kit-print-fault')).toContain('Something went wrong');
    vi.unstubAllGlobals();
  });
});

describe('a kit that there is', () => {
  it('is tested without restoring anything', async () => {
    const { host } = await openWindow({ accounts, vault: { kit: KIT } });
    await click('open-vault');
    await click('kit-test-open');
    await fill('kit-test-text', 'AGE-SECRET-KEY-1QQ');
    await click('kit-test');
    expect(text('kit-test-fault')).toContain('This is not a recovery kit');
    await fill('kit-test-text', makeKitText(2));
    await click('kit-test');
    expect(one('kit-test-result').dataset['result']).toBe('another');
    await fill('kit-test-text', KIT.toLowerCase());
    expect(one('kit-test-result').dataset['result']).toBeUndefined();
    await click('kit-test');
    expect(one('kit-test-result').dataset['result']).toBe('opens');
    expect(host.calls).not.toContain('restore');
    await click('kit-test-close');
    expect(all('kit-test')).toHaveLength(0);
  });

  it('is taken away, unless it is the last way in', async () => {
    const { host } = await openWindow({ accounts, vault: { kit: KIT } });
    await click('open-vault');
    await click('way-remove-kit');
    await click('way-remove-confirm');
    expect(host.vault.setting.kit).toBeNull();
    expect(text('toast')).toBe('The recovery kit was removed');
    expect(all('kit-coverage')).toHaveLength(0);
  });

  it('is itself the proof where it is the only way in', async () => {
    await openWindow({ accounts, vault: { keystore: { name: null }, kit: KIT } });
    await fill('unlock-kit', KIT);
    await click('unlock-kit-submit');
    await click('open-vault');
    expect((one('way-remove-kit') as HTMLButtonElement).disabled).toBe(true);
    await click('kit-open');
    expect(one('proof').dataset['kind']).toBe('kit');
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
