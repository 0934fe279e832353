import { describe, expect, it } from 'vitest';

import type { FakeAccountSeed } from '../ipc/fake/account';
import { makeKitText } from '../ipc/fake/kit';
import type { FakeState } from '../ipc/fake/vault';
import { all, click, fill, one, openWindow, page, press, text } from '../testing/page';

const PASSPHRASE = 'staple orbit velvet';
const KIT = makeKitText(1);
const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 24, 1, 30, 5);
const accounts: FakeAccountSeed[] = [
  { issuer: 'Fuyi', number: '700004', pin: '246810', wrong: 6 },
  { issuer: 'Google', number: 'me@example.hk' },
];
const here: FakeState = { savedMs: NOW - HOUR, origin: 'generation', accounts: 2, opensHere: true };
const away: FakeState = { savedMs: NOW - 30 * HOUR, origin: 'backup', accounts: null, opensHere: false };

describe('earlier states', () => {
  it('are listed with their dates, what they hold and where they come from', async () => {
    await openWindow({ accounts, vault: { earlier: [here, { ...away, passphrase: PASSPHRASE }] } });
    await click('open-vault');
    await click('earlier-open');
    expect(page()).toBe('earlier');
    const rows = all('earlier-row');
    expect(rows.map((row) => row.dataset['origin'])).toEqual(['generation', 'backup']);
    expect(rows[0]?.textContent).toContain('2 accounts');
    expect(rows[1]?.textContent).toContain('Accounts seen once it is open');
  });

  it('are gone back to after it was said what happens', async () => {
    await openWindow({ accounts, vault: { earlier: [here] } });
    await click('open-vault');
    await click('earlier-open');
    await click('earlier-restore');
    expect(page()).toBe('restore');
    expect(text('restore-accounts')).toBe('2');
    const said = one('page').textContent;
    expect(said).toContain('The present vault is kept aside first');
    expect(said).toContain('ask for their PIN once');
    expect(said).toContain('stay counted');
    expect(one('proof').dataset['kind']).toBe('keystore');
    await click('restore-go');
    expect(page()).toBe('list');
    expect(all('row-unsynced')).toHaveLength(1);
    // The wait that wrong PINs have earned goes on.
    expect(text('row-wait')).toBe('Wait 1:00');
    expect(text('toast')).toBe('The vault was restored');
  });

  it('are left alone by Escape', async () => {
    const { host } = await openWindow({ accounts, vault: { earlier: [here] } });
    await click('open-vault');
    await click('earlier-open');
    await click('earlier-restore');
    await press('Escape');
    expect(page()).toBe('earlier');
    expect(host.calls).toContain('restore_cancel');
    expect(host.calls).not.toContain('restore');
  });

  it('may be none', async () => {
    await openWindow({ accounts });
    await click('open-vault');
    await click('earlier-open');
    expect(text('earlier-none')).toContain('no earlier state');
  });

  it('say why they cannot be listed or picked', async () => {
    const { host } = await openWindow({ accounts, vault: { earlier: [here] }, faults: { earlier: 'disk' } });
    await click('open-vault');
    await click('earlier-open');
    expect(text('earlier-fault')).toContain('could not be read or written');
    await press('Escape');
    host.setting.faults = { earlier_pick: 'not_a_vault' };
    await click('earlier-open');
    await click('earlier-restore');
    expect(text('earlier-pick-fault')).toContain('This file is not a whole vault');
  });
});

describe('a file', () => {
  it('is opened by its passphrase or its kit, and stays picked until one fits', async () => {
    const { host } = await openWindow({ accounts, vault: { file: { ...away, passphrase: PASSPHRASE, kit: KIT } } });
    await click('open-vault');
    await click('restore-file');
    expect(text('restore-accounts')).toBe('Seen once it is open');
    expect((one('restore-go') as HTMLButtonElement).disabled).toBe(true);
    await fill('proof-passphrase', 'wrong');
    await click('restore-go');
    expect(text('restore-fault')).toContain('Wrong passphrase');
    expect(document.activeElement).toBe(one('proof-passphrase'));
    await click('proof-kit-instead');
    await fill('proof-kit', makeKitText(2));
    await click('restore-go');
    expect(text('restore-fault')).toContain('This recovery kit does not fit');
    await fill('proof-kit', KIT);
    await click('restore-go');
    expect(page()).toBe('list');
    expect(host.vault.setting.kit).toBe(KIT);
  });

  it('changes nothing when the dialog is cancelled or the file is no vault', async () => {
    const { host } = await openWindow({ accounts });
    await click('open-vault');
    await click('restore-file');
    expect(page()).toBe('vault');
    host.setting.faults = { restore_choose: 'not_a_vault' };
    await click('restore-file');
    expect(text('restore-file-fault')).toContain('Choose another backup');
  });

  it('of another computer’s keystore alone cannot be opened here', async () => {
    await openWindow({ accounts, vault: { file: away } });
    await click('open-vault');
    await click('restore-file');
    expect(one('page').textContent).toContain('Only the keystore of another computer opens this file');
    expect((one('restore-go') as HTMLButtonElement).disabled).toBe(true);
  });

  it('is opened by its passphrase where this computer’s keystore does not vouch after all', async () => {
    const file: FakeState = { ...away, opensHere: true, passphrase: PASSPHRASE };
    const { host } = await openWindow({ accounts, vault: { file } });
    await click('open-vault');
    await click('restore-file');
    host.vault.keystore.fault = 'keystore_denied';
    await click('restore-go');
    expect(text('restore-fault')).toContain('The passphrase or the recovery kit is needed');
    await click('proof-passphrase-instead');
    await fill('proof-passphrase', PASSPHRASE);
    await click('restore-go');
    expect(page()).toBe('list');
  });

  it('opens a locked vault’s place too', async () => {
    const vault = { keystore: { name: null }, passphrase: 'forgotten orbit velvet', file: { ...away, kit: KIT } };
    await openWindow({ accounts, vault });
    await click('unlock-other');
    await click('restore-file');
    expect(page()).toBe('restore');
    await press('Escape');
    expect(page()).toBe('unlock');
    await click('unlock-other');
    await click('restore-file');
    await fill('proof-kit', KIT);
    await click('restore-go');
    expect(page()).toBe('list');
  });
});
