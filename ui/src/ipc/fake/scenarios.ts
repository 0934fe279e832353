import type { EarlierView, FaultCode, Start, UnlockView, VaultView } from '../generated/contract';
import type { FakeAccountSeed } from './account';
import { FakeHost, type FakeSetting, type Picture } from './fake';

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
  { issuer: 'Fuyi', number: '700118', pin: PIN, support: SUPPORT },
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

const unsynced: FakeAccountSeed[] = [
  { issuer: 'Fuyi', number: '700004', pin: PIN, support: SUPPORT, unsynced: true },
  { issuer: 'Fuyi', number: '700118', pin: PIN, support: SUPPORT, role: 'sub', unsynced: true },
  { issuer: 'Fuyi', number: '700119', pin: PIN, support: SUPPORT, role: 'sub' },
];

const kept: Partial<VaultView> = {
  kit: { made_ms: Date.now() - 40 * 24 * HOUR, covered: 1, waiting: 2 },
  backup: {
    folder: '/media/trader/USB/Lingpai',
    keep: 10,
    running: false,
    last_ms: null,
    failed: 'the backup folder: No such file or directory (os error 2)',
  },
};

const earlier: EarlierView[] = [
  { index: 0, saved_ms: Date.now() - HOUR, accounts: 3, origin: 'generation' },
  { index: 1, saved_ms: Date.now() - 26 * HOUR, accounts: 2, origin: 'backup' },
  { index: 2, saved_ms: Date.now() - 900 * HOUR, accounts: null, origin: 'aside' },
];

function locked(unlock: Partial<UnlockView>): Start {
  const none = { fault: null, keystore: false, passphrase: false, kit: false, renewable: false };
  return { kind: 'unlock', unlock: { ...none, ...unlock } };
}

function thousand(): FakeAccountSeed[] {
  return Array.from({ length: 1000 }, (_, index) =>
    index % 3 === 0
      ? { issuer: 'Fuyi', number: String(700000 + index), pin: PIN, support: SUPPORT }
      : { issuer: `Issuer ${index % 40}`, number: `trader${index}@example.hk` },
  );
}

const scenarios: Record<string, () => Partial<FakeSetting>> = {
  list: () => ({ accounts: demo }),
  empty: () => ({}),
  thousand: () => ({ accounts: thousand() }),
  long: () => ({ accounts: long }),
  frozen: () => ({ accounts: standings }),
  waiting: () => ({ accounts: standings.slice(2) }),
  choose_passphrase: () => ({ start: { kind: 'choose_passphrase' } }),
  unlock: () => ({ accounts: demo, start: locked({ passphrase: true }), passphrase: 'staple orbit velvet' }),
  lost_key: () => ({
    accounts: demo,
    start: locked({ fault: 'keystore_key_missing', keystore: true, kit: true, renewable: true }),
  }),
  vault: () => ({ accounts: unsynced, vault: kept, earlier }),
  older: () => ({ accounts: demo, vault: { access: 'older_state', damaged_files: 1, set_aside: 2 }, earlier }),
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
 * that does not start, `refused:CODE` for a picture that cannot be used.
 */
export function scenario(name: string): FakeHost {
  const [kind = 'list', code] = name.split(':') as [string, FaultCode?];
  const pictures = [registration(24 * HOUR), ordinary, expired, alreadyBound];
  const setting: Partial<FakeSetting> = { pictures, deriving: 450, ...scenarios[kind]?.() };
  if (kind === 'fault' && code !== undefined) return new FakeHost({ ...setting, faults: { start: code } });
  const host = new FakeHost(scenarios[kind] === undefined ? { ...setting, accounts: demo } : setting);
  const picture: Picture | undefined =
    kind === 'refused' && code !== undefined
      ? { kind: 'refused', fault: { code, message: 'the picture has no finder pattern', hint: '' } }
      : held[kind];
  if (picture !== undefined) host.drop(picture);
  return host;
}
