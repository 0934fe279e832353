import { describe, expect, it } from 'vitest';

import { main } from '../testing/given-accounts';
import { all, click, fill, one, openWindow, page, text } from '../testing/window';

const PASSPHRASE = 'staple orbit velvet mango';

describe('a vault that does not open', () => {
  it('is replaced by a backup where it is damaged', async () => {
    const vault_file = { other: { accounts: [main('700004')], ways: { passphrase: PASSPHRASE, kit: true } } };
    await openWindow({ vault: 'damaged', vault_file });
    expect(page()).toBe('fault');
    expect(one('fault').dataset['code']).toBe('vault_damaged');
    await click('restore-file');
    expect(page()).toBe('restore');
    await fill('proof-passphrase', PASSPHRASE);
    await click('restore-go');
    expect(page()).toBe('list');
    expect(all('row-unsynced')).toHaveLength(1);
    expect(text('toast')).toBe('The vault was restored');
  });

  it('can be left for a new one where it is damaged', async () => {
    await openWindow({ vault: 'damaged' });
    await click('begin-anew');
    await click('begin-anew-confirm');
    expect(page()).toBe('list');
  });

  it.each(['vault_newer', 'disk', 'vault_in_use'] as const)('is whole and stays: %s', async (code) => {
    const { host } = await openWindow({ faults: { start: code } });
    expect(one('fault').dataset['code']).toBe(code);
    expect(all('restore-file')).toHaveLength(0);
    expect(all('begin-anew')).toHaveLength(0);
    host.faults = {};
    await click('fault-retry');
    expect(page()).toBe('list');
  });
});

describe('a machine without a keystore', () => {
  it('takes a passphrase that is hard to guess, typed twice', async () => {
    const { host } = await openWindow({ first_start: true, keystore: 'absent' });
    const submit = (): boolean => (one('passphrase-submit') as HTMLButtonElement).disabled;
    await fill('passphrase', '123456');
    await fill('passphrase-repeat', '123456');
    expect(one('passphrase-strength').dataset['score']).toBe('0');
    expect(submit()).toBe(true);
    await fill('passphrase', PASSPHRASE);
    expect(submit()).toBe(true);
    await fill('passphrase-repeat', 'staple orbits');
    expect(one('page').textContent).toContain('The two are not the same');
    await fill('passphrase-repeat', PASSPHRASE);
    expect(submit()).toBe(false);
    await click('passphrase-submit');
    expect(page()).toBe('list');
    expect((await host.call('vault_view', {})).asks).toBe('passphrase');
  });

  it('takes over a backup of another', async () => {
    const vault_file = { other: { ways: { kit: true } } };
    const { fileKit } = await openWindow({ first_start: true, keystore: 'absent', vault_file });
    await click('restore-file');
    expect(page()).toBe('restore');
    expect(one('page').textContent).not.toContain('kept aside');
    await fill('proof-kit', fileKit);
    await click('restore-go');
    expect(page()).toBe('list');
  });
});
