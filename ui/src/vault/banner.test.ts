import { describe, expect, it } from 'vitest';

import { makeKitText } from '../ipc/fake/kit';
import { all, click, one, openWindow, page, settle, text } from '../testing/page';

const KIT = makeKitText(1);
const failed = { folder: '/backups', keep: 10, running: false, last_ms: null, failed: 'the folder is gone' };

describe('what is said of the vault above the list', () => {
  it('is nothing when all is well', async () => {
    await openWindow({ vault: { kit: KIT } });
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
    const vault = { access: 'older_state', backup: failed, damagedFiles: 2, setAside: 1 } as const;
    const { host } = await openWindow({ vault });
    expect(one('vault-banner').dataset['notice']).toBe('read_only');
    expect(text('vault-banner')).toContain('The vault can only be read: This is an older state of the vault');
    expect(text('vault-banner-more')).toBe('3 more');
    expect(all('vault-banner-later')).toHaveLength(0);
    host.vault.setting.access = 'full';
    host.vault.backUp();
    await settle();
    // The program said that the vault stands differently now.
    expect(one('vault-banner').dataset['notice']).toBe('quarantine');
    expect(text('vault-banner')).toContain('2 damaged files were found');
    await click('vault-banner-later');
    expect(text('vault-banner')).toContain('1 account could not be read');
    await click('vault-banner-later');
    expect(one('vault-banner').dataset['notice']).toBe('no_kit');
    await click('vault-banner-later');
    expect(all('vault-banner')).toHaveLength(0);
  });

  it('leads to the vault’s page', async () => {
    await openWindow({ vault: { kit: KIT, backup: failed, setAside: 1 } });
    expect(text('vault-banner')).toContain('The last backup failed');
    await click('vault-banner-more');
    expect(page()).toBe('vault');
    expect(text('backup-failed')).toContain('the folder is gone');
  });
});
