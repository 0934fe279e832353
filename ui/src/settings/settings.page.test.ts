import { describe, expect, it, vi } from 'vitest';

import { DEFAULTS } from '../ipc/generated/contract';
import { TABLES } from '../testing/words';
import { all, click, control, fill, one, openWindow, page, press, select, settle, text, vaultOf } from '../testing/window';

/** Presses a key together with modifiers. */
async function chord(code: string, key: string, held: KeyboardEventInit): Promise<void> {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true, ...held }));
  await settle();
}

async function openSettings(...given: Parameters<typeof openWindow>) {
  const opened = await openWindow(...given);
  await click('open-settings');
  return opened;
}

async function record(name: string): Promise<void> {
  one(`setting-${name}`).focus();
  await click(`setting-${name}`);
}

describe('the settings', () => {
  it('open by the gear and by Ctrl+comma, and Escape leads back to where they were opened', async () => {
    await openWindow();
    one('open-settings').focus();
    await click('open-settings');
    expect(page()).toBe('settings');
    await press('Escape');
    expect(page()).toBe('list');
    await control(',');
    expect(page()).toBe('settings');
  });

  it('say of each what it does in one sentence, and its default', async () => {
    await openSettings();
    const { welcome: _, ...settings } = DEFAULTS;
    expect(
      all('setting')
        .map(({ dataset }) => dataset['setting'])
        .sort(),
    ).toEqual(Object.keys(settings).sort());
    for (const name of Object.keys(settings)) expect(text(`setting-${name}-usual`)).toMatch(/^Default: .+\.$/);
    expect(text('setting-lock_minutes-usual')).toBe('Default: 15 minutes.');
    expect(text('setting-strip_keys-usual')).toBe('Default: none.');
  });

  it('are found by their names, sentences, values and sections', async () => {
    await openSettings();
    const found = () => all('setting').map(({ dataset }) => dataset['setting']);
    await fill('settings-search', 'dark');
    expect(found()).toEqual(['theme']);
    await fill('settings-search', 'CLIP copied');
    expect(found()).toEqual(['clear_clipboard']);
    await fill('settings-search', 'trash');
    expect(found()).toEqual([]);
    expect(all('settings-trash')).toHaveLength(1);
    await fill('settings-search', 'zzz');
    expect(text('settings-none')).toContain('No setting matches “zzz”');
    one('settings-search').focus();
    await press('Escape');
    expect(page()).toBe('settings');
    expect(found()).toHaveLength(Object.keys(DEFAULTS).length - 1);
  });

  it('are kept at once, and go back to the default with the focus on the setting', async () => {
    const { host } = await openSettings();
    expect(all('setting-hold-reset')).toHaveLength(0);
    await click('setting-hold');
    expect((await host.look()).preferences).toEqual({ ...DEFAULTS, welcome: 'done', hold: true });
    expect(one('setting-hold').getAttribute('aria-checked')).toBe('true');
    await click('setting-hold-reset');
    expect((await host.look()).preferences.hold).toBe(false);
    expect(document.activeElement).toBe(one('setting-hold'));
    await select('setting-lock_minutes', '0');
    expect((await host.look()).preferences.lock_minutes).toBe(0);
  });

  it('lose nothing when two are set before the program has answered', async () => {
    const { host } = await openSettings();
    one('setting-hold').click();
    one('setting-tray').click();
    one('setting-next_code').click();
    await settle();
    expect((await host.look()).preferences).toMatchObject({ hold: true, tray: false, next_code: false });
  });

  it('say that one could not be kept, and take it back', async () => {
    const { host, app } = await openSettings();
    host.faults.preferences_set = 'preferences_lost';
    await click('setting-hold');
    expect(one('setting-hold').getAttribute('aria-checked')).toBe('false');
    expect(text('setting-hold-fault')).toContain('could not be kept');
    expect(app.preferences.now.hold).toBe(false);
    await select('setting-theme', 'dark');
    expect((one('setting-theme') as HTMLSelectElement).value).toBe('system');
    expect(document.documentElement.dataset['theme']).toBe('system');
    host.faults = {};
    await click('setting-hold');
    expect(text('setting-hold-fault')).toBe('');
    expect((await host.look()).preferences.hold).toBe(true);
  });

  it('follow what another window sets', async () => {
    const { host } = await openSettings();
    await host.setElsewhere({ hold: true, lock_minutes: 7 });
    await settle();
    expect(one('setting-hold').getAttribute('aria-checked')).toBe('true');
    expect((one('setting-lock_minutes') as HTMLSelectElement).selectedOptions[0]?.textContent).toBe('7 minutes');
  });

  it('lead to the pages there are, and back to the control that led there', async () => {
    await openSettings();
    for (const [link, spot] of [
      ['vault', 'vault'],
      ['passphrase', 'passphrase'],
      ['kit', 'kit'],
      ['clock', 'clock'],
      ['audit', 'audit'],
      ['trash', 'trash'],
      ['about', 'about'],
    ]) {
      one(`settings-${link}`).focus();
      await click(`settings-${link}`);
      await vi.waitFor(async () => {
        await settle();
        one('page');
      });
      expect(page()).toBe(spot);
      await press('Escape');
      expect(page()).toBe('settings');
      expect(document.activeElement).toBe(one(`settings-${link}`));
    }
  });

  it('show and hide the strip', async () => {
    const { host } = await openSettings();
    await click('strip-show');
    expect((await host.look()).strip_shown).toBe(true);
    await click('strip-hide');
    expect((await host.look()).strip_shown).toBe(false);
  });
});

