import { describe, expect, it, vi } from 'vitest';

import type { FaultCode } from '../ipc/generated/contract';
import { toFault } from '../ipc/host';
import type { KeystoreState } from '../testing/given';
import { main, plain } from '../testing/given-accounts';
import { en } from '../text/en';
import {
  all,
  beginWindow,
  click,
  control,
  fill,
  one,
  vaultOf,
  join,
  openWindow,
  page,
  press,
  settle,
  text,
} from '../testing/window';

const PASSPHRASE = 'staple orbit velvet mango';
const accounts = [main('700004'), plain('me@example.hk')];

const disabled = (testid: string): boolean => (one(testid) as HTMLButtonElement).disabled;

describe('a vault without a keystore', () => {
  const ways = { keystore: false, passphrase: PASSPHRASE };

  it('asks for its passphrase at once', async () => {
    await openWindow({ accounts, ways });
    expect(page()).toBe('unlock');
    expect(document.activeElement).toBe(one('passphrase'));
    expect(disabled('passphrase-submit')).toBe(true);
    await fill('passphrase', 'staple orbit velvet mangos');
    await click('passphrase-submit');
    expect(text('passphrase-message')).toContain('Wrong passphrase');
    expect(document.activeElement).toBe(one('passphrase'));
    await fill('passphrase', PASSPHRASE);
    expect(text('passphrase-message')).toBe('');
    await click('passphrase-submit');
    expect(page()).toBe('list');
    expect(all('row')).toHaveLength(2);
  });

  it('keeps the other ways out of sight until they are asked for', async () => {
    await openWindow({ accounts, ways: { ...ways, kit: true } });
    expect(all('unlock-kit')).toHaveLength(0);
    expect(all('begin-anew')).toHaveLength(0);
    await click('unlock-other');
    expect(all('unlock-kit')).toHaveLength(1);
    expect(all('restore-file')).toHaveLength(1);
    expect(all('begin-anew')).toHaveLength(1);
  });

  it('takes the kit however it was typed', async () => {
    const { kit } = await openWindow({ accounts, ways: { keystore: false, kit: true } });
    const { kit: another } = await join({ ways: { kit: true } }, 'main');
    expect(document.activeElement).toBe(one('unlock-kit'));
    await fill('unlock-kit', kit.slice(0, -1));
    expect(one('page').textContent).toContain('73 of 74 characters');
    await click('unlock-kit-submit');
    expect(text('unlock-kit-message')).toContain('A character is wrong or missing');
    await fill('unlock-kit', another);
    await click('unlock-kit-submit');
    expect(text('unlock-kit-message')).toContain('This recovery kit does not fit');
    await fill('unlock-kit', ` ${kit.toLowerCase().replace(/(.{6})/g, '$1\n')} `);
    await press('Enter');
    expect(page()).toBe('list');
  });
});

describe('a keystore that gives no key', () => {
  const states: KeystoreState[] = ['absent', 'key_missing', 'denied', 'slow', 'ambiguous', 'undecodable', 'failed'];
  const codes = states.map((state) => `keystore_${state}` as FaultCode & keyof typeof en.faults);

  it.each(states)('is explained in its own words: %s', async (keystore) => {
    const fault = `keystore_${keystore}` as (typeof codes)[number];
    await openWindow({ accounts, keystore, ways: { kit: true } });
    expect(page()).toBe('unlock');
    expect(document.querySelector('h1')?.textContent).toBe(en.faults[fault].headline);
    expect(one('fault').dataset['code']).toBe(fault);
    expect(text('fault')).toBe(en.faults[fault].next);
    expect(all('unlock-renew')).toHaveLength(fault === 'keystore_key_missing' ? 1 : 0);
    expect(all('passphrase')).toHaveLength(0);
    expect(all('unlock-kit')).toHaveLength(1);
  });

  it('has words that no other fault has', () => {
    const words = codes.flatMap((code) => [en.faults[code].headline, en.faults[code].next]);
    expect(new Set(words).size).toBe(words.length);
  });

  it('is asked again, and says when something else is wrong now', async () => {
    const { host } = await openWindow({ accounts, keystore: 'denied' });
    await host.keystore('ambiguous');
    await click('fault-retry');
    expect(one('fault').dataset['code']).toBe('keystore_ambiguous');
    await host.keystore('works');
    await click('fault-retry');
    expect(page()).toBe('list');
  });

  it('gets a new key only where the user says so', async () => {
    const ways = { passphrase: PASSPHRASE, kit: true };
    const { host } = await openWindow({ accounts, ways, keystore: 'key_missing' });
    await fill('passphrase', PASSPHRASE);
    await click('passphrase-submit');
    expect(page()).toBe('list');
    expect((await host.look()).keystore_key).toBe(false);
    expect(all('row-unsynced')).toHaveLength(0);
  });

  it('opens the vault by itself again after that', async () => {
    const { host } = await openWindow({ accounts, ways: { passphrase: PASSPHRASE }, keystore: 'key_missing' });
    await click('unlock-renew');
    await fill('passphrase', PASSPHRASE);
    await click('passphrase-submit');
    expect(page()).toBe('list');
    expect((await host.look()).keystore_key).toBe(true);
    expect(all('row-unsynced')).toHaveLength(1);
  });
});

