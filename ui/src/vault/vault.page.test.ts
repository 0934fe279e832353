import { describe, expect, it } from 'vitest';

import type { AccessView } from '../ipc/generated/contract';
import { en } from '../text/en';
import { main, plain } from '../testing/given-accounts';
import type { TestHost } from '../testing/host';
import { all, click, control, fill, join, one, openWindow, page, press, prove, provePassphrase, select } from '../testing/window';
import { settle, text } from '../testing/window';
import { vaultOf, type Opened, type Setting } from '../testing/window';
import { secret } from '../testing/secret';

const PASSPHRASE = 'staple orbit velvet mango';
const ANOTHER = 'another orbit velvet mango';
const accounts = [main('700004'), main('700005', { bound: 'sub_unsynced' }), plain('me@example.hk')];

const disabled = (testid: string): boolean => (one(testid) as HTMLButtonElement).disabled;

async function openVault(setting: Setting = {}, language = 'en'): Promise<Opened> {
  const opened = await openWindow({ accounts, ...setting }, language);
  await click('open-vault');
  expect(page()).toBe('vault');
  return opened;
}

/** Settings for a vault that a newer version has written. There is no such version, so the answer is made up. */
async function newer(): Promise<Setting> {
  const { host } = await join({ accounts }, 'main');
  await host.call('start', {});
  const view = await host.call('vault_view', {});
  return { answers: { vault_view: () => ({ ...view, access: 'newer_version' }) } };
}

/** Checks that the vault opens with the passphrase. */
async function opensWith(host: TestHost, passphrase: string): Promise<void> {
  await host.call('vault_lock', {});
  const proof = { kind: 'passphrase', passphrase: secret(passphrase) } as const;
  expect(await host.call('vault_unlock', { proof, renew: false })).toEqual({ kind: 'open' });
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
    host.faults = {};
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

  it.each<Exclude<AccessView, 'full'>>([
    'other_process',
    'newer_version',
    'older_state',
    'memory_missing',
    'memory_forged',
    'memory_unread',
  ])('has words for each reason of a vault that may only be read: %s', async (access) => {
    await openVault(access === 'newer_version' ? await newer() : { vault: access });
    const words = en.access[access];
    expect(text('vault-access')).toContain(words.headline);
    expect(text('vault-access')).toContain(words.next);
    expect(disabled('passphrase-open')).toBe(true);
    expect(disabled('kit-open')).toBe(true);
    expect(disabled('backup-choose')).toBe(true);
    expect(disabled('erase-at-ten')).toBe(true);
    expect(disabled('restore-file')).toBe(access === 'other_process');
    expect(all('vault-accept')).toHaveLength(access === 'other_process' || access === 'newer_version' ? 0 : 1);
  });

  it('goes on with an older state only when it was agreed to, and its PINs are to be confirmed', async () => {
    const { host, app } = await openVault({ vault: 'older_state' });
    await click('vault-accept');
    expect(document.querySelector('dialog')?.textContent).toContain('ask for their PIN once');
    expect(host.calls).not.toContain('vault_accept_older');
    await click('vault-accept-confirm');
    expect(one('vault-access').dataset['access']).toBe('full');
    expect(all('vault-accept-confirm')).toHaveLength(0);
    expect(vaultOf(app).accounts.rows.map(({ binding }) => binding.kind)).toEqual(['unsynced', 'unsynced', 'plain']);
  });

  it('tells of damaged files and of accounts set aside', async () => {
    const { host } = await openVault({ vault: 'newest_damaged' });
    const view = await host.call('vault_view', {});
    expect(view.damaged_files).toBe(2);
    // The test has no file with an account that this version cannot read, so the answer is made up.
    host.answers = { vault_view: () => ({ ...view, set_aside: 1 }) };
    host.emit('vault-changed');
    await settle();
    expect(text('vault-damaged')).toContain('2 damaged files were found');
    expect(text('vault-damaged')).toContain('quarantine');
    expect(text('vault-set-aside')).toContain('1 account could not be read');
    expect(text('vault-access')).not.toContain('Everything is in order');
  });

  it('tells of damaged files that lie where they were', async () => {
    const { host } = await openVault();
    const view = await host.call('vault_view', {});
    host.answers = { vault_view: () => ({ ...view, damaged_files: 1, quarantine_failed: true }) };
    host.emit('vault-changed');
    await settle();
    expect(text('vault-damaged')).toContain('could not be moved');
  });

  it.each([
    ['mended', 'Lingpai has changed that'],
    ['others', 'Lingpai could not change that'],
  ] as const)('tells of a folder that others could open: %s', async (rights, words) => {
    const { host } = await openVault();
    expect(all('vault-rights')).toHaveLength(0);
    const view = await host.call('vault_view', {});
    expect(view.folder_rights).toBe('owner');
    host.answers = { vault_view: () => ({ ...view, folder_rights: rights }) };
    host.emit('vault-changed');
    await settle();
    expect(text('vault-rights')).toContain(words);
    expect(text('vault-access')).not.toContain('Everything is in order');
    await press('Escape');
    expect(one('vault-banner').dataset['notice']).toBe('folder_rights');
  });

  it('does not let a PIN be tried while nothing can be counted', async () => {
    await openWindow({ accounts, vault: 'memory_missing' });
    await click('row-generate', all('row')[0]);
    await press('2', '4', '6', '8', '1', '0', 'Enter');
    expect(text('pin-message')).toContain('The vault can only be read for now');
  });
});

