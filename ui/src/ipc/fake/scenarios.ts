import type { AccessView, FaultCode } from '../generated/contract';
import type { FakeAccountSeed } from './account';
import { FakeHost } from './fake';
import type { FakeSetting, Picture } from './setting';
import { makeKitText } from './kit';
import type { FakeState, FakeVaultSetting } from './vault';

const SUPPORT = '852-25097524';
/** The PIN of every demo account. */
const PIN = '123456';
const HOUR = 3_600_000;

/** What a broker's QR code holds; good for so many milliseconds. */
export function registration(validMs: number, number = '700004'): Picture {
  return { kind: 'registration', issuer: 'Fuyi', number, activation: '152149', support: SUPPORT, validMs };
}

const expired: Picture = {
  kind: 'expired',
  issuer: 'Fuyi',
  number: '700004',
  expires_ms: Date.now() - 3 * HOUR,
  support: SUPPORT,
  transfer: false,
};

/** What the QR code of a first device holds; good for so many milliseconds. */
export function transfer(validMs: number, number = '700004', pin = PIN): Picture {
  return { kind: 'transfer', issuer: 'Fuyi', number, activation: '152149', slot: 3, support: SUPPORT, validMs, pin };
}

const alreadyBound: Picture = { kind: 'already_bound', issuer: 'Fuyi', number: '700004', support: SUPPORT };

const ordinary: Picture = {
  kind: 'plain',
  issuer: 'Google',
  number: 'trader@example.hk',
  algorithm: 'SHA1',
  digits: 6,
  codes: { kind: 'time', period_s: 30 },
};

/** One of each kind that can be found, and a migration with a part missing. */
const several: Picture = {
  kind: 'several',
  pictures: [
    registration(24 * HOUR, '700009'),
    transfer(HOUR / 6, '700010'),
    ordinary,
    { ...ordinary, issuer: 'GitHub', number: 'trader', codes: { kind: 'counter', counter: 7 } },
    { ...ordinary, issuer: 'Steam', number: 'trader-at-large', digits: 5, codes: { kind: 'steam' } },
    ordinary,
    expired,
    alreadyBound,
    { kind: 'refused', fault: { code: 'is_web_address', message: 'the code holds `https`' } },
  ],
  batches: [{ size: 3, parts: [1, 3] }],
};

/** A whole page of codes. */
const many: Picture = {
  kind: 'several',
  pictures: Array.from({ length: 200 }, (_, index) => ({ ...ordinary, number: `trader-${index + 1}@example.hk` })),
};

const demo: FakeAccountSeed[] = [
  {
    issuer: 'Fuyi',
    number: '700004',
    pin: PIN,
    support: SUPPORT,
    devices: [
      { slot: 2, name: 'Office notebook', handed_out_ms: Date.now() - 240 * HOUR, old_pin: false },
      { slot: 3, name: 'iPad of the desk on the 25th floor', handed_out_ms: Date.now() - 9 * HOUR, old_pin: true },
    ],
  },
  { issuer: 'Fuyi', number: '700118', pin: PIN, support: SUPPORT, role: 'sub' },
  { issuer: 'Google', number: 'trader@example.hk' },
  { issuer: 'GitHub', number: 'trader', digits: 8 },
  { issuer: null, number: 'backup', periodS: 60 },
  { issuer: 'Bank', number: 'token-7', codes: { kind: 'counter', counter: 3 } },
  { issuer: 'Steam', number: 'gaben', codes: { kind: 'steam' } },
];

const long: FakeAccountSeed[] = [
  { issuer: '國泰君安證券（香港）有限公司客戶服務部', number: '70000400000000000000000118', pin: PIN, support: SUPPORT },
  { issuer: 'An Issuer With An Exceptionally Long Name Ltd', number: 'a.very.long.address@trading.example.com' },
  { issuer: 'Ten digits', number: 'a.very.long.address@trading.example.com', digits: 10, periodS: 3600 },
  { issuer: '富易', number: '700004', pin: PIN, wrong: 6, support: SUPPORT },
];

const standings: FakeAccountSeed[] = [
  { issuer: 'Fuyi', number: '700004', pin: PIN, wrong: 10, support: SUPPORT },
  { issuer: 'Fuyi', number: '700005', pin: PIN, wrong: 10 },
  { issuer: 'Fuyi', number: '700118', pin: PIN, wrong: 6, support: SUPPORT },
  { issuer: 'Fuyi', number: '700119', pin: PIN, wrong: 9, support: SUPPORT },
  { issuer: 'Fuyi', number: '700120', pin: PIN, wrong: 4, support: SUPPORT },
  { issuer: 'Google', number: 'damaged@example.hk', damaged: true },
];

