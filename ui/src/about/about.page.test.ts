import { describe, expect, it, vi } from 'vitest';

import { all, click, control, fill, one, openWindow, page, press, settle, text } from '../testing/window';
import licences from './licences.json';

async function openAbout(...given: Parameters<typeof openWindow>) {
  const opened = await openWindow(...given);
  await click('open-settings');
  await click('settings-about');
  // The list of licences is loaded from its own file.
  await vi.waitFor(async () => {
    await settle();
    one('licences-search');
  });
  return opened;
}

describe('the page about the program', () => {
  it('names the version, the system and the folder, and says whose it is not', async () => {
    await openAbout();
    expect(page()).toBe('about');
    expect(document.activeElement).toBe(document.querySelector('h1'));
    expect([text('about-version'), text('about-system')]).toEqual(['0.1.0', 'linux x86_64']);
    expect(text('about-vault')).toContain('/vault');
    expect(text('page')).toContain('It is not the broker’s');
  });

  it('lists what it is made with, found by name and by licence', async () => {
    await openAbout();
    expect(all('licence')).toHaveLength(licences.length);
    await fill('licences-search', 'VIRTUA');
    expect(all('licence').map((each) => each.textContent)).toEqual([expect.stringContaining('virtua')]);
    await fill('licences-search', 'apache');
    expect(text('licences-count')).toBe(`${all('licence').length} of ${licences.length} works`);
    await fill('licences-search', 'zzz');
    expect(text('licences-count')).toBe('None matches.');
  });

  it('says when the program does not answer, and asks again', async () => {
    const { host } = await openAbout({ faults: { about: 'internal' } });
    expect(text('about-fault')).toContain('Something went wrong');
    host.faults = {};
    await click('about-retry');
    expect(all('about-version')).toHaveLength(1);
  });
});

describe('the sheet of keys', () => {
  it('opens by ?, shows the keys of the window, and gives the focus back', async () => {
    await openWindow({ accounts: [{ issuer: 'Google', number: 'me' }], preferences: { strip_keys: 'Ctrl+Alt+L' } });
    one('add').focus();
    await press('?');
    expect(text('shortcuts')).toContain('Lock the vault');
    const keys = [...one('shortcuts').querySelectorAll('.row')].map((row) => (row.textContent ?? '').replace(/\s+/g, ''));
    expect(keys).toContain('LockthevaultCtrl+L');
    expect(keys).toContain('ShoworhidethestripCtrl+Alt+L');
    expect(keys).toContain('Copythefavourite’scodenotset');
    document.querySelector('dialog')?.dispatchEvent(new Event('cancel', { cancelable: true }));
    await settle();
    expect(all('shortcuts')).toHaveLength(0);
    expect(document.activeElement).toBe(one('add'));
    expect((one('search') as HTMLInputElement).value).toBe('');
  });

  it('stays away where text or a PIN is typed', async () => {
    await openWindow({ accounts: [{ issuer: 'Fuyi', number: '700004', pin: '246810' }] });
    one('search').focus();
    await press('?');
    expect(all('shortcuts')).toHaveLength(0);
    await click('row-generate');
    await press('?');
    expect(all('shortcuts')).toHaveLength(0);
  });

  it('opens from the settings and from the help', async () => {
    await openWindow();
    await click('open-settings');
    one('settings-shortcuts').focus();
    await click('settings-shortcuts');
    expect(all('shortcuts')).toHaveLength(1);
    await click('shortcuts-close');
    expect(document.activeElement).toBe(one('settings-shortcuts'));
    await press('F1');
    await vi.waitFor(async () => {
      await settle();
      one('help-shortcuts');
    });
    await click('help-shortcuts');
    expect(all('shortcuts')).toHaveLength(1);
  });

  it('goes with a lock', async () => {
    await openWindow();
    await press('?');
    await control('l');
    expect(page()).toBe('unlock');
    expect(all('shortcuts')).toHaveLength(0);
  });
});

describe('a message', () => {
  it('takes the focus by F6, stays while it has it, and goes by Escape', async () => {
    const { app } = await openWindow();
    one('add').focus();
    app.toasts.bad('Not kept', 'Try again');
    await settle();
    await press('F6');
    const toast = one('toast');
    expect(document.activeElement).toBe(toast);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(all('toast')).toHaveLength(1);
    await press('Escape');
    expect(all('toast')).toHaveLength(0);
    expect(document.activeElement).toBe(one('add'));
  });

  it('goes in its time after the focus has left it', async () => {
    const { app } = await openWindow();
    app.toasts.good('Kept');
    await settle();
    await press('F6');
    one('add').focus();
    await vi.advanceTimersByTimeAsync(5000);
    await settle();
    expect(all('toast')).toHaveLength(0);
  });
});
