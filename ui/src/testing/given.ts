import type { Arrangement, CodeKind, Preferences } from '../ipc/generated/contract';

/** The settings of a test's session: the accounts, what the user drops or films, the machine. See `tests/headless/src/given`. */
export interface Given {
  accounts: GivenAccount[];
  /** The preferences that differ from the defaults. */
  preferences: Partial<Preferences>;
  /** Whether the program has never run on this machine. */
  first_start: boolean;
  ways: Ways;
  keystore: KeystoreState;
  keystore_name: string;
  vault:
    | 'whole'
    | 'older_state'
    | 'memory_missing'
    | 'memory_forged'
    | 'memory_unread'
    | 'other_process'
    | 'newest_damaged'
    | 'damaged';
  /** Whether backups work. By default none are made. */
  backup: 'works' | 'fails';
  erase_at_ten: boolean;
  /** The vault file that the user will choose: a copy of this vault, a vault of another computer, or no vault. */
  vault_file: 'copy' | 'junk' | { other: { accounts?: GivenAccount[]; ways?: Ways } };
  /** The answers of the time servers, in their order. */
  servers: ServerSays[];
  servers_off: boolean;
  cameras: string[];
  /** Shortcuts that another program has taken. */
  taken: string[];
}

/** The ways into the vault. The program makes the kit. */
export interface Ways {
  keystore?: boolean;
  passphrase?: string;
  kit?: boolean;
}

export type KeystoreState =
  'works' | 'silent' | 'absent' | 'key_missing' | 'denied' | 'slow' | 'ambiguous' | 'undecodable' | 'failed';

export type ServerSays = { kind: 'time'; offset_ms: number; round_trip_ms: number } | { kind: 'silent' | 'refused' | 'unusable' };

/** An account that is bound when the session begins. */
export type GivenAccount = BrokerAccount | PlainAccount;

export interface PlainAccount {
  issuer: string | null;
  number: string;
  codes?: CodeKind;
  arrangement?: Arrangement;
}

export interface BrokerAccount {
  issuer: string;
  number: string;
  pin: string;
  /** How it was bound. The default is the main account. */
  bound?: 'main' | 'main_unsynced' | 'sub' | 'sub_unsynced' | 'sub_by_eye';
  activation?: string;
  support?: string;
  /** The number of wrong PINs. The wait after the last one begins with the session. */
  wrong?: number;
  /** The further devices. Those with the old PIN come first. */
  devices?: { name: string; old_pin?: boolean }[];
  arrangement?: Arrangement;
}

/** The content of a picture. */
export type Picture =
  | { kind: 'blank' }
  | { kind: 'text'; text: string }
  | ({ kind: 'registration' } & Registration)
  /** A transfer from another device, on which the registration was bound with the PIN. */
  | { kind: 'transfer'; registration: Registration; slot: number; pin: string }
  | { kind: 'plain'; issuer: string | null; number: string; codes?: CodeKind }
  | { kind: 'migration'; size: number; part: number; names: string[] };

export interface Registration {
  issuer: string;
  number: string;
  activation: string;
  support?: string;
  /** The time for which it is valid, in milliseconds. */
  valid_ms: number;
}
