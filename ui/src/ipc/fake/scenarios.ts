import type { AccessView, FaultCode } from '../generated/contract';
import type { FakeAccountSeed } from './account';
import { FakeHost, type FakeSetting, type Picture } from './fake';
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
};

const alreadyBound: Picture = { kind: 'already_bound', issuer: 'Fuyi', number: '700004', support: SUPPORT };

const ordinary: Picture = {
  kind: 'plain',
  issuer: 'Google',
  number: 'trader@example.hk',
  algorithm: 'SHA1',
  digits: 6,
  period_s: 30,
};

const demo: FakeAccountSeed[] = [
  { issuer: 'Fuyi', number: '700004', pin: PIN, support: SUPPORT },
  { issuer: 'Fuyi', number: '700118', pin: PIN, support: SUPPORT, role: 'sub' },
  { issuer: 'Google', number: 'trader@example.hk' },
  { issuer: 'GitHub', number: 'trader', digits: 8 },
  { issuer: null, number: 'backup', periodS: 60 },
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

const unsynced: FakeAccountSeed[] = [
  { issuer: 'Fuyi', number: '700004', pin: PIN, support: SUPPORT, role: 'sub', unsynced: true },
  { issuer: 'Fuyi', number: '700118', pin: PIN, support: SUPPORT, unsynced: true },
  { issuer: 'Fuyi', number: '700119', pin: PIN, support: SUPPORT, role: 'sub' },
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
  thousand: () => ({ accounts: thousand() }),
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
  backup_fails: () => vault({ backupFails: 'No space left on device (os error 28)' }),
};

const held: Record<string, Picture> = {
  registration: registration(24 * HOUR),
  expiring: registration(8000),
  expired,
  already_bound: alreadyBound,
  plain: ordinary,
};

/**
 * The fake that a scenario names: one of the lists above, a page that waits for agreement, `fault:CODE` for a program
 * that does not start, `keystore:CODE` for a keystore that gives no key, `access:KIND` for a vault that may only be
 * read, `refused:CODE` for a picture that cannot be used.
 */
export function scenario(name: string): FakeHost {
  const [kind = 'list', what] = name.split(':');
  const code = what as FaultCode | undefined;
  const pictures = [registration(24 * HOUR), ordinary, expired, alreadyBound];
  const setting: Partial<FakeSetting> = { pictures, deriving: 450, ...scenarios[kind]?.() };
  if (kind === 'fault' && code !== undefined) return new FakeHost({ ...setting, ...vault(), faults: { start: code } });
  if (kind === 'keystore' && code !== undefined) {
    const keystore = { name: 'secret-service', fault: code };
    return new FakeHost({ ...setting, ...vault({ keystore, passphrase: PASSPHRASE }) });
  }
  if (kind === 'access' && what !== undefined) {
    return new FakeHost({ ...setting, ...vault({ access: what as AccessView, earlier, passphrase: PASSPHRASE }) });
  }
  const host = new FakeHost(scenarios[kind] === undefined ? { ...setting, accounts: demo } : setting);
  const picture: Picture | undefined =
    kind === 'refused' && code !== undefined
      ? { kind: 'refused', fault: { code, message: 'the picture has no finder pattern', hint: '' } }
      : held[kind];
  if (picture !== undefined) host.drop(picture);
  return host;
}
