import type { BatchView, FaultCode, WaitingView, Preferences, Start } from '../generated/contract';
import type { CommandName } from '../host';
import type { FakeAccountSeed } from './account';
import type { FakeCameraSetting } from './camera';
import type { FakeClockSetting } from './clock';
import type { FakeVaultSetting } from './vault';

/** How a fake begins. */
export interface FakeSetting {
  accounts: FakeAccountSeed[];
  /** Where the program stands; `open` asks the keystore first, where the vault has its key in one. */
  start: Start['kind'];
  vault: Partial<FakeVaultSetting>;
  /** Commands that fail, each time, until the setting says otherwise. */
  faults: Partial<Record<CommandName, FaultCode>>;
  /** What the next files, screens and clipboards hold; the last one again and again. */
  pictures: Picture[];
  /** How many files are chosen at a time, and how long each takes to read, in milliseconds. */
  files: { count: number; eachMs: number };
  camera: FakeCameraSetting;
  clock: FakeClockSetting;
  /** What the user has set, where it is not the default. */
  preferences: Partial<Preferences>;
  /** Keys that another program has. */
  taken: string[];
  /** The picture under an overlay: a JPEG file. */
  screen: () => Promise<ArrayBuffer>;
  /** How long checking a PIN or a passphrase takes, in milliseconds. */
  deriving: number;
}

type Expiring<K extends WaitingView['kind'], Told extends string = never> = Omit<
  Extract<WaitingView, { kind: K }>,
  'expires_ms' | 'remaining_ms' | Told
> & { validMs: number };

/**
 * What a picture holds. The times of what expires are taken when it is read, and whether it takes the place of a
 * binding follows from the accounts. A transfer has the PIN that it is sealed under.
 */
export type Picture =
  | Exclude<WaitingView, { kind: 'registration' | 'transfer' | 'several' }>
  | { kind: 'several'; pictures: Picture[]; batches?: BatchView[] }
  | Expiring<'registration', 'replaces'>
  | (Expiring<'transfer', 'renews'> & { pin: string });

/** An open vault without accounts. */
export const PLAIN: FakeSetting = {
  accounts: [],
  start: 'open',
  vault: {},
  faults: {},
  pictures: [{ kind: 'nothing' }],
  deriving: 0,
  files: { count: 1, eachMs: 0 },
  camera: { names: ['Integrated camera'] },
  clock: { offsetMs: 120 },
  preferences: {},
  taken: [],
  screen: () => Promise.resolve(new ArrayBuffer(0)),
};
