import { describe, expect, it } from 'vitest';

import { plain } from '../testing/given-accounts';
import {
  all,
  click,
  control,
  fill,
  one,
  vaultOf,
  openWindow,
  page,
  pass,
  press,
  select,
  settle,
  text,
  type Opened,
  type Setting,
} from '../testing/window';

const SECRET = 'jbsw y3dp ehpk 3pxp';
const PASSPHRASE = 'staple orbit velvet mango';
const counter = { ...plain('token', {}, 'Bank'), codes: { kind: 'counter' as const, counter: 4 } };
const steam = { ...plain('gaben', {}, 'Steam'), codes: { kind: 'steam' as const } };

async function openTyped(setting: Setting = {}, language = 'en'): Promise<Opened> {
  const opened = await openWindow(setting, language);
  await click('add-typed');
  expect(page()).toBe('typed');
  return opened;
}

const preview = (): string | undefined => one('typed-preview').dataset['kind'];
const invalid = (testid: string): string | null => one(testid).getAttribute('aria-invalid');
const codeOf = (): string => one('row-code').textContent;

describe('an account typed by hand', () => {
  it('shows its code while it is typed, and is bound after agreement', async () => {
    const { host } = await openTyped();
    expect(preview()).toBe('none');
    await fill('typed-issuer', 'GitHub');
    await fill('typed-name', 'me');
    await fill('typed-secret', SECRET);
    expect(preview()).toBe('code');
    const shown = text('row-code', one('typed-preview'));
    expect(shown).toMatch(/^\d{6}$/);
    await pass(26_000);
    // A new period has begun.
    expect(text('row-code', one('typed-preview'))).not.toBe(shown);
    await click('typed-next');
    expect(page()).toBe('confirm');
    expect(text('confirm-number')).toBe('me');
    expect(text('confirm-kind')).toBe('Time-based (TOTP)');
    await click('confirm-next');
    expect(page()).toBe('list');
    expect((await host.call('accounts', {}))[0]).toMatchObject({ issuer: 'GitHub', number: 'me' });
  });

  it('keeps the secret hidden until it is to be seen', async () => {
    await openTyped();
    expect((one('typed-secret') as HTMLInputElement).type).toBe('password');
    expect((one('typed-secret') as HTMLInputElement).autocomplete).toBe('off');
    document.querySelector<HTMLElement>('[aria-controls="typed-secret"]')?.click();
    await settle();
    expect((one('typed-secret') as HTMLInputElement).type).toBe('text');
  });

  it('says below a field what is wrong with it', async () => {
    await openTyped();
    await fill('typed-name', 'me');
    await fill('typed-secret', 'JBSW1');
    expect(text('typed-fault-secret')).toContain('letters from A to Z and digits from 2 to 7');
    expect(invalid('typed-secret')).toBe('true');
    await click('typed-next');
    expect(document.activeElement).toBe(one('typed-secret'));
    await fill('typed-secret', SECRET);
    expect(all('typed-fault-secret')).toHaveLength(0);
    for (const [field, wrong] of [
      ['typed-digits', '11'],
      ['typed-digits', 'six'],
    ] as const) {
      await fill(field, wrong);
      expect(invalid('typed-digits')).toBe('true');
      expect(text('typed-fault-digits')).toBe('A code has 4 to 10 digits.');
    }
    await fill('typed-digits', '8');
    await fill('typed-period', '0');
    expect(text('typed-fault-codes')).toContain('1 to 3600 seconds');
    expect(document.querySelector('details')?.open).toBe(true);
  });

  it('says what is missing when the user wants to go on', async () => {
    await openTyped();
    await click('typed-next');
    expect(text('typed-fault-secret')).toBe('Type the secret.');
    expect(document.activeElement).toBe(one('typed-secret'));
    await fill('typed-secret', SECRET);
    expect(preview()).toBe('missing');
    await click('typed-next');
    expect(text('typed-fault-name')).toContain('Type the name');
    expect(page()).toBe('typed');
  });

  it.each([
    ['otpauth://totp/a?secret=JBSWY3DP', 'confirm'],
    ['otpauth-migration://offline?data=x', 'refused'],
    ['lingpai://bind/1?d=x', 'refused'],
  ])('reads a whole address: %s', async (address, next) => {
    const { host } = await openTyped();
    await fill('typed-secret', address);
    expect(host.calls).not.toContain('typed_preview');
    expect(one('page').textContent).toContain('a whole address');
    await click('typed-next');
    expect(host.calls).toContain('text_take');
    expect(page()).toBe(next);
  });

  it('may go by a counter or be Steam’s', async () => {
    await openTyped();
    await fill('typed-name', 'me');
    await fill('typed-secret', SECRET);
    await select('typed-kind', 'steam');
    expect(all('typed-digits')).toHaveLength(0);
    expect(text('row-code', one('typed-preview'))).toMatch(/^[A-Z0-9]{5}$/);
    await select('typed-kind', 'counter');
    await fill('typed-counter', '41');
    await click('typed-next');
    expect(text('confirm-counter')).toBe('41');
    expect(all('confirm-period')).toHaveLength(0);
    // What was typed is still there after the user cancels.
    await click('confirm-cancel');
    expect(page()).toBe('typed');
    expect((one('typed-counter') as HTMLInputElement).value).toBe('41');
  });

  it('leaves nothing behind when it is given up or the vault is locked', async () => {
    const { app } = await openTyped();
    await fill('typed-secret', SECRET);
    await click('typed-cancel');
    expect(vaultOf(app).typed.secret.empty).toBe(true);
    await click('add-typed');
    await fill('typed-secret', SECRET);
    await control('l');
    expect(app.vault).toBeUndefined();
  });
});

