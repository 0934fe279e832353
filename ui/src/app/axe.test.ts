import { describe, expect, it, vi } from 'vitest';

import type { FakeAccountSeed } from '../ipc/fake/account';
import type { FakeSetting, Picture } from '../ipc/fake/setting';
import { makeKitText } from '../ipc/fake/kit';
import type { FakeState } from '../ipc/fake/vault';
import type { Spot } from '../open/place.svelte';
import { wrongs } from '../testing/axe';
import { decodePictures } from '../testing/camera';
import { all, beginWindow, click, one, vaultOf, openWindow, page, press, settle, type Opened } from '../testing/page';

const HOUR = 3_600_000;
const SUPPORT = '852-25097524';
const KIT = makeKitText(1);
const PASSPHRASE = 'staple orbit velvet';

const devices = [{ slot: 2, name: 'Office', handed_out_ms: 1_700_000_000_000, old_pin: true }];
/** One of each kind of row. */
const accounts: FakeAccountSeed[] = [
  { issuer: 'Fuyi', number: '700004', pin: '246810', support: SUPPORT, devices },
  { issuer: 'Fuyi', number: '700005', pin: '246810', role: 'sub', unsynced: true },
  { issuer: 'Fuyi', number: '700006', pin: '246810', wrong: 6 },
  { issuer: 'Fuyi', number: '700007', pin: '246810', wrong: 10, support: SUPPORT },
  { issuer: 'Google', number: 'me@example.hk' },
  { issuer: 'Bank', number: 'token', codes: { kind: 'counter', counter: 3 } },
  { issuer: 'Google', number: 'damaged', damaged: true },
];
const state: FakeState = {
  savedMs: Date.UTC(2026, 10, 23),
  origin: 'generation',
  accounts: 2,
  opensHere: false,
  passphrase: PASSPHRASE,
};
const full: Partial<FakeSetting> = {
  accounts,
  vault: {
    passphrase: PASSPHRASE,
    kit: KIT,
    earlier: [state],
    damagedFiles: 1,
    setAside: 1,
    backup: { folder: '/media/b', keep: 3, running: false, last_ms: 1_700_000_000_000, failed: 'no space' },
  },
  clock: { offsetMs: -5_400_000 },
};
const registration: Picture = {
  kind: 'registration',
  issuer: 'Fuyi',
  number: '700009',
  activation: '152149',
  support: SUPPORT,
  validMs: 24 * HOUR,
};
const transfer: Picture = { ...registration, kind: 'transfer', slot: 3, validMs: HOUR, pin: '246810' };
const plain: Picture = {
  kind: 'plain',
  issuer: 'GitHub',
  number: 'me',
  algorithm: 'SHA1',
  digits: 6,
  codes: { kind: 'time', period_s: 30 },
};
const expired: Picture = {
  kind: 'expired',
  issuer: 'Fuyi',
  number: '700009',
  expires_ms: 1_700_000_000_000,
  support: SUPPORT,
  transfer: false,
};
const refused: Picture = { kind: 'refused', fault: { code: 'no_code', message: 'nothing' } };
const bound: Picture = { kind: 'already_bound', issuer: 'Fuyi', number: '700004', support: SUPPORT };

async function drop(picture: Picture): Promise<Opened> {
  const opened = await openWindow(full);
  opened.host.drop(picture);
  await settle();
  return opened;
}

async function go(spot: Spot, account = false, setting = full): Promise<Opened> {
  const opened = await openWindow(setting);
  const of = spot === 'edit' ? 4 : 0;
  vaultOf(opened.app).place.go(spot, account ? vaultOf(opened.app).accounts.rows[of]?.id : undefined);
  await settle();
  return opened;
}

/** Waits for a part that is fetched when it is asked for. */
async function fetched(testid: string): Promise<void> {
  await vi.waitFor(async () => {
    await settle();
    expect(all(testid).length).toBeGreaterThan(0);
  }, 10_000);
}