function thousand(): FakeAccountSeed[] {
  return Array.from({ length: 1000 }, (_, index) =>
    index % 3 === 0
      ? { issuer: 'Fuyi', number: String(700000 + index), pin: PIN, support: SUPPORT }
      : { issuer: `Issuer ${index % 40}`, number: `trader${index}@example.hk` },
  );
}

function tenThousand(): FakeAccountSeed[] {
  return Array.from({ length: 10_000 }, (_, index) => ({
    issuer: index % 2 === 0 ? `國泰君安證券 ${index % 97}` : `Issuer ${index % 89}`,
    number: `trader${index}@example.hk`,
    pinyin: index % 2 === 0 ? 'guotaijunanzhengquan gtjazq' : '',
  }));
}

/** Favourites, groups with long names, and accounts that stay open. */
const arranged: FakeAccountSeed[] = [
  { issuer: 'Fuyi', number: '700004', pin: PIN, support: SUPPORT, arrangement: { favourite: true, keep_open: 'until_lock' } },
  { issuer: 'Google', number: 'trader@example.hk', arrangement: { favourite: true } },
  { issuer: '富途證券', number: '8800118', pin: PIN, pinyin: 'futuzhengquan ftzq', arrangement: { group: '香港' } },
  { issuer: 'Interactive Brokers', number: 'U1234567', arrangement: { group: 'Brokers in New York and London' } },
  { issuer: 'GitHub', number: 'trader', arrangement: { group: 'Brokers in New York and London' } },
  { issuer: 'Fuyi', number: '700118', pin: PIN, role: 'sub', arrangement: { group: '香港', keep_open: 'five_minutes' } },
  { issuer: 'Bank', number: 'token-7', codes: { kind: 'counter', counter: 3 } },
  { issuer: 'Steam', number: 'trader', codes: { kind: 'steam' } },
];

const unsynced: FakeAccountSeed[] = [
  { issuer: 'Fuyi', number: '700004', pin: PIN, support: SUPPORT, role: 'sub', unsynced: true },
  { issuer: 'Fuyi', number: '700118', pin: PIN, support: SUPPORT, unsynced: true },
  { issuer: 'Fuyi', number: '700119', pin: PIN, support: SUPPORT, role: 'sub' },
  { issuer: 'Fuyi', number: '700122', pin: '', support: SUPPORT, role: 'sub', unsynced: true, byEye: true },
  { issuer: 'Fuyi', number: '700120', pin: PIN, wrong: 6, unsynced: true },
  { issuer: 'Fuyi', number: '700121', pin: PIN, wrong: 10, erased: true, support: SUPPORT },
  { issuer: 'Google', number: 'trader@example.hk' },
];

const PASSPHRASE = 'staple orbit velvet';
/** The recovery kit of every demo vault. */
const KIT = makeKitText(1);

const earlier: FakeState[] = [
  { savedMs: Date.now() - 2 * HOUR, origin: 'generation', accounts: 5, opensHere: true },
  { savedMs: Date.now() - 3 * HOUR, origin: 'backup', accounts: 5, opensHere: true, kit: KIT },
  { savedMs: Date.now() - 26 * HOUR, origin: 'generation', accounts: 4, opensHere: true },
  { savedMs: Date.now() - 240 * HOUR, origin: 'aside', accounts: null, opensHere: false, passphrase: PASSPHRASE },
  { savedMs: Date.now() - 900 * HOUR, origin: 'backup', accounts: null, opensHere: false },
];
const file: FakeState = {
  savedMs: Date.now() - 50 * HOUR,
  origin: 'backup',
  accounts: null,
  opensHere: false,
  passphrase: PASSPHRASE,
  kit: KIT,
};

const backup = {
  folder: '/media/trader/一個名字很長的隨身碟/Backups of Lingpai/2026/this-folder-has-quite-a-long-name',
  keep: 10,
  running: false,
  last_ms: Date.now() - HOUR,
  failed: null,
};

function vault(setting: Partial<FakeVaultSetting> = {}): Partial<FakeSetting> {
  return { accounts: demo, vault: { earlier, file, kit: KIT, ...setting } };
}

function locked(setting: Partial<FakeVaultSetting>): Partial<FakeSetting> {
  return { ...vault(setting), start: 'unlock' };
}

