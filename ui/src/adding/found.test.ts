import { describe, expect, it } from 'vitest';

import type { FoundKind } from '../ipc/generated/contract';
import type { FakeAccountSeed } from '../ipc/fake/account';
import type { Picture } from '../ipc/fake/setting';
import { TABLES } from '../testing/words';
import { LANGUAGES } from '../text/locale';
import { all, click, one, openWindow, page, press, settle, text, type Opened } from '../testing/page';

const PIN = '246810';
const HOUR = 3_600_000;
const plain = (number: string): Picture => ({
  kind: 'plain',
  issuer: 'Google',
  number,
  algorithm: 'SHA1',
  digits: 6,
  codes: { kind: 'time', period_s: 30 },
});
const broker = { issuer: 'Fuyi', activation: '152149', support: '852-25097524' };
const registration: Picture = { kind: 'registration', ...broker, number: '700004', validMs: HOUR };
const transfer: Picture = { kind: 'transfer', ...broker, number: '700005', slot: 2, validMs: HOUR, pin: PIN };
const web: Picture = { kind: 'refused', fault: { code: 'is_web_address', message: '' } };
const all8: Picture[] = [
  registration,
  transfer,
  plain('a'),
  plain('b'),
  plain('a'),
  { kind: 'expired', issuer: 'Fuyi', number: '7', expires_ms: 1, support: null, transfer: false },
  { kind: 'already_bound', issuer: 'Fuyi', number: '8', support: null },
  web,
];

async function find(pictures: Picture[], accounts: FakeAccountSeed[] = [], language = 'en'): Promise<Opened> {
  const opened = await openWindow({ accounts }, language);
  opened.host.drop({ kind: 'several', pictures });
  await settle();
  expect(page()).toBe('found');
  return opened;
}

const kinds = (): (string | undefined)[] => all('found-row').map(({ dataset }) => dataset['kind']);
const rowOf = (index: number): HTMLElement => all('found-row')[index] ?? document.body;

describe('the list of what was found', () => {
  it('says what each is', async () => {
    await find(all8);
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
    const { host } = await find(all8);
    expect(text('found-bind')).toBe('Bind 3 accounts');
    (all('found-check')[1] as HTMLInputElement).click();
    await settle();
    expect(text('found-bind')).toBe('Bind 2 accounts');
    await click('found-bind');
    expect(host.accounts.map(({ seed }) => seed.number)).toEqual(['700005', 'b']);
    expect(text('toast')).toBe('2 accounts are bound');
    expect(page()).toBe('found');
    expect(kinds().slice(0, 4)).toEqual(['registration', 'bound', 'plain', 'bound']);
    // What was not wanted is not wanted still.
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
    expect(host.accounts).toHaveLength(0);
  });

  it('tells a fault in its place and keeps what was checked', async () => {
    const { host } = await find([plain('a'), plain('b')]);
    host.setting.faults = { found_bind: 'disk' };
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
    const { host } = await find(Array.from({ length: 200 }, (_, index) => plain(`n${index}`)));
    expect(all('found-row')).toHaveLength(200);
    await click('found-bind');
    expect(host.accounts).toHaveLength(200);
    expect(text('found-cancel')).toBe('Done');
  });

  it.each(LANGUAGES)('has a word for each kind in %s', async (language) => {
    await find(all8, [], language);
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
    host.drop({ kind: 'several', pictures: [plain('a')], batches: [{ size: 3, parts: [1, 3] }] });
    await settle();
    expect(text('found-batch')).toBe('Google Authenticator: part 1 and 3 of 3 read; show part 2.');
    host.setting.pictures = [{ kind: 'several', pictures: [plain('b')], batches: [{ size: 3, parts: [1, 2, 3] }] }];
    await click('add-paste');
    expect(text('found-batch')).toBe('Google Authenticator: all 3 parts read.');
    expect(all('add-paste')).toHaveLength(0);
    expect(kinds()).toEqual(['plain', 'plain']);
  });

  it('goes on in the camera and comes back', async () => {
    const { host } = await openWindow();
    host.drop({ kind: 'several', pictures: [plain('a')], batches: [{ size: 2, parts: [1] }] });
    await settle();
    await click('add-camera');
    expect(page()).toBe('camera');
    await click('camera-cancel');
    expect(page()).toBe('found');
    expect(host.camera.on).toBe(false);
  });
});