describe('beginning anew', () => {
  it('asks first, and says that codes stop and the old vault is kept', async () => {
    const { host } = await openWindow({ accounts, keystore: 'key_missing' });
    await click('begin-anew');
    const said = document.querySelector('dialog')?.textContent ?? '';
    expect(said).toContain('kept aside');
    expect(said).toContain('codes stop here until each account is bound again');
    await click('begin-anew-confirm-cancel');
    expect(all('begin-anew-confirm')).toHaveLength(0);
    expect(host.calls).not.toContain('vault_begin_anew');
    await click('begin-anew');
    await click('begin-anew-confirm');
    expect(page()).toBe('list');
    expect(all('row')).toHaveLength(0);
    expect(text('toast')).toContain('the old one is kept aside');
  });

  it('says in its own place why it did not work', async () => {
    await openWindow({ accounts, keystore: 'key_missing', faults: { vault_begin_anew: 'disk' } });
    await click('begin-anew');
    await click('begin-anew-confirm');
    expect(text('begin-anew-confirm-fault')).toContain('could not be read or written');
    expect(page()).toBe('unlock');
  });
});

describe('locking', () => {
  it('takes accounts and codes out of the page at once, and opens again by the keystore', async () => {
    const { app } = await openWindow({ accounts });
    await click('row-generate');
    await press('2', '4', '6', '8', '1', '0', 'Enter');
    const codes = all('row-code').map((code) => code.textContent);
    expect(codes).toHaveLength(2);
    await control('l');
    expect(page()).toBe('unlock');
    expect(document.querySelector('h1')?.textContent).toBe('The vault is locked');
    for (const code of codes) expect(document.body.innerHTML).not.toContain(code);
    expect(document.body.innerHTML).not.toContain('700004');
    expect(app.vault).toBeUndefined();
    expect(document.activeElement).toBe(one('unlock-again'));
    await click('unlock-again');
    expect(page()).toBe('list');
    // The code of the PIN account stays away until the PIN is typed again. The other account has no PIN.
    expect(all('row-code')).toHaveLength(1);
  });

  it('closes the PIN pad', async () => {
    await openWindow({ accounts });
    await click('row-generate');
    await press('2', '4');
    await control('l');
    expect(all('pin-pad')).toHaveLength(0);
    expect(page()).toBe('unlock');
  });

  it('shows no code of a PIN that was judged meanwhile', async () => {
    const { host } = await openWindow({ accounts });
    host.hold('pin_submit');
    await click('row-generate');
    await press('2', '4', '6', '8', '1', '0', 'Enter');
    await control('l');
    host.release();
    await settle();
    expect(page()).toBe('unlock');
    await click('unlock-again');
    expect(page()).toBe('list');
    expect(all('row-code')).toHaveLength(1);
  });

  it('lets nothing come back that was on its way', async () => {
    const { host, app } = await openWindow({ accounts });
    host.hold('accounts');
    host.hold('vault_view');
    const vault = vaultOf(app);
    vault.attempt(() => vault.accounts.load());
    vault.attempt(() => vault.vault.load());
    await settle();
    await control('l');
    host.release();
    await settle();
    expect(page()).toBe('unlock');
    expect(app.vault).toBeUndefined();
  });

  it('is not undone by what finds the vault closed', async () => {
    const { host, app } = await openWindow({ accounts });
    const vault = vaultOf(app);
    await control('l');
    await settle();
    const starts = () => host.calls.filter((name) => name === 'start').length;
    const before = starts();
    await vault.accounts.load().catch((reason: unknown) => vault.tell(toFault(reason)));
    await settle();
    expect(page()).toBe('unlock');
    expect(starts()).toBe(before);
  });

  it('does nothing while there is nothing to lock', async () => {
    const { host } = await openWindow({ accounts, ways: { keystore: false, passphrase: PASSPHRASE } });
    await control('l');
    expect(host.calls).not.toContain('vault_lock');
  });
});

describe('a keystore that does not answer', () => {
  it('is suspected of a prompt after two seconds, and need not be waited for', async () => {
    const ways = { passphrase: PASSPHRASE };
    const { started } = await beginWindow({ accounts, ways, keystore: 'silent', slow: ['start'] });
    await settle();
    expect(page()).toBe('loading');
    await vi.advanceTimersByTimeAsync(1900);
    await settle();
    expect(all('keystore-wait')).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(200);
    await settle();
    expect(text('keystore-wait')).toContain('behind this window');
    await click('keystore-give-up');
    await started;
    await settle();
    expect(page()).toBe('unlock');
    expect(one('fault').dataset['code']).toBe('keystore_slow');
    expect(all('passphrase')).toHaveLength(1);
  });
});