describe('a counter account', () => {
  it('gives a code when it is asked, and keeps it shown', async () => {
    const { host } = await openWindow({ accounts: [counter] });
    expect(all('row-code')).toHaveLength(0);
    expect(host.calls).not.toContain('codes_show');
    await click('row-next');
    const first = codeOf();
    expect(first).toMatch(/^\d{6}$/);
    expect(all('row-seconds')).toHaveLength(0);
    await pass(120_000);
    expect(codeOf()).toBe(first);
    await click('row-copy');
    expect((await host.look()).clipboard).toBe(first);
    expect(text('toast')).toBe('Code copied');
    await click('row-next');
    expect(codeOf()).not.toBe(first);
    expect(all('row-copied-before')).toHaveLength(1);
    expect((await host.call('accounts', {}))[0]?.codes).toEqual({ kind: 'counter', counter: 6 });
  });

  it('passes over no code when it is asked twice at once', async () => {
    const { host } = await openWindow({ accounts: [counter] });
    one('row-next').click();
    one('row-next').click();
    await settle();
    expect((await host.call('accounts', {}))[0]?.codes).toEqual({ kind: 'counter', counter: 5 });
  });

  it('shows none any more when the list was left', async () => {
    await openWindow({ accounts: [counter] });
    await click('row-next');
    await click('open-vault');
    await press('Escape');
    expect(page()).toBe('list');
    expect(all('row-code')).toHaveLength(0);
  });

  it('gives its code by Enter', async () => {
    await openWindow({ accounts: [counter] });
    await press('ArrowDown');
    await press('Enter');
    expect(all('row-code')).toHaveLength(1);
  });
});

describe('a Steam account', () => {
  it('shows five letters and digits in one piece', async () => {
    await openWindow({ accounts: [steam] });
    expect(codeOf()).toMatch(/^[A-Z0-9]{5}$/);
    expect(one('row-code').children).toHaveLength(1);
    expect(text('row-seconds')).toBe('25');
  });
});

describe('a copied code', () => {
  it('is told with how long it is good, and that it is the one before once the period turned', async () => {
    await openWindow({
      accounts: [plain('me', {}, null), plain('you', {}, null)],
    });
    const [mine] = all('row');
    if (mine === undefined) throw new Error('no row');
    await click('row-copy', mine);
    expect(text('row-copied', mine)).toBe('Copied; good for another 25 seconds');
    expect(all('row-copied')).toHaveLength(1);
    await pass(10_100);
    expect(text('row-copied', mine)).toBe('Copied; good for another 15 seconds');
    await pass(15_500);
    expect(text('row-copied-before', mine)).toBe('The clipboard holds the code before this one');
    expect(all('row-copied')).toHaveLength(0);
    // Most servers accept the code before this one for one more period. After that it is useless.
    await pass(30_000);
    expect(all('row-copied-before')).toHaveLength(0);
  });

  it('that is copied anew is no longer the one before', async () => {
    await openWindow({ accounts: [plain('me', {}, null)] });
    await click('row-copy');
    await pass(26_000);
    await click('row-copy');
    expect(all('row-copied-before')).toHaveLength(0);
    expect(all('row-copied')).toHaveLength(1);
  });
});

describe('editing an account', () => {
  const setting = { accounts: [counter], ways: { passphrase: PASSPHRASE } };

  async function openEdit(more: Setting = {}): Promise<Opened> {
    const opened = await openWindow({ ...setting, ...more });
    await click('row-menu');
    await click('menu-edit');
    expect(page()).toBe('edit');
    return opened;
  }

  it('changes all but the secret, with a proof', async () => {
    const { host } = await openEdit();
    expect((one('typed-issuer') as HTMLInputElement).value).toBe('Bank');
    expect((one('typed-counter') as HTMLInputElement).value).toBe('4');
    expect(all('typed-secret')).toHaveLength(0);
    expect((one('edit-save') as HTMLButtonElement).disabled).toBe(true);
    await fill('typed-name', 'token of the desk');
    await fill('typed-counter', '9');
    await fill('proof-passphrase', PASSPHRASE);
    await click('edit-save');
    expect(page()).toBe('list');
    expect(text('toast')).toBe('token of the desk was changed');
    expect(text('row-number')).toBe('token of the desk');
    expect((await host.call('accounts', {}))[0]?.codes).toEqual({ kind: 'counter', counter: 9 });
  });

  it('stays when the proof is wrong, and goes to it', async () => {
    const { host } = await openEdit();
    await fill('typed-name', 'other');
    await fill('proof-passphrase', 'wrong');
    await click('edit-save');
    expect(one('edit-fault').dataset['code']).toBe('passphrase_wrong');
    expect(document.activeElement).toBe(one('proof-passphrase'));
    expect((await host.call('accounts', {}))[0]?.number).toBe('token');
  });

  it('says what cannot be', async () => {
    await openEdit();
    await fill('typed-counter', '-1');
    expect(text('typed-fault-codes')).toContain('a counter is a whole number');
    await fill('typed-counter', '1');
    await fill('typed-issuer', '');
    await fill('typed-name', ' ');
    expect(all('typed-fault-name')).toHaveLength(1);
  });

  it('says why it cannot be shown, and tries again', async () => {
    const { host } = await openEdit({ faults: { account_typed: 'account_damaged' } });
    expect(text('edit-load-fault')).toContain('damaged');
    host.faults = {};
    await click('edit-retry');
    expect(all('typed-name')).toHaveLength(1);
    await press('Escape');
    expect(page()).toBe('list');
  });
});