describe('a shortcut', () => {
  it('is recorded by its keys, shown, and cleared', async () => {
    const { host } = await openSettings();
    await record('strip_keys');
    expect(text('setting-strip_keys-said')).toContain('Press the keys');
    await chord('AltLeft', 'Alt', { ctrlKey: true, altKey: true });
    expect(one('setting-strip_keys').dataset['recording']).toBe('true');
    // These keys lock the vault. While they are recorded, they do not.
    await chord('KeyL', 'l', { ctrlKey: true });
    expect((await host.look()).preferences.strip_keys).toBe('Ctrl+L');
    expect(host.calls).not.toContain('vault_lock');
    await record('strip_keys');
    await chord('Digit1', '!', { ctrlKey: true, altKey: true, shiftKey: true });
    expect((await host.look()).preferences.strip_keys).toBe('Ctrl+Alt+Shift+1');
    expect(text('setting-strip_keys-now')).toBe('Ctrl+Alt+Shift+1');
    await click('setting-strip_keys-clear');
    expect((await host.look()).preferences.strip_keys).toBeNull();
    expect(document.activeElement).toBe(one('setting-strip_keys'));
  });

  it('is refused where it is none, and where it is the other one', async () => {
    const { host } = await openSettings({ preferences: { strip_keys: 'Ctrl+Alt+L' } });
    await record('copy_keys');
    await chord('KeyA', 'A', { shiftKey: true });
    expect(text('setting-copy_keys-said')).toContain('Take Ctrl, Alt or the system key');
    await chord('KeyA', 'a', {});
    await chord('KeyL', 'l', { ctrlKey: true, altKey: true });
    expect(text('setting-copy_keys-said')).toContain('The other shortcut has these keys');
    expect(host.calls).not.toContain('preferences_set');
    await chord('F9', 'F9', { shiftKey: true });
    expect((await host.look()).preferences.copy_keys).toBe('Shift+F9');
  });

  it('that another program has is said, and the old one stays', async () => {
    const { host } = await openSettings({ preferences: { strip_keys: 'Ctrl+Alt+L' }, taken: ['Ctrl+Alt+T'] });
    await record('strip_keys');
    await chord('KeyT', 't', { ctrlKey: true, altKey: true });
    expect(one('setting-strip_keys-fault').dataset['code']).toBe('shortcut_taken');
    expect(text('setting-strip_keys-now')).toBe('Ctrl+Alt+L');
    expect((await host.look()).preferences.strip_keys).toBe('Ctrl+Alt+L');
  });

  it('is given up by Escape and by leaving the field, and the page stays', async () => {
    const { host } = await openSettings();
    await record('strip_keys');
    await chord('Escape', 'Escape', {});
    expect(page()).toBe('settings');
    expect(one('setting-strip_keys').dataset['recording']).toBe('false');
    await record('strip_keys');
    one('settings-search').focus();
    await settle();
    expect(one('setting-strip_keys').dataset['recording']).toBe('false');
    expect((await host.look()).preferences.strip_keys).toBeNull();
  });
});

describe('the look and the language', () => {
  it('stand before the program is asked', async () => {
    await openWindow({ preferences: { theme: 'dark', text_percent: 150, language: 'zh_hant' } });
    const { dataset, style, lang } = document.documentElement;
    expect([dataset['theme'], style.fontSize, lang]).toEqual(['dark', '150%', 'zh-Hant']);
  });

  it('follow what is set', async () => {
    await openSettings();
    await select('setting-theme', 'light');
    await select('setting-text_percent', '200');
    expect(document.documentElement.dataset['theme']).toBe('light');
    expect(document.documentElement.style.fontSize).toBe('200%');
  });

  it('change every page’s words without a new start, and the focus stays', async () => {
    const { app, host } = await openSettings();
    expect((await host.look()).tray).toEqual(TABLES.en.tray);
    one('setting-language').focus();
    await select('setting-language', 'zh_hans');
    expect(document.documentElement.lang).toBe('zh-Hans');
    expect(document.title).toBe(TABLES['zh-Hans'].app);
    expect(document.querySelector('h1')?.textContent).toBe('设置');
    expect(document.activeElement).toBe(one('setting-language'));
    expect((await host.look()).tray).toEqual(TABLES['zh-Hans'].tray);
    await press('Escape');
    expect(one('search').getAttribute('placeholder')).toBe(TABLES['zh-Hans'].list.search);
    // The toasts have the new language too.
    app.toasts.good(app.locale.text.toast.undo);
    await settle();
    expect(text('toast')).toBe('撤销');
  });

  it('keep the dates of the user’s own English, and go back to the system’s language', async () => {
    const { app } = await openWindow({ preferences: { language: 'en' } }, 'zh-HK');
    expect(app.locale.language).toBe('en');
    await app.preferences.set({ language: 'system' });
    expect(app.locale.language).toBe('zh-Hant');
  });
});

describe('a lock from elsewhere', () => {
  it('takes what is shown out of the page at once, and an older answer does not bring it back', async () => {
    const { host, app } = await openWindow({ accounts: [{ issuer: 'Google', number: 'me' }] });
    expect(all('row')).toHaveLength(1);
    vaultOf(app).keysShown = true;
    // The answer is on its way when the vault is locked.
    const loading = app.session.start();
    await host.lockElsewhere();
    await loading;
    await settle();
    expect(page()).toBe('unlock');
    expect(app.vault).toBeUndefined();
    expect(document.body.textContent).not.toContain('Google');
    await click('unlock-again');
    expect(page()).toBe('list');
    expect(all('shortcuts')).toHaveLength(0);
  });
});
