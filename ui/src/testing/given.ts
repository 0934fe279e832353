import type { Arrangement, CodeKind, Preferences } from '../ipc/generated/contract';

/** What is bound when a session begins, what lies before the user, and how the machine is: `tests/headless/src/given`. */
export interface Given {
  accounts: GivenAccount[];
  /** What the user has set, where it is not the default. */
  preferences: Partial<Preferences>;
  /** Whether the program was never started here. */
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
  /** Whether copies are made, and whether they fail. */
  backup: 'works' | 'fails';
  erase_at_ten: boolean;
  /** The vault file that the user will choose: a copy of this vault, one of another computer, or no vault. */
  vault_file: 'copy' | 'junk' | { other: { accounts?: GivenAccount[]; ways?: Ways } };
  /** What the time servers answer, the first one first. */
  servers: ServerSays[];
  servers_off: boolean;
  cameras: string[];
  /** Keys that another program has. */
  taken: string[];
}

/** The ways into a vault. The program makes the kit. */
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
  /** How it was bound; as the main account if nothing is said. */
  bound?: 'main' | 'main_unsynced' | 'sub' | 'sub_unsynced' | 'sub_by_eye';
  activation?: string;
  support?: string;
  /** How many wrong PINs were typed. The wait of the last one begins with the session. */
  wrong?: number;
  /** Its further devices; those with the old PIN before the others. */
  devices?: { name: string; old_pin?: boolean }[];
  arrangement?: Arrangement;
}

/** What a picture holds. */
export type Picture =
  | { kind: 'blank' }
  | { kind: 'text'; text: string }
  | ({ kind: 'registration' } & Registration)
  /** Made by another device, which the registration bound under the PIN. */
  | { kind: 'transfer'; registration: Registration; slot: number; pin: string }
  | { kind: 'plain'; issuer: string | null; number: string; codes?: CodeKind }
  | { kind: 'migration'; size: number; part: number; names: string[] };

export interface Registration {
  issuer: string;
  number: string;
  activation: string;
  support?: string;
  /** How long it is good, in milliseconds. */
  valid_ms: number;
}