describe('the ways in', () => {
  it.each([
    ['credential-manager', 'Credential Manager opens it by itself'],
    ['kwallet', 'kwallet opens it by itself'],
  ])('name the keystore, known or not: %s', async (name, words) => {
    await openVault({ keystore_name: name });
    expect(text('way-keystore')).toBe(words);
  });

  it('adds a passphrase', async () => {
    const { host } = await openVault();
    expect(text('way-passphrase')).toBe('None yet');
    await click('passphrase-open');
    expect(disabled('passphrase-set')).toBe(true);
    await fill('passphrase-new', PASSPHRASE);
    await fill('passphrase-new-repeat', PASSPHRASE);
    await click('passphrase-set');
    await prove();
    expect(page()).toBe('vault');
    expect(text('way-passphrase')).toBe('Set');
    expect((await host.call('vault_view', {})).asks).toBe('passphrase');
    expect(text('toast')).toBe('The passphrase is set');
  });

  it('says why the keystore does not vouch', async () => {
    // The account has no PIN, so the system checks the user. A PIN could not be tried, because the keystore takes no count.
    const { host } = await openVault({ accounts: [plain('me@example.hk')] });
    await host.keystore('denied');
    await click('passphrase-open');
    await fill('passphrase-new', PASSPHRASE);
    await fill('passphrase-new-repeat', PASSPHRASE);
    await click('passphrase-set');
    expect(text('passphrase-fault')).toContain('The keystore refused access');
    expect(page()).toBe('passphrase');
  });

  it('changes a passphrase by the old one', async () => {
    const { host } = await openVault({ ways: { passphrase: PASSPHRASE } });
    await click('passphrase-open');
    await fill('passphrase-new', ANOTHER);
    await fill('passphrase-new-repeat', ANOTHER);
    await click('passphrase-set');
    await provePassphrase('wrong');
    expect(text('prove-fault')).toContain('Wrong passphrase');
    expect(document.activeElement).toBe(one('proof-passphrase'));
    await provePassphrase(PASSPHRASE);
    await opensWith(host, ANOTHER);
  });

  it('changes a forgotten one by the kit', async () => {
    const { host, kit } = await openVault({ ways: { passphrase: PASSPHRASE, kit: true } });
    await click('passphrase-open');
    await fill('passphrase-new', ANOTHER);
    await fill('passphrase-new-repeat', ANOTHER);
    await click('passphrase-set');
    await click('proof-kit-instead');
    await fill('proof-kit', kit);
    await click('prove-submit');
    await opensWith(host, ANOTHER);
  });

  it('takes a passphrase away by itself', async () => {
    const { host } = await openVault({ ways: { passphrase: PASSPHRASE } });
    await click('way-remove-passphrase');
    await click('way-remove-confirm');
    await provePassphrase('wrong');
    expect(text('prove-fault')).toContain('Wrong passphrase');
    await provePassphrase(PASSPHRASE);
    expect(all('way-remove-confirm')).toHaveLength(0);
    expect(text('way-passphrase')).toBe('None yet');
    expect((await host.call('vault_view', {})).passphrase).toBe(false);
    // The passphrase still opens the earlier files, so the page asks whether to remove them.
    expect(document.querySelector('dialog')?.textContent).toContain('Remove older states and backups?');
    await click('older-confirm');
    // The removal takes another proof. The passphrase is gone, so it is another kind.
    expect(host.calls).not.toContain('older_remove');
    await prove();
    expect(all('older-confirm')).toHaveLength(0);
    expect(all('toast').at(-1)?.textContent).toContain('Older states removed');
    expect(await host.call('earlier', {})).toEqual([]);
  });

  it('leaves older states where the user does not want to lose them', async () => {
    const { host } = await openVault({ ways: { kit: true } });
    await click('older-open');
    await click('older-confirm-cancel');
    expect(all('older-confirm')).toHaveLength(0);
    expect(host.calls).not.toContain('older_remove');
  });

  it('keeps the last', async () => {
    await openWindow({ accounts, ways: { keystore: false, passphrase: PASSPHRASE } });
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
    expect((await host.call('vault_view', {})).erase_at_ten).toBe(false);
    await click('erase-confirm');
    await prove();
    expect(one('erase-at-ten').getAttribute('aria-checked')).toBe('true');
    await click('erase-at-ten');
    await prove();
    expect((await host.call('vault_view', {})).erase_at_ten).toBe(false);
  });

  it('leaves the switch where it is when that was not saved', async () => {
    await openVault({ faults: { erase_at_ten: 'disk' } });
    await click('erase-at-ten');
    await click('erase-confirm');
    await prove();
    expect(text('erase-confirm-fault')).toContain('could not be read or written');
    expect(one('erase-at-ten').getAttribute('aria-checked')).toBe('false');
  });
});

