import { describe, expect, it } from 'vitest';

import { DEFAULTS } from '../app/preferences.svelte';
import { parsePreferences } from './preferences';

describe('preferences in the address', () => {
  it('are taken as they are', () => {
    const all = { ...DEFAULTS, language: 'zh_hant', theme: 'dark', text_percent: 150, strip_keys: 'Ctrl+Alt+L', welcome: 'done' };
    expect(parsePreferences(JSON.stringify(all))).toEqual(all);
  });

  it('are left out one by one where they are none', () => {
    const odd = { language: 'fr', theme: 7, text_percent: 90, hold: 'yes', lock_minutes: 241, tray: false, __proto__: {} };
    expect(parsePreferences(JSON.stringify(odd))).toEqual({ tray: false });
    expect(parsePreferences('{"text_percent":125.5,"copy_keys":null,"toString":1}')).toEqual({ copy_keys: null });
  });

  it.each([null, '', '{', 'null', '[]', '3', '"text"'])('are none in %j', (address) => {
    expect(parsePreferences(address)).toEqual({});
  });
});
