import { describe, expect, it } from 'vitest';

import { all, click, one, openWindow, page, settle, text } from '../testing/window';

describe('what is said of the vault above the list', () => {
  it('is nothing when all is well', async () => {
    await openWindow({ ways: { kit: true } });
    expect(all('vault-banner')).toHaveLength(0);
  });

  it('asks for a recovery kit at set-up, and may be put off', async () => {
    await openWindow();
    expect(one('vault-banner').dataset['notice']).toBe('no_kit');
    await click('vault-banner-open');
    expect(page()).toBe('kit');
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    await settle();
    expect(page()).toBe('list');
    await click('vault-banner-later');
    expect(all('vault-banner')).toHaveLength(0);
  });

  it('begins with the gravest, counts the others, and keeps what must be seen', async () => {
    const { host } = await openWindow({ backup: 'fails' });
    const view = await host.call('vault_view', {});
    // The test has no file with an account that this version cannot read, so the answer is made up.
    host.answers = { vault_view: () => ({ ...view, access: 'older_state', damaged_files: 2, set_aside: 1 }) };
    host.emit('vault-changed');
    await settle();
    expect(one('vault-banner').dataset['notice']).toBe('read_only');
    expect(text('vault-banner')).toContain('The vault can only be read: This is an older state of the vault');
    expect(text('vault-banner-more')).toBe('3 more');
    expect(all('vault-banner-later')).toHaveLength(0);
    const mended = { ...view, backup: view.backup && { ...view.backup, failed: null } };
    host.answers = { vault_view: () => ({ ...mended, damaged_files: 2, set_aside: 1 }) };
    host.emit('vault-changed');
    await settle();
    expect(one('vault-banner').dataset['notice']).toBe('quarantine');
    expect(text('vault-banner')).toContain('2 damaged files were found');
    await click('vault-banner-later');
    expect(text('vault-banner')).toContain('1 account could not be read');
    await click('vault-banner-later');
    expect(one('vault-banner').dataset['notice']).toBe('no_kit');
    await click('vault-banner-later');
    expect(all('vault-banner')).toHaveLength(0);
  });

  it('tells what happened since the last unlock, leads to the trail, and tells it once', async () => {
    const { host } = await openWindow({ ways: { kit: true } });
    await click('open-vault');
    await click('erase-at-ten');
    await click('erase-confirm');
    await click('vault-lock');
    await click('unlock-again');
    expect(one('vault-banner').dataset['notice']).toBe('news');
    expect(text('vault-banner')).toContain('Since the last unlock: Erasing at ten wrong PINs switched on');
    await click('vault-banner-open');
    expect(page()).toBe('audit');
    expect(all('audit-row')[0]?.dataset['kind']).toBe('erase_on');
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    await settle();
    await click('vault-banner-later');
    expect(all('vault-banner')).toHaveLength(0);
    await click('open-vault');
    await click('vault-lock');
    await click('unlock-again');
    expect(all('vault-banner')).toHaveLength(0);
    // News belong to one unlock. Those of the next unlock are shown, although the user has dismissed the earlier ones.
    const view = await host.call('vault_view', {});
    const restored = { at_ms: 2, what: 'vault_restored' as const, issuer: null, number: null, state_ms: 1_795_000_000_000 };
    host.answers = { vault_view: () => ({ ...view, older_stay: true, news: [restored] }) };
    host.emit('vault-changed');
    await settle();
    expect(one('vault-banner').dataset['notice']).toBe('older_stay');
    expect(text('vault-banner')).toContain('Copies that you made yourself elsewhere stay');
    expect(all('vault-banner-later')).toHaveLength(0);
    host.answers = { vault_view: () => ({ ...view, news: [restored] }) };
    host.emit('vault-changed');
    await settle();
    expect(text('vault-banner')).toMatch(/Vault restored \(State of .*2026/);
  });

  it('leads to the vault’s page', async () => {
    const { host } = await openWindow({ ways: { kit: true }, backup: 'fails' });
    const view = await host.call('vault_view', {});
    host.answers = { vault_view: () => ({ ...view, set_aside: 1 }) };
    host.emit('vault-changed');
    await settle();
    expect(text('vault-banner')).toContain('The last backup failed');
    await click('vault-banner-more');
    expect(page()).toBe('vault');
    expect(text('backup-failed')).toContain('The last copy failed');
  });
});
