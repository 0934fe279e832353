import { describe, expect, it } from 'vitest';

import type { AccessView } from '../ipc/generated/contract';
import type { FakeAccountSeed } from '../ipc/fake/account';
import type { FakeSetting } from '../ipc/fake/setting';
import { makeKitText } from '../ipc/fake/kit';
import { en } from '../text/en';
import { all, click, control, fill, one, openWindow, page, pass, press, text, type Opened, vaultOf } from '../testing/page';

const PASSPHRASE = 'staple orbit velvet';
const KIT = makeKitText(1);
const accounts: FakeAccountSeed[] = [
  { issuer: 'Fuyi', number: '700004', pin: '246810' },
  { issuer: 'Fuyi', number: '700005', pin: '246810', unsynced: true },
  { issuer: 'Google', number: 'me@example.hk' },
];

const disabled = (testid: string): boolean => (one(testid) as HTMLButtonElement).disabled;

async function openVault(setting: Partial<FakeSetting> = {}, language = 'en'): Promise<Opened> {
  const opened = await openWindow({ accounts, ...setting }, language);
  await click('open-vault');
  expect(page()).toBe('vault');
  return opened;
}

describe('the way to the vault’s page', () => {
  it('leads back by Escape, to the control that it began with', async () => {
    await openWindow({ accounts });
    one('open-vault').focus();
    await click('open-vault');
    expect(document.activeElement?.tagName).toBe('H1');
    one('passphrase-open').focus();
    await click('passphrase-open');
    expect(page()).toBe('passphrase');
    await press('Escape');
    expect(page()).toBe('vault');
    expect(document.activeElement).toBe(one('passphrase-open'));
    await press('Escape');
    expect(page()).toBe('list');
    expect(document.activeElement).toBe(one('open-vault'));
  });

  it('locks from there by button and key', async () => {
    await openVault();
    await click('vault-lock');
    expect(page()).toBe('unlock');
    await click('unlock-again');
    await click('open-vault');
    await control('L');
    expect(page()).toBe('unlock');
  });

  it('says why it cannot be shown, and tries again', async () => {
    const { host } = await openVault({ faults: { vault_view: 'internal' } });
    expect(text('vault-fault')).toContain('Something went wrong');
    host.setting.faults = {};
    await click('vault-retry');
    expect(one('vault-access').dataset['access']).toBe('full');
  });
});

describe('the state', () => {
  it('is in order', async () => {
    await openVault();
    expect(text('vault-access')).toContain('Everything is in order');
    expect(all('vault-accept')).toHaveLength(0);
  });

  it.each<AccessView>(['other_process', 'newer_version', 'older_state', 'memory_missing', 'memory_forged', 'memory_unread'])(
    'has words for each reason of a vault that may only be read: %s',
    async (access) => {
      await openVault({ vault: { access } });
      const words = en.access[access as Exclude<AccessView, 'full'>];
      expect(text('vault-access')).toContain(words.headline);
      expect(text('vault-access')).toContain(words.next);
      expect(disabled('passphrase-open')).toBe(true);
      expect(disabled('kit-open')).toBe(true);
      expect(disabled('backup-choose')).toBe(true);
      expect(disabled('erase-at-ten')).toBe(true);
      expect(disabled('restore-file')).toBe(access === 'other_process');
      expect(all('vault-accept')).toHaveLength(access === 'other_process' || access === 'newer_version' ? 0 : 1);
    },
  );

  it('goes on with an older state only when it was agreed to, and its PINs are to be confirmed', async () => {
    const { host, app } = await openVault({ vault: { access: 'older_state' } });
    await click('vault-accept');
    expect(document.querySelector('dialog')?.textContent).toContain('ask for their PIN once');
    expect(host.calls).not.toContain('vault_accept_older');
    await click('vault-accept-confirm');
    expect(one('vault-access').dataset['access']).toBe('full');
    expect(all('vault-accept-confirm')).toHaveLength(0);
    expect(vaultOf(app).accounts.rows.map(({ binding }) => binding.kind)).toEqual(['unsynced', 'unsynced', 'plain']);
  });

  it('tells of damaged files and of accounts set aside', async () => {
    await openVault({ vault: { damagedFiles: 2, setAside: 1 } });
    expect(text('vault-damaged')).toContain('2 damaged files were found');
    expect(text('vault-damaged')).toContain('quarantine');
    expect(text('vault-set-aside')).toContain('1 account could not be read');
    expect(text('vault-access')).not.toContain('Everything is in order');
  });

  it('tells of damaged files that lie where they were', async () => {
    await openVault({ vault: { damagedFiles: 1, quarantineFailed: true } });
    expect(text('vault-damaged')).toContain('could not be moved');
  });

  it('does not let a PIN be tried while nothing can be counted', async () => {
    await openWindow({ accounts, vault: { access: 'memory_missing' } });
    await click('row-generate');
    await press('2', '4', '6', '8', '1', '0', 'Enter');
    expect(text('pin-message')).toContain('The vault can only be read for now');
  });
});

