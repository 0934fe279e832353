import { describe, expect, it } from 'vitest';

import type { FoundKind } from '../ipc/generated/contract';
import type { GivenAccount, Picture, Registration } from '../testing/given';
import { HOUR, main } from '../testing/given-accounts';
import { TABLES } from '../testing/words';
import { LANGUAGES } from '../text/locale';
import { all, click, one, openWindow, page, press, settle, text, type Opened } from '../testing/window';
import { secret } from '../testing/secret';

const PIN = '246810';
const plain = (number: string): Picture => ({ kind: 'plain', issuer: 'Google', number });
const registered = (number: string, valid_ms = HOUR): Registration => ({
  issuer: 'Fuyi',
  number,
  activation: '152149',
  valid_ms,
});
const registration: Picture = { kind: 'registration', ...registered('700004') };
const transfer: Picture = { kind: 'transfer', registration: registered('700005', 600_000), slot: 2, pin: PIN };
const web: Picture = { kind: 'text', text: 'https://example.com/' };
const part = (number: number, size: number, ...names: string[]): Picture => ({ kind: 'migration', part: number, size, names });
/** The account of the seventh item of `all8`, so that this item is already bound. */
const bound = [main('700008')];
const all8: Picture[] = [
  registration,
  transfer,
  plain('a'),
  plain('b'),
  plain('a'),
  { kind: 'registration', ...registered('700007', -1000) },
  { kind: 'registration', ...registered('700008') },
  web,
];

async function find(pictures: Picture[], accounts: GivenAccount[] = [], language = 'en'): Promise<Opened> {
  const opened = await openWindow({ accounts }, language);
  await opened.host.drop(...pictures);
  await settle();
  expect(page()).toBe('found');
  return opened;
}

const kinds = (): (string | undefined)[] => all('found-row').map(({ dataset }) => dataset['kind']);
const rowOf = (index: number): HTMLElement => all('found-row')[index] ?? document.body;

describe('the list of what was found', () => {
  it('says what each is', async () => {
    await find(all8, bound);
    expect(kinds()).toEqual([
      'registration',
      'transfer',
      'plain',
      'plain',
      'twice',
      'expired',
      'already_bound',
      'refused',
    ] satisfies FoundKind['kind'][]);
    expect(rowOf(0).textContent).toContain('700004');
    expect(rowOf(4).textContent).toContain('Twice in the list');
    expect(rowOf(7).textContent).toContain('This QR code holds a web address');
    expect(all('found-check')).toHaveLength(3);
    expect(all('found-open')).toHaveLength(1);
  });

  it('binds those that are checked, tells how many, and shows what is left', async () => {
    const { host } = await find(all8, bound);
    expect(text('found-bind')).toBe('Bind 3 accounts');
    (all('found-check')[1] as HTMLInputElement).click();
    await settle();
    expect(text('found-bind')).toBe('Bind 2 accounts');
    await click('found-bind');
    expect((await host.call('accounts', {})).map(({ number }) => number)).toEqual(['700008', '700005', 'b']);
    expect(text('toast')).toBe('2 accounts are bound');
    expect(page()).toBe('found');
    expect(kinds().slice(0, 4)).toEqual(['registration', 'bound', 'plain', 'bound']);
    // An account that the user has unchecked stays unchecked.
    expect((one('found-check') as HTMLInputElement).checked).toBe(false);
    expect((one('found-bind') as HTMLButtonElement).disabled).toBe(true);
  });

  it('opens a registration, and comes back when it is given up or bound', async () => {
    await find([registration, plain('a')]);
    await click('found-open');
    expect(page()).toBe('confirm');
    await click('confirm-cancel');
    expect(page()).toBe('found');
    await click('found-open');
    await click('confirm-next');
    await press(...PIN, 'Enter');
    await press(...'246811', 'Enter');
    await press(...PIN, 'Enter');
    await press(...PIN, 'Enter');
    expect(page()).toBe('found');
    expect(kinds()).toEqual(['bound', 'plain']);
    await press('Escape');
    expect(page()).toBe('list');
    expect(text('row-number')).toBe('700004');
  });

  it('is dismissed without a question', async () => {
    const { host } = await find([plain('a'), plain('b')]);
    await click('found-cancel');
    expect(page()).toBe('list');
    expect(await host.call('accounts', {})).toHaveLength(0);
  });

  it('tells a fault in its place and keeps what was checked', async () => {
    const { host } = await find([plain('a'), plain('b')]);
    host.faults = { found_bind: 'disk' };
    await click('found-bind');
    expect(one('found-fault').dataset['code']).toBe('disk');
    expect(text('found-bind')).toBe('Bind 2 accounts');
  });

  it('goes when the vault is locked', async () => {
    const { app } = await find([plain('a'), plain('b')]);
    await app.lock();
    await settle();
    expect(all('found-row')).toHaveLength(0);
  });

  it('holds two hundred', async () => {
    const { host } = await openWindow();
    const line = (_: unknown, at: number): string => {
      // Each secret is different, because the same secret twice would be one account.
      const end = String(1000 + at).replace(/\d/g, (digit) => 'ABCDEFGHIJ'.charAt(Number(digit)));
      return `otpauth://totp/Google:n${at}?secret=GEZDGNBVGY3T${end}&issuer=Google`;
    };
    await host.call('text_take', { text: secret(Array.from({ length: 200 }, line).join('\n')) });
    host.emit('intake-changed');
    await settle();
    expect(all('found-row')).toHaveLength(200);
    await click('found-bind');
    expect(await host.call('accounts', {})).toHaveLength(200);
    expect(page()).toBe('list');
  });

  it.each(LANGUAGES)('has a word for each kind in %s', async (language) => {
    await find(all8, bound, language);
    const words = Object.values(TABLES[language].found.kinds);
    expect(new Set(words).size).toBe(words.length);
    for (const row of all('found-row')) {
      const kind = row.dataset['kind'] as FoundKind['kind'];
      expect(row.textContent).toContain(TABLES[language].found.kinds[kind]);
    }
  });
});

describe('a migration in parts', () => {
  it('says which part is missing, and takes it', async () => {
    const { host } = await openWindow();
    await host.drop(part(1, 3, 'a'), part(3, 3, 'c'));
    await settle();
    expect(text('found-batch')).toBe('Google Authenticator: part 1 and 3 of 3 read; show part 2.');
    await host.offer(part(2, 3, 'b'));
    await click('add-paste');
    expect(text('found-batch')).toBe('Google Authenticator: all 3 parts read.');
    expect(all('add-paste')).toHaveLength(0);
    expect(kinds()).toEqual(['plain', 'plain', 'plain']);
  });

  it('goes on in the camera and comes back', async () => {
    const { host } = await openWindow({ cameras: ['One'] });
    await host.drop(part(1, 2, 'a'));
    await settle();
    await click('add-camera');
    expect(page()).toBe('camera');
    await click('camera-cancel');
    expect(page()).toBe('found');
    expect((await host.look()).camera_on).toBe(false);
  });
});
