import { describe, expect, it } from 'vitest';

import { main, plain } from '../testing/given-accounts';
import { all, click, fill, join, one, openWindow, page, press, prove, provePassphrase, text } from '../testing/window';
import { secret } from '../testing/secret';

const PASSPHRASE = 'staple orbit velvet mango';
const accounts = [main('700004', { wrong: 6 }), plain('me@example.hk')];
/** The account without the wrong PINs, so that its PIN may be tried. */
const free = [main('700004')];

describe('earlier states', () => {
  it('are listed with their dates, what they hold and where they come from', async () => {
    await openWindow({ accounts, backup: 'works' });
    await click('open-vault');
    await click('earlier-open');
    expect(page()).toBe('earlier');
    const rows = all('earlier-row');
    expect(new Set(rows.map((row) => row.dataset['origin']))).toEqual(new Set(['generation', 'backup']));
    expect(rows[0]?.textContent).toContain('2 accounts');
  });

  it('are gone back to after it was said what happens', async () => {
    const { kit } = await openWindow({ accounts, ways: { kit: true } });
    await click('open-vault');
    await click('earlier-open');
    await click('earlier-restore', all('earlier-row')[0]);
    expect(page()).toBe('restore');
    expect(text('restore-accounts')).toBe('2');
    const said = one('page').textContent;
    expect(said).toContain('The present vault is kept aside first');
    expect(said).toContain('ask for their PIN once');
    expect(said).toContain('stay counted');
    expect(one('proof').dataset['kind']).toBe('keystore');
    await click('restore-go');
    // A right PIN would end the wait, so the kit proves the user.
    await click('prove-kit');
    await fill('proof-kit', kit);
    await click('prove-submit');
    expect(page()).toBe('list');
    expect(all('row-unsynced')).toHaveLength(1);
    // The wait after the wrong PINs goes on.
    expect(text('row-wait')).toBe('Wait 1:00');
    expect(text('toast')).toBe('The vault was restored');
  });

  it('are left alone by Escape', async () => {
    const { host } = await openWindow({ accounts });
    await click('open-vault');
    await click('earlier-open');
    await click('earlier-restore', all('earlier-row')[0]);
    await press('Escape');
    expect(page()).toBe('earlier');
    expect(host.calls).toContain('restore_cancel');
    expect(host.calls).not.toContain('restore');
  });

  it('may be none', async () => {
    await openWindow({ answers: { earlier: () => [] } });
    await click('open-vault');
    await click('earlier-open');
    expect(text('earlier-none')).toContain('no earlier state');
  });

  it('say why they cannot be listed or picked', async () => {
    const { host } = await openWindow({ accounts, faults: { earlier: 'disk' } });
    await click('open-vault');
    await click('earlier-open');
    expect(text('earlier-fault')).toContain('could not be read or written');
    await press('Escape');
    host.faults = { earlier_pick: 'not_a_vault' };
    await click('earlier-open');
    await click('earlier-restore', all('earlier-row')[0]);
    expect(text('earlier-pick-fault')).toContain('This file is not a whole vault');
  });
});

describe('a file', () => {
  it('is opened by its passphrase or its kit, and stays picked until one fits', async () => {
    const vault_file = { other: { ways: { passphrase: PASSPHRASE, kit: true } } };
    const { host, fileKit } = await openWindow({ accounts: free, vault_file });
    const { kit: another } = await join({ ways: { kit: true } }, 'main');
    await click('open-vault');
    await click('restore-file');
    expect(text('restore-accounts')).toBe('Seen once it is open');
    expect((one('restore-go') as HTMLButtonElement).disabled).toBe(true);
    await fill('proof-passphrase', 'wrong');
    await click('restore-go');
    await prove();
    expect(text('restore-fault')).toContain('Wrong passphrase');
    expect(document.activeElement).toBe(one('proof-passphrase'));
    await click('proof-kit-instead');
    await fill('proof-kit', another);
    await click('restore-go');
    // The kit that should open the file was wrong. The proof was right.
    expect(text('restore-fault')).toContain('This recovery kit does not fit');
    await fill('proof-kit', fileKit);
    await click('restore-go');
    expect(page()).toBe('list');
    expect(await host.call('kit_test', { kit: secret(fileKit) })).toBe('opens');
  });

  it('changes nothing when the dialog is cancelled or the file is no vault', async () => {
    const { host } = await openWindow({ accounts });
    await click('open-vault');
    await click('restore-file');
    expect(page()).toBe('vault');
    host.faults = { restore_choose: 'not_a_vault' };
    await click('restore-file');
    expect(text('restore-file-fault')).toContain('Choose another backup');
  });

  it('of another computer’s keystore alone cannot be opened here', async () => {
    await openWindow({ accounts, vault_file: { other: {} } });
    await click('open-vault');
    await click('restore-file');
    expect(one('page').textContent).toContain('Only the keystore of another computer opens this file');
    expect((one('restore-go') as HTMLButtonElement).disabled).toBe(true);
  });

  it('is opened by its passphrase where this computer’s keystore does not vouch after all', async () => {
    const { host } = await openWindow({ accounts, ways: { passphrase: PASSPHRASE }, vault_file: 'copy' });
    await click('open-vault');
    await click('restore-file');
    await host.keystore('denied');
    await click('restore-go');
    await provePassphrase(PASSPHRASE);
    expect(text('restore-fault')).toContain('It is not confirmed that it is you');
    await click('proof-passphrase-instead');
    await fill('proof-passphrase', PASSPHRASE);
    await click('restore-go');
    expect(page()).toBe('list');
  });

  it('opens a locked vault’s place too', async () => {
    const ways = { keystore: false, passphrase: 'forgotten orbit velvet mango' };
    const { fileKit } = await openWindow({ accounts, ways, vault_file: { other: { ways: { kit: true } } } });
    await click('unlock-other');
    await click('restore-file');
    expect(page()).toBe('restore');
    await press('Escape');
    expect(page()).toBe('unlock');
    await click('unlock-other');
    await click('restore-file');
    await fill('proof-kit', fileKit);
    await click('restore-go');
    expect(page()).toBe('list');
  });
});