describe('the ways in', () => {
  it.each([
    ['credential-manager', 'Credential Manager opens it by itself'],
    ['kwallet', 'kwallet opens it by itself'],
  ])('name the keystore, known or not: %s', async (name, words) => {
    await openVault({ vault: { keystore: { name } } });
    expect(text('way-keystore')).toBe(words);
  });

  it('adds a passphrase that the keystore vouches for', async () => {
    const { host } = await openVault();
    expect(text('way-passphrase')).toBe('None yet');
    await click('passphrase-open');
    expect(one('proof').dataset['kind']).toBe('keystore');
    expect(disabled('passphrase-set')).toBe(true);
    await fill('passphrase-new', PASSPHRASE);
    await fill('passphrase-new-repeat', PASSPHRASE);
    await click('passphrase-set');
    expect(page()).toBe('vault');
    expect(text('way-passphrase')).toBe('Set');
    expect(host.vault.setting.passphrase).toBe(PASSPHRASE);
    expect(text('toast')).toBe('The passphrase is set');
  });

  it('says why the keystore does not vouch', async () => {
    const { host } = await openVault();
    host.vault.keystore.fault = 'keystore_denied';
    await click('passphrase-open');
    await fill('passphrase-new', PASSPHRASE);
    await fill('passphrase-new-repeat', PASSPHRASE);
    await click('passphrase-set');
    expect(text('passphrase-fault')).toContain('The keystore refused access');
    expect(page()).toBe('passphrase');
  });

  it('changes a passphrase by the old one', async () => {
    const { host } = await openVault({ vault: { passphrase: PASSPHRASE } });
    await click('passphrase-open');
    await fill('proof-passphrase', 'wrong');
    await fill('passphrase-new', 'another orbit velvet');
    await fill('passphrase-new-repeat', 'another orbit velvet');
    await click('passphrase-set');
    expect(text('passphrase-fault')).toContain('Wrong passphrase');
    expect(document.activeElement).toBe(one('proof-passphrase'));
    await fill('proof-passphrase', PASSPHRASE);
    await click('passphrase-set');
    expect(host.vault.setting.passphrase).toBe('another orbit velvet');
  });

  it('changes a forgotten one by the kit', async () => {
    const { host } = await openVault({ vault: { passphrase: PASSPHRASE, kit: KIT } });
    await click('passphrase-open');
    await click('proof-kit-instead');
    await fill('proof-kit', KIT);
    await fill('passphrase-new', 'another orbit velvet');
    await fill('passphrase-new-repeat', 'another orbit velvet');
    await click('passphrase-set');
    expect(host.vault.setting.passphrase).toBe('another orbit velvet');
  });

  it('takes a passphrase away by itself', async () => {
    const { host } = await openVault({ vault: { passphrase: PASSPHRASE } });
    await click('way-remove-passphrase');
    expect(disabled('way-remove-confirm')).toBe(true);
    await fill('proof-passphrase', 'wrong');
    await click('way-remove-confirm');
    expect(text('way-remove-confirm-fault')).toContain('Wrong passphrase');
    await fill('proof-passphrase', PASSPHRASE);
    await click('way-remove-confirm');
    expect(all('way-remove-confirm')).toHaveLength(0);
    expect(text('way-passphrase')).toBe('None yet');
    expect(host.vault.setting.passphrase).toBe('');
  });

  it('keeps the last', async () => {
    await openWindow({ accounts, vault: { keystore: { name: null }, passphrase: PASSPHRASE } });
    await fill('passphrase', PASSPHRASE);
    await click('passphrase-submit');
    await click('open-vault');
    expect(disabled('way-remove-passphrase')).toBe(true);
    expect(text('way-passphrase')).toContain('The last way in cannot be removed');
  });
});