const scenarios: Record<string, () => Partial<FakeSetting>> = {
  list: () => ({ accounts: demo, vault: { earlier, file } }),
  empty: () => ({ vault: { file } }),
  welcome: () => ({ vault: { file }, preferences: { welcome: 'what' }, taken: ['Ctrl+Alt+T'] }),
  thousand: () => ({ accounts: thousand() }),
  ten_thousand: () => ({ accounts: tenThousand() }),
  arranged: () => ({ accounts: arranged }),
  held: () => ({ accounts: arranged, preferences: { hold: true } }),
  long: () => ({ accounts: long }),
  frozen: () => ({ accounts: standings }),
  waiting: () => ({ accounts: standings.slice(2) }),
  unsynced: () => ({ ...vault(), accounts: unsynced }),
  choose_passphrase: () => ({ start: 'choose_passphrase', vault: { file } }),
  unlock: () => locked({ keystore: { name: null }, passphrase: PASSPHRASE, kit: null }),
  locked: () => locked({ passphrase: PASSPHRASE }),
  kit_only: () => locked({ keystore: { name: null } }),
  slow: () => vault({ keystore: { name: 'secret-service', delayMs: Infinity }, passphrase: PASSPHRASE }),
  vault: () => vault({ passphrase: PASSPHRASE, backup }),
  kit_waiting: () => ({ ...vault({ keystore: { name: null } }), accounts: unsynced }),
  damaged_files: () => vault({ damagedFiles: 2, setAside: 1 }),
  quarantine_failed: () => vault({ damagedFiles: 1, quarantineFailed: true, kit: null }),
  backup_failed: () => vault({ backup: { ...backup, failed: 'No such file or directory (os error 2)' } }),
  clock_right: () => ({ accounts: demo }),
  clock_behind: () => ({ accounts: demo, clock: { offsetMs: 192_000 } }),
  clock_far: () => ({ accounts: demo, clock: { offsetMs: -5_400_000 } }),
  clock_disagree: () => ({
    accounts: demo,
    clock: {
      offsetMs: 40_000,
      answers: [
        { kind: 'time', offset_ms: 40_000, round_trip_ms: 31 },
        { kind: 'time', offset_ms: -9000, round_trip_ms: 88 },
        { kind: 'refused' },
        { kind: 'unusable' },
      ],
    },
  }),
  clock_unreachable: () => ({
    accounts: demo,
    clock: { offsetMs: 0, answers: [{ kind: 'silent' }, { kind: 'silent' }, { kind: 'silent' }, { kind: 'silent' }] },
  }),
  clock_off: () => ({ accounts: demo, clock: { offsetMs: 0, on: false } }),
  cameras: () => ({ accounts: demo, camera: { names: ['Integrated camera', 'Logitech BRIO on the third monitor'] } }),
  files: () => ({ accounts: demo, files: { count: 12, eachMs: 700 } }),
  backup_fails: () => vault({ backupFails: 'No space left on device (os error 28)' }),
};

const held: Record<string, Picture> = {
  registration: registration(24 * HOUR, '700009'),
  replaces: registration(24 * HOUR),
  transfer: transfer(HOUR / 6, '700009'),
  renews: transfer(HOUR / 6),
  expiring: registration(8000, '700009'),
  expired,
  expired_transfer: { ...expired, kind: 'expired', transfer: true } as Picture,
  already_bound: alreadyBound,
  plain: ordinary,
  several,
  many,
};

/**
 * The fake that a scenario names: one of the lists above, a page that waits for agreement, `fault:CODE` for a program
 * that does not start, `keystore:CODE` for a keystore that gives no key, `access:KIND` for a vault that may only be
 * read, `refused:CODE` for a picture that cannot be used, `camera:CODE` for a camera that does not open, `screen:CODE`
 * for a screen that is not read.
 */
export function scenario(name: string): FakeHost {
  const [kind = 'list', what] = name.split(':');
  const code = what as FaultCode | undefined;
  const pictures = [registration(24 * HOUR, '700009'), transfer(HOUR / 6, '700010'), ordinary, expired, alreadyBound];
  const setting: Partial<FakeSetting> = { pictures, deriving: 450, ...scenarios[kind]?.() };
  if (kind === 'fault' && code !== undefined) return new FakeHost({ ...setting, ...vault(), faults: { start: code } });
  if (kind === 'keystore' && code !== undefined) {
    const keystore = { name: 'secret-service', fault: code };
    return new FakeHost({ ...setting, ...vault({ keystore, passphrase: PASSPHRASE }) });
  }
  if (kind === 'access' && what !== undefined) {
    return new FakeHost({ ...setting, ...vault({ access: what as AccessView, earlier, passphrase: PASSPHRASE }) });
  }
  if (kind === 'camera' && code !== undefined) {
    return new FakeHost({ ...setting, accounts: demo, camera: { names: ['Integrated camera'], fault: code } });
  }
  if (kind === 'screen' && code !== undefined) {
    return new FakeHost({ ...setting, accounts: demo, faults: { screen_region: code, screen_whole: code } });
  }
  const host = new FakeHost(scenarios[kind] === undefined ? { ...setting, accounts: demo } : setting);
  const picture: Picture | undefined =
    kind === 'refused' && code !== undefined
      ? { kind: 'refused', fault: { code, message: 'the picture has no finder pattern' } }
      : held[kind];
  if (picture !== undefined) host.drop(picture);
  return host;
}
