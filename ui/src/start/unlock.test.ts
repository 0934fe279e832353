import { describe, expect, it, vi } from 'vitest';

import type { FaultCode } from '../ipc/generated/contract';
import type { FakeAccountSeed } from '../ipc/fake/account';
import { makeKitText } from '../ipc/fake/kit';
import { toFault, type CommandName } from '../ipc/host';
import { en } from '../text/en';
import {
  all,
  beginWindow,
  click,
  control,
  fill,
  one,
  vaultOf,
  openWindow,
  page,
  pass,
  press,
  settle,
  text,
} from '../testing/page';

const PASSPHRASE = 'staple orbit velvet';
const KIT = makeKitText(1);
const accounts: FakeAccountSeed[] = [
  { issuer: 'Fuyi', number: '700004', pin: '246810' },
  { issuer: 'Google', number: 'me@example.hk' },
];

const disabled = (testid: string): boolean => (one(testid) as HTMLButtonElement).disabled;

describe('a vault without a keystore', () => {
  const vault = { keystore: { name: null }, passphrase: PASSPHRASE };

  it('asks for its passphrase at once', async () => {
    await openWindow({ accounts, vault });
    expect(page()).toBe('unlock');
    expect(document.activeElement).toBe(one('passphrase'));
    expect(disabled('passphrase-submit')).toBe(true);
    await fill('passphrase', 'staple orbit velvets');
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
    await openWindow({ accounts, vault: { ...vault, kit: KIT } });
    expect(all('unlock-kit')).toHaveLength(0);
    expect(all('begin-anew')).toHaveLength(0);
    await click('unlock-other');
    expect(all('unlock-kit')).toHaveLength(1);
    expect(all('restore-file')).toHaveLength(1);
    expect(all('begin-anew')).toHaveLength(1);
  });

  it('takes the kit however it was typed', async () => {
    await openWindow({ accounts, vault: { keystore: { name: null }, kit: KIT } });
    expect(document.activeElement).toBe(one('unlock-kit'));
    await fill('unlock-kit', KIT.slice(0, -1));
    expect(one('page').textContent).toContain('73 of 74 characters');
    await click('unlock-kit-submit');
    expect(text('unlock-kit-message')).toContain('A character is wrong or missing');
    await fill('unlock-kit', makeKitText(2));
    await click('unlock-kit-submit');
    expect(text('unlock-kit-message')).toContain('This recovery kit does not fit');
    await fill('unlock-kit', ` ${KIT.toLowerCase().replace(/(.{6})/g, '$1\n')} `);
    await press('Enter');
    expect(page()).toBe('list');
  });
});

describe('a keystore that gives no key', () => {
  const codes: FaultCode[] = [
    'keystore_absent',
    'keystore_key_missing',
    'keystore_denied',
    'keystore_slow',
    'keystore_ambiguous',
    'keystore_undecodable',
    'keystore_failed',
  ];

  it.each(codes)('is explained in its own words: %s', async (fault) => {
    await openWindow({ accounts, vault: { keystore: { name: 'secret-service', fault }, kit: KIT } });
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
    const { host } = await openWindow({ accounts, vault: { keystore: { name: 'keychain', fault: 'keystore_denied' } } });
    host.vault.keystore.fault = 'keystore_ambiguous';
    await click('fault-retry');
    expect(one('fault').dataset['code']).toBe('keystore_ambiguous');
    host.vault.keystore.fault = undefined;
    await click('fault-retry');
    expect(page()).toBe('list');
  });

  it('gets a new key only where the user says so', async () => {
    const vault = {
      keystore: { name: 'keychain', fault: 'keystore_key_missing' as const },
      passphrase: PASSPHRASE,
      kit: KIT,
    };
    const { host } = await openWindow({ accounts, vault });
    await fill('passphrase', PASSPHRASE);
    await click('passphrase-submit');
    expect(page()).toBe('list');
    expect(host.vault.keystore.fault).toBe('keystore_key_missing');
    expect(all('row-unsynced')).toHaveLength(0);
  });

  it('opens the vault by itself again after that', async () => {
    const vault = { keystore: { name: 'keychain', fault: 'keystore_key_missing' as const }, passphrase: PASSPHRASE };
    const { host } = await openWindow({ accounts, vault });
    await click('unlock-renew');
    await fill('passphrase', PASSPHRASE);
    await click('passphrase-submit');
    expect(page()).toBe('list');
    expect(host.vault.keystore.fault).toBeUndefined();
    expect(all('row-unsynced')).toHaveLength(1);
  });
});

describe('beginning anew', () => {
  const vault = { keystore: { name: 'keychain', fault: 'keystore_key_missing' as const } };

  it('asks first, and says that codes stop and the old vault is kept', async () => {
    const { host } = await openWindow({ accounts, vault });
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
    await openWindow({ accounts, vault, faults: { vault_begin_anew: 'disk' } });
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
    // The code that a PIN had shown does not come back without it.
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
    await openWindow({ accounts, deriving: 500 });
    await click('row-generate');
    await press('2', '4', '6', '8', '1', '0', 'Enter');
    await control('l');
    await pass(1000);
    expect(page()).toBe('unlock');
    await click('unlock-again');
    expect(page()).toBe('list');
    expect(all('row-code')).toHaveLength(1);
  });

  it('lets nothing come back that was on its way', async () => {
    const { host, app } = await openWindow({ accounts });
    const call = host.call.bind(host);
    const rows = await call('accounts', {});
    const view = await call('vault_view', {});
    let answer = (): void => {};
    const late = new Promise<void>((done) => (answer = done));
    vi.spyOn(host, 'call').mockImplementation((async (name: CommandName, args: never) => {
      if (name !== 'accounts' && name !== 'vault_view') return await call(name, args);
      await late;
      return name === 'accounts' ? rows : view;
    }) as typeof host.call);
    const vault = vaultOf(app);
    vault.attempt(() => vault.accounts.load());
    vault.attempt(() => vault.vault.load());
    await control('l');
    answer();
    await settle();
    expect(page()).toBe('unlock');
    expect(app.vault).toBeUndefined();
  });

  it('is not undone by what finds the vault closed', async () => {
    const { host, app } = await openWindow({ accounts });
    const vault = vaultOf(app);
    await control('l');
    await vault.accounts.load().catch((reason: unknown) => vault.tell(toFault(reason)));
    await settle();
    expect(page()).toBe('unlock');
    expect(host.calls.filter((name) => name === 'start')).toHaveLength(1);
  });

  it('does nothing while there is nothing to lock', async () => {
    const { host } = await openWindow({ accounts, vault: { keystore: { name: null }, passphrase: PASSPHRASE } });
    await control('l');
    expect(host.calls).not.toContain('vault_lock');
  });
});

describe('a keystore that does not answer', () => {
  const vault = { keystore: { name: 'secret-service', delayMs: Infinity }, passphrase: PASSPHRASE };

  it('is suspected of a prompt after two seconds, and need not be waited for', async () => {
    const { started } = beginWindow({ accounts, vault });
    await settle();
    expect(page()).toBe('loading');
    await pass(1900);
    expect(all('keystore-wait')).toHaveLength(0);
    await pass(200);
    expect(text('keystore-wait')).toContain('behind this window');
    await click('keystore-give-up');
    await started;
    await settle();
    expect(page()).toBe('unlock');
    expect(one('fault').dataset['code']).toBe('keystore_slow');
    expect(all('passphrase')).toHaveLength(1);
  });
});