describe('the tenth wrong PIN', () => {
  it('erases only after a warning was agreed to, and stops at a click', async () => {
    const { host } = await openVault();
    expect(one('erase-at-ten').getAttribute('aria-checked')).toBe('false');
    await click('erase-at-ten');
    expect(document.querySelector('dialog')?.textContent).toContain('destroys the account here');
    expect(host.vault.setting.eraseAtTen).toBe(false);
    await click('erase-confirm');
    expect(one('erase-at-ten').getAttribute('aria-checked')).toBe('true');
    await click('erase-at-ten');
    expect(host.vault.setting.eraseAtTen).toBe(false);
  });

  it('leaves the switch where it is when that was not saved', async () => {
    await openVault({ faults: { erase_at_ten: 'disk' } });
    await click('erase-at-ten');
    await click('erase-confirm');
    expect(text('erase-confirm-fault')).toContain('could not be read or written');
    expect(one('erase-at-ten').getAttribute('aria-checked')).toBe('false');
  });
});

describe('backups', () => {
  it('are made in a folder that was chosen, and say when', async () => {
    const { host } = await openVault({ deriving: 500 });
    await click('backup-choose');
    expect(text('backup-folder')).toBe('/home/trader/Backups');
    expect(text('backup-last')).toBe('Making a copy…');
    expect(disabled('backup-now')).toBe(true);
    await pass(600);
    expect(text('backup-last')).toContain('2026');
    expect(disabled('backup-now')).toBe(false);
    expect((one('backup-keep') as HTMLSelectElement).value).toBe('10');
    const keep = one('backup-keep') as HTMLSelectElement;
    keep.value = '3';
    keep.dispatchEvent(new Event('change', { bubbles: true }));
    await pass(600);
    expect(host.vault.setting.backup?.keep).toBe(3);
  });

  it('stay unplanned when the dialog is cancelled', async () => {
    await openVault({ vault: { folder: null } });
    await click('backup-choose');
    expect(all('backup-folder')).toHaveLength(0);
    expect(text('backup-fault')).toBe('');
  });

  it('show a failure until one works', async () => {
    const { host } = await openVault({ vault: { backupFails: 'No space left on device' } });
    await click('backup-choose');
    expect(text('backup-failed')).toContain('No space left on device');
    await click('backup-now');
    expect(text('backup-failed')).toContain('The last copy failed');
    await press('Escape');
    expect(one('vault-banner').dataset['notice']).toBe('backup_failed');
    expect(all('vault-banner-later')).toHaveLength(0);
    await click('vault-banner-open');
    host.vault.setting.backupFails = null;
    await click('backup-now');
    expect(all('backup-failed')).toHaveLength(0);
  });

  it('end when that was agreed to', async () => {
    await openVault();
    await click('backup-choose');
    await click('backup-end');
    await click('backup-end-confirm');
    expect(all('backup-folder')).toHaveLength(0);
    expect(text('toast')).toContain('those there stay');
  });

  it('say why a folder cannot be used', async () => {
    await openVault({ faults: { backup_choose: 'folder_unusable' } });
    await click('backup-choose');
    expect(text('backup-fault')).toContain('This folder cannot be used');
  });
});