/** The way to every page. */
const PAGES: Record<string, () => Promise<unknown>> = {
  loading: async () => {
    beginWindow({ vault: { keystore: { name: 'secret-service', delayMs: Infinity } } });
    await settle();
  },
  fault: () => openWindow({ faults: { start: 'vault_damaged' } }),
  choose_passphrase: () => openWindow({ start: 'choose_passphrase' }),
  unlock: async () => {
    await openWindow({ ...full, start: 'unlock', vault: { ...full.vault, keystore: { name: null } } });
    await click('unlock-other');
  },
  restore: async () => {
    await go('earlier');
    await click('earlier-restore');
  },
  welcome: () => openWindow({ preferences: { welcome: 'ways' } }),
  list: () => openWindow(full),
  hand_out: () => go('hand_out', true),
  devices: () => go('devices', true),
  remove: () => go('remove', true),
  vault: () => go('vault'),
  passphrase: () => go('passphrase'),
  kit: () => go('kit', false, { accounts }),
  earlier: () => go('earlier'),
  trash: async () => {
    const { app } = await go('trash');
    await vaultOf(app).removePlain(vaultOf(app).accounts.rows[4]?.id ?? '');
    vaultOf(app).place.go('trash');
    await settle();
    expect(vaultOf(app).trash.rows).toHaveLength(1);
  },
  audit: async () => {
    const { app } = await openWindow(full);
    await vaultOf(app).removePlain(vaultOf(app).accounts.rows[4]?.id ?? '');
    vaultOf(app).place.go('audit');
    await settle();
    expect(all('audit-row')).toHaveLength(1);
  },
  camera: async () => {
    decodePictures();
    await go('camera', false, { camera: { names: ['One', 'Two'] } });
  },
  typed: () => go('typed'),
  edit: () => go('edit', true),
  clock: () => go('clock'),
  settings: () => go('settings', false, { preferences: { strip_keys: 'Ctrl+Alt+L', hold: true } }),
  about: async () => {
    await go('about');
    await fetched('licence');
  },
  help: async () => {
    await go('help');
    await fetched('help-entry');
  },
  confirm: () => drop(registration),
  expired: () => drop(expired),
  already_bound: () => drop(bound),
  refused: () => drop(refused),
  found: () =>
    drop({
      kind: 'several',
      pictures: [registration, transfer, plain, plain, expired],
      batches: [{ size: 3, parts: [1] }],
    }),
  create_pin: async () => {
    await drop(registration);
    await click('confirm-next');
  },
};

describe('a page has nothing that axe-core finds wrong:', () => {
  it.each(Object.entries(PAGES))('%s', async (route, open) => {
    await open();
    expect(page()).toBe(route);
    expect(await wrongs()).toEqual([]);
  });

  it('the empty list', async () => {
    await openWindow();
    expect(await wrongs()).toEqual([]);
  });

  it.each(['what', 'kit'] as const)('the first run at `%s`', async (welcome) => {
    await openWindow({ preferences: { welcome } });
    expect(await wrongs()).toEqual([]);
  });

  it.each([transfer, plain] as const)('the confirmation of a $kind', async (picture) => {
    await drop(picture);
    expect(page()).toBe('confirm');
    expect(await wrongs()).toEqual([]);
  });

  it('the steps of a recovery kit', async () => {
    await go('kit', false, { accounts });
    await click('kit-make');
    expect(await wrongs()).toEqual([]);
    vi.useFakeTimers();
    await click('kit-written');
    expect(await wrongs()).toEqual([]);
  });

  it.each(['zh-Hant', 'zh-Hans'])('the list and the settings in %s', async (language) => {
    await openWindow(full, language);
    expect(await wrongs()).toEqual([]);
    vi.useFakeTimers();
    await click('open-settings');
    expect(await wrongs()).toEqual([]);
  });
});

/** The way to every sheet, menu and message that stands over a page. */
const SHEETS: Record<string, () => Promise<unknown>> = {
  'add-camera': async () => {
    await openWindow(full);
    await click('add');
  },
  'pin-pad': async () => {
    await openWindow(full);
    await click('row-generate', all('row')[0]);
    await press('1', '1', '1', '1', '1', '1', 'Enter');
  },
  'thaw-text': async () => {
    await openWindow(full);
    await click('row-kit');
  },
  'check-digits-sheet': async () => {
    const { app } = await openWindow(full);
    vaultOf(app).checkDigits.show({ account: vaultOf(app).accounts.rows[0]?.id ?? '', digits: '42', compared: false });
    await settle();
  },
  'account-menu': async () => {
    await openWindow(full);
    await click('row-menu', all('row')[0]);
  },
  shortcuts: async () => {
    await openWindow(full);
    await press('?');
  },
  'kit-test': async () => {
    await go('vault');
    await click('kit-test-open');
  },
  'device-give-up-confirm': async () => {
    await go('devices', true);
    await click('device-give-up');
  },
  'begin-anew-confirm': async () => {
    await openWindow({ faults: { start: 'vault_damaged' } });
    await click('begin-anew');
  },
  toast: async () => {
    const { app } = await openWindow(full);
    app.toasts.good('Removed', { label: 'Undo', act: () => undefined });
    app.toasts.bad('Not kept', 'Try again');
    await settle();
  },
};

describe('what stands over a page has nothing that axe-core finds wrong:', () => {
  it.each(Object.entries(SHEETS))('%s', async (testid, open) => {
    await open();
    expect(all(testid).length).toBeGreaterThan(0);
    expect(await wrongs()).toEqual([]);
  });
});

it('axe-core sees the page here', async () => {
  await openWindow(full);
  one('add').removeAttribute('aria-label');
  one('add').removeAttribute('title');
  expect(await wrongs()).toEqual([expect.stringMatching(/^button-name: .*data-testid="add"/)]);
});
