import { describe, expect, it } from 'vitest';

import { TABLES } from '../testing/words';
import type { Language } from '../text/locale';
import { all, click, fill, one, openWindow, page, press, settle, text } from '../testing/window';

const first = { first_start: true, preferences: { welcome: 'what' as const } };
const PASSPHRASE = 'staple orbit velvet mango';

describe('the first run', () => {
  it('says in three pages what this is, how the vault opens, and what a kit is for', async () => {
    const { host } = await openWindow(first);
    expect(page()).toBe('welcome');
    expect(text('welcome')).toContain('not the broker’s program');
    await press('Escape');
    expect(one('welcome').dataset['step']).toBe('what');
    await click('welcome-next');
    expect((await host.look()).preferences.welcome).toBe('ways');
    expect(document.activeElement).toBe(document.querySelector('h1'));
    expect(text('welcome-keystore')).toContain('memory');
    expect(all('welcome-passphrase')).toHaveLength(0);
    await click('welcome-next');
    expect(text('welcome-at')).toBe('Step 3 of 3');
    await press('Escape');
    expect((await host.look()).preferences.welcome).toBe('ways');
    await click('welcome-next');
    await click('welcome-later');
    expect((await host.look()).preferences.welcome).toBe('done');
    expect(page()).toBe('list');
    expect(all('empty')).toHaveLength(1);
  });

  it('says that a passphrase opens the vault where it does', async () => {
    await openWindow({
      preferences: { welcome: 'ways' },
      ways: { keystore: false, passphrase: PASSPHRASE },
    });
    expect(page()).toBe('unlock');
    await fill('passphrase', PASSPHRASE);
    await click('passphrase-submit');
    expect(one('welcome').dataset['step']).toBe('ways');
    expect(all('welcome-passphrase')).toHaveLength(1);
    expect(all('welcome-keystore')).toHaveLength(0);
  });

  it('goes on where it was left', async () => {
    await openWindow({ preferences: { welcome: 'kit' } });
    expect(one('welcome').dataset['step']).toBe('kit');
  });

  it('leads to the kit and comes back', async () => {
    await openWindow({ preferences: { welcome: 'kit' } });
    one('welcome-kit').focus();
    await click('welcome-kit');
    expect(page()).toBe('kit');
    await press('Escape');
    expect(page()).toBe('welcome');
    expect(document.activeElement).toBe(one('welcome-kit'));
    await click('welcome-kit');
    await click('kit-make');
    const kit = one('kit-text').textContent.replace(/\s/g, '');
    await click('kit-written');
    await fill('kit-typed', kit.slice(-6));
    await click('kit-confirm');
    await click('kit-done');
    expect(page()).toBe('welcome');
    expect(all('welcome-kit-ready')).toHaveLength(1);
    await click('welcome-done');
    expect(page()).toBe('list');
  });

  it('is skipped for good', async () => {
    const { host } = await openWindow(first);
    await click('welcome-skip');
    expect((await host.look()).preferences.welcome).toBe('done');
    expect(page()).toBe('list');
  });

  it('is never seen by who has accounts', async () => {
    await openWindow({ ...first, first_start: false, accounts: [{ issuer: 'Google', number: 'me' }] });
    expect(page()).toBe('list');
  });

  it('holds nobody back when it cannot be remembered, and says so', async () => {
    await openWindow({ ...first, faults: { preferences_set: 'preferences_lost' } });
    await click('welcome-next');
    expect(one('welcome').dataset['step']).toBe('ways');
    expect(text('toast')).toContain('could not be kept');
    await click('welcome-skip');
    expect(page()).toBe('list');
  });

  it('makes way for a QR code that is dropped', async () => {
    const { host } = await openWindow(first);
    await host.drop({ kind: 'plain', issuer: 'Google', number: 'me' });
    await settle();
    expect(page()).toBe('confirm');
  });
});

it.each(['en', 'zh-Hant', 'zh-Hans'] as Language[])(
  'the empty list teaches the two ways to a QR code in %s',
  async (language) => {
    await openWindow({}, language);
    const { ways } = TABLES[language];
    for (const words of [ways.mail, ways.platform, ...ways.platformPath, ways.drop]) expect(text('empty')).toContain(words);
    for (const way of ['choose-picture', 'add-camera', 'add-screen-region', 'add-screen-whole', 'add-paste']) {
      expect(all(way), way).toHaveLength(1);
    }
  },
);