describe('backups', () => {
  it('are made in a folder that was chosen, and say when', async () => {
    const { host } = await openVault();
    await host.folder('works');
    // The copy is made too soon to be seen. The answer is changed to the state while it is being made.
    host.answers.backup_choose = async (args) => {
      const view = await host.program.call('backup_choose', args);
      return { ...view, backup: view.backup && { ...view.backup, running: true, last_ms: null } };
    };
    await click('backup-choose');
    host.hold('vault_view');
    await prove();
    expect(text('backup-folder')).toContain('backups');
    expect(text('backup-last')).toBe('Making a copy…');
    expect(disabled('backup-now')).toBe(true);
    host.release();
    await settle();
    expect(text('backup-last')).toContain('2026');
    expect(disabled('backup-now')).toBe(false);
    expect((one('backup-keep') as HTMLSelectElement).value).toBe('10');
    await select('backup-keep', '3');
    await prove();
    expect((await host.call('vault_view', {})).backup?.keep).toBe(3);
  });

  it('stay unplanned when the dialog is cancelled, and the proof stays good', async () => {
    const { host } = await openVault();
    await click('backup-choose');
    await prove();
    expect(all('backup-folder')).toHaveLength(0);
    expect(text('backup-fault')).toBe('');
    await host.folder('works');
    await click('backup-choose');
    expect(text('backup-folder')).toContain('backups');
  });

  it('show a failure until one works', async () => {
    const { host } = await openVault({ backup: 'fails' });
    await click('backup-now');
    expect(text('backup-failed')).toContain('The last copy failed');
    await press('Escape');
    expect(one('vault-banner').dataset['notice']).toBe('backup_failed');
    expect(all('vault-banner-later')).toHaveLength(0);
    await click('vault-banner-open');
    await host.folder('works');
    await click('backup-now');
    expect(all('backup-failed')).toHaveLength(0);
  });

  it('end when that was agreed to', async () => {
    await openVault({ backup: 'works' });
    await click('backup-end');
    await click('backup-end-confirm');
    await prove();
    expect(all('backup-folder')).toHaveLength(0);
    expect(text('toast')).toContain('those there stay');
  });

  it('say why a folder cannot be used', async () => {
    await openVault({ faults: { backup_choose: 'folder_unusable' } });
    await click('backup-choose');
    await prove();
    expect(text('backup-fault')).toContain('This folder cannot be used');
  });
});
