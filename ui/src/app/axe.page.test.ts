import { describe, expect, it, onTestFinished, vi } from 'vitest';

import type { GivenAccount, Picture, Registration } from '../testing/given';
import { HOUR, main, plain as ordinary, SUPPORT } from '../testing/given-accounts';
import type { Spot } from '../open/place.svelte';
import { wrongs } from '../testing/axe';
import { decodePictures } from '../testing/camera';
import {
  all,
  beginWindow,
  click,
  one,
  openWindow,
  page,
  press,
  prove,
  settle,
  vaultOf,
  type Opened,
  type Setting,
} from '../testing/window';

const PASSPHRASE = 'staple orbit velvet mango';

/** One of each kind of row. */
const accounts: GivenAccount[] = [
  main('700004', { devices: [{ name: 'Office', old_pin: true }] }),
  main('700005', { bound: 'sub_unsynced' }),
  main('700006', { wrong: 6 }),
  main('700007', { wrong: 10 }),
  ordinary('me@example.hk'),
  { ...ordinary('token', {}, 'Bank'), codes: { kind: 'counter', counter: 3 } },
];
const full: Setting = {
  accounts,
  ways: { passphrase: PASSPHRASE, kit: true },
  vault: 'newest_damaged',
  backup: 'fails',
  servers: Array.from({ length: 5 }, () => ({ kind: 'time', offset_ms: -5_400_000, round_trip_ms: 30 })),
};
/** Like `full`, but the vault may be changed. */
const whole: Setting = { ...full, vault: 'whole' };
const registered: Registration = {
  issuer: 'Fuyi',
  number: '700009',
  activation: '152149',
  support: SUPPORT,
  valid_ms: 24 * HOUR,
};
const registration: Picture = { kind: 'registration', ...registered };
const transfer: Picture = { kind: 'transfer', registration: { ...registered, valid_ms: 600_000 }, slot: 3, pin: '246810' };
const plain: Picture = { kind: 'plain', issuer: 'GitHub', number: 'me' };
const expired: Picture = { kind: 'registration', ...registered, valid_ms: -HOUR };
const refused: Picture = { kind: 'blank' };
const bound: Picture = { kind: 'registration', ...registered, number: '700004' };

async function drop(...pictures: Picture[]): Promise<Opened> {
  const opened = await openWindow(whole);
  await opened.host.drop(...pictures);
  await settle();
  return opened;
}

async function go(spot: Spot, account = false, setting = whole): Promise<Opened> {
  const opened = await openWindow(setting);
  const of = spot === 'edit' ? 4 : 0;
  vaultOf(opened.app).place.go(spot, account ? vaultOf(opened.app).accounts.rows[of]?.id : undefined);
  await settle();
  return opened;
}

/** Waits for a part that is loaded when it is first shown. */
async function fetched(testid: string): Promise<void> {
  await vi.waitFor(async () => {
    await settle();
    expect(all(testid).length).toBeGreaterThan(0);
  }, 10_000);
}

/** Opens each page. */
const PAGES: Record<string, () => Promise<unknown>> = {
  loading: async () => {
    const { host, started } = await beginWindow({ keystore: 'silent', slow: ['start'] });
    onTestFinished(async () => {
      await host.call('keystore_give_up', {});
      await started;
    });
    await settle();
  },
  fault: () => openWindow({ vault: 'damaged' }),
  choose_passphrase: () => openWindow({ first_start: true, keystore: 'absent' }),
  unlock: async () => {
    await openWindow({ ...whole, ways: { ...whole.ways, keystore: false } });
    await click('unlock-other');
  },
  restore: async () => {
    await go('earlier');
    await click('earlier-restore', all('earlier-row')[0]);
  },
  welcome: () => openWindow({ first_start: true, preferences: { welcome: 'ways' } }),
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
    const { app } = await openWindow(whole);
    await vaultOf(app).removePlain(vaultOf(app).accounts.rows[4]?.id ?? '');
    vaultOf(app).place.go('audit');
    await settle();
    expect(all('audit-row').length).toBeGreaterThan(1);
  },
  camera: async () => {
    decodePictures();
    await go('camera', false, { cameras: ['One', 'Two'] });
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
  found: () => drop(registration, plain, plain, expired, { kind: 'migration', size: 3, part: 1, names: ['m'] }),
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
    await openWindow({ first_start: true, preferences: { welcome } });
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
    await prove();
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

/** Opens each sheet, menu and message over a page. */
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
    await openWindow({ vault: 'damaged' });
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
