// Written by `cargo xtask types` from src-tauri/crates/ipc. Do not edit.

/**
 * Whether an open vault may be changed, and why not.
 */
export type AccessView = "full" | "other_process" | "newer_version" | "older_state" | "memory_missing" | "memory_forged";

/**
 * Names an account towards the page: 32 hexadecimal digits, random, meaningless.
 */
export type AccountKey = string;

/**
 * One account of the list: everything a row shows but its code.
 */
export type AccountRow = { 
/**
 * Its name for the commands.
 */
id: AccountKey, 
/**
 * Who issued it, where known.
 */
issuer: string | null, 
/**
 * Its number or name at the issuer.
 */
number: string, 
/**
 * How it is bound.
 */
binding: BindingView, 
/**
 * Whom to call about it, where known.
 */
support: string | null, };

/**
 * What proves who asks for a change of the ways in.
 */
export type Asks = "passphrase" | "keystore" | "kit";

/**
 * The backups and how they stand.
 */
export type BackupView = { 
/**
 * The folder.
 */
folder: string, 
/**
 * How many copies stay, 1 to 100.
 */
keep: number, 
/**
 * Whether a copy is being made.
 */
running: boolean, 
/**
 * When the last copy was verified in this run of the program, in milliseconds since 1970.
 */
last_ms: number | null, 
/**
 * What the last attempt failed at, in English, until one works.
 */
failed: string | null, };

/**
 * How an account is bound on this device.
 */
export type BindingView = { "kind": "plain" } | { "kind": "synced", 
/**
 * Which of the account's devices this is.
 */
role: RoleView, 
/**
 * Whether its PIN may be typed.
 */
pin: PinStanding, } | { "kind": "unsynced", 
/**
 * Which of the account's devices this is.
 */
role: RoleView, 
/**
 * Whether its PIN may be typed.
 */
pin: PinStanding, };

/**
 * An account has been bound.
 */
export type Bound = { 
/**
 * Which.
 */
account: AccountKey, };

/**
 * A code while it is shown.
 */
export type CodeView = { 
/**
 * Whose it is.
 */
account: AccountKey, 
/**
 * 4 to 10 digits.
 */
digits: string, 
/**
 * How long it is the current one, in all, in milliseconds.
 */
period_ms: number, 
/**
 * How long it still is, in milliseconds, when this was written.
 */
remaining_ms: number, };

/**
 * The words of the system's file dialog, in the user's language.
 */
export type DialogWords = { 
/**
 * The title of the dialog.
 */
title: string, 
/**
 * The name of the kind of files that can be chosen.
 */
files: string, };

/**
 * Where an earlier state comes from.
 */
export type EarlierOrigin = "generation" | "aside" | "backup";

/**
 * A state that can be gone back to.
 */
export type EarlierView = { 
/**
 * Names it towards `earlier_pick` until the list is asked for again.
 */
index: number, 
/**
 * When it was saved, in milliseconds since 1970.
 */
saved_ms: number, 
/**
 * How many accounts it has, where this vault's keys open it.
 */
accounts: number | null, 
/**
 * Where it comes from.
 */
origin: EarlierOrigin, };

/**
 * What went wrong and what to do about it.
 */
export type Fault = { 
/**
 * What the page switches on, and finds its words by.
 */
code: FaultCode, 
/**
 * What happened, in English, for reports: lower case, no full stop, no secret.
 */
message: string, 
/**
 * What to do next, in English.
 */
hint: string, };

/**
 * Each kind of fault the page has words or a way out for.
 */
export type FaultCode = "vault_closed" | "passphrase_wrong" | "passphrase_weak" | "kit_wrong" | "not_a_kit" | "kit_mistyped" | "proof_needed" | "last_way_in" | "keystore_absent" | "keystore_key_missing" | "keystore_denied" | "keystore_slow" | "keystore_ambiguous" | "keystore_undecodable" | "keystore_failed" | "vault_read_only" | "not_a_vault" | "folder_unusable" | "secret_erased" | "vault_damaged" | "vault_newer" | "vault_in_use" | "disk" | "picture_too_large" | "picture_unreadable" | "no_code" | "several_codes" | "not_an_account" | "uri_refused" | "kind_unsupported" | "already_bound" | "registration_expired" | "stale" | "pin_needed" | "pin_too_short" | "clipboard" | "account_damaged" | "internal";

/**
 * What was read from a picture and waits for the user's agreement. The secret stays behind.
 */
export type Intake = { "kind": "nothing" } | { "kind": "refused", 
/**
 * Why.
 */
fault: Fault, } | { "kind": "registration", 
/**
 * The broker.
 */
issuer: string, 
/**
 * The account number.
 */
number: string, 
/**
 * The activation code.
 */
activation: string, 
/**
 * When it expires, in milliseconds since 1970-01-01T00:00:00Z.
 */
expires_ms: number, 
/**
 * How long it may still be bound, in milliseconds, when this was written.
 */
remaining_ms: number, 
/**
 * Whom to call about it.
 */
support: string | null, } | { "kind": "expired", 
/**
 * The broker.
 */
issuer: string, 
/**
 * The account number.
 */
number: string, 
/**
 * When it expired, in milliseconds since 1970-01-01T00:00:00Z.
 */
expires_ms: number, 
/**
 * Whom to ask for a new one.
 */
support: string | null, } | { "kind": "already_bound", 
/**
 * The issuer, where known.
 */
issuer: string | null, 
/**
 * The account number or name.
 */
number: string, 
/**
 * Whom to call about it.
 */
support: string | null, } | { "kind": "plain", 
/**
 * Who issued it, where the URI says so.
 */
issuer: string | null, 
/**
 * Its name at the issuer.
 */
number: string, 
/**
 * `SHA1`, `SHA256` or `SHA512`.
 */
algorithm: string, 
/**
 * How long its codes are, 4 to 10.
 */
digits: number, 
/**
 * How long a code is the current one, in seconds.
 */
period_s: number, };

/**
 * A recovery kit that was made just now. It is shown this once, and opens nothing before it is confirmed.
 */
export type KitSheet = { 
/**
 * What is written down: 74 characters.
 */
text: string, 
/**
 * The same as a QR code: a row of `0` and `1` for each row of modules, 1 is dark.
 */
modules: Array<string>, 
/**
 * How many of the last characters are asked for.
 */
checked: number, };

/**
 * What testing a kit found.
 */
export type KitTestView = "opens" | "another";

/**
 * The recovery kit that there is.
 */
export type KitView = { 
/**
 * When it was made, in milliseconds since 1970.
 */
made_ms: number, 
/**
 * PIN accounts that it opens.
 */
covered: number, 
/**
 * PIN accounts that it opens once their PIN has been entered.
 */
waiting: number, };

/**
 * What a PIN is typed for.
 */
export type PadPurpose = { "kind": "create" } | { "kind": "code", 
/**
 * Which.
 */
account: AccountKey, };

/**
 * What the page may know of a PIN pad: how many digits were typed.
 */
export type PadView = { 
/**
 * Digits typed, 0 to 20.
 */
count: number, 
/**
 * The fewest that can be judged.
 */
least: number, 
/**
 * The most that can be typed.
 */
most: number, };

/**
 * How hard a passphrase is to guess.
 */
export type PassphraseStrength = { 
/**
 * From 0, guessed at once, to 4, not to be guessed; zxcvbn's score.
 */
score: number, 
/**
 * Whether it may be taken.
 */
enough: boolean, };

/**
 * A vault file that was picked for a restore.
 */
export type PickedView = { 
/**
 * When it was saved, in milliseconds since 1970.
 */
saved_ms: number, 
/**
 * How many accounts it has, where this vault's keys open it.
 */
accounts: number | null, 
/**
 * Whether this machine's keystore opens it.
 */
opens_here: boolean, 
/**
 * Whether a passphrase opens it.
 */
passphrase: boolean, 
/**
 * Whether a recovery kit opens it.
 */
kit: boolean, };

/**
 * What came of a PIN.
 */
export type PinOutcome = { "kind": "repeat" } | { "kind": "mismatch" } | { "kind": "bound", 
/**
 * Which.
 */
account: AccountKey, } | { "kind": "code", 
/**
 * The current code.
 */
code: CodeView, } | { "kind": "synced", 
/**
 * Which.
 */
account: AccountKey, } | { "kind": "wrong", 
/**
 * What is left.
 */
pin: PinStanding, } | { "kind": "no_try", 
/**
 * Until when, or that it is frozen.
 */
pin: PinStanding, };

/**
 * Whether a PIN may be tried.
 */
export type PinStanding = { "kind": "free", 
/**
 * Wrong tries that cost no wait, 0 to 5.
 */
free: number, 
/**
 * Wrong tries until the account is frozen, 1 to 10.
 */
left: number, } | { "kind": "waiting", 
/**
 * Milliseconds until then.
 */
remaining_ms: number, 
/**
 * Wrong tries until the account is frozen, 1 to 4.
 */
left: number, } | { "kind": "frozen" };

/**
 * What the user types to prove a way in.
 */
export type ProofInput = { "kind": "keystore" } | { "kind": "passphrase", 
/**
 * As typed.
 */
passphrase: string, } | { "kind": "kit", 
/**
 * As typed or scanned.
 */
kit: string, };

/**
 * Which of the account's devices this is.
 */
export type RoleView = "main" | "sub";

/**
 * Where the program stands after it was started.
 */
export type Start = { "kind": "open" } | { "kind": "choose_passphrase" } | { "kind": "unlock", 
/**
 * How it opens.
 */
unlock: UnlockView, };

/**
 * How a locked vault may be opened.
 */
export type UnlockView = { 
/**
 * What is wrong with the keystore, where it should have opened the vault.
 */
fault: FaultCode | null, 
/**
 * Whether the keystore may open it: `vault_unlock` without anything typed.
 */
keystore: boolean, 
/**
 * Whether a passphrase opens it.
 */
passphrase: boolean, 
/**
 * Whether a recovery kit opens it.
 */
kit: boolean, 
/**
 * Whether `renew` puts a new key into the keystore, in the place of one that is gone.
 */
renewable: boolean, };

/**
 * How the open vault stands.
 */
export type VaultView = { 
/**
 * Whether it may be changed.
 */
access: AccessView, 
/**
 * Damaged files that were passed over at the start.
 */
damaged_files: number, 
/**
 * Whether these could not be moved to quarantine.
 */
quarantine_failed: boolean, 
/**
 * Accounts that could not be read; they are kept.
 */
set_aside: number, 
/**
 * The keystore that opens the vault, by its name.
 */
keystore: string | null, 
/**
 * Whether a passphrase opens it.
 */
passphrase: boolean, 
/**
 * The recovery kit, where there is one.
 */
kit: KitView | null, 
/**
 * What a change of the ways in asks for.
 */
asks: Asks, 
/**
 * Copies that are made by themselves, where the user has planned them.
 */
backup: BackupView | null, 
/**
 * Whether the tenth wrong PIN erases the account's secret here.
 */
erase_at_ten: boolean, };

/**
 * A way into the vault.
 */
export type WayKind = "keystore" | "passphrase" | "kit";

/** Every command: what it takes and what it gives when it works. */
export interface Commands {
  /** Opens the vault, or makes it on the first start; says what the window must ask for first. */
  start: { arguments: Record<string, never>; result: Start };
  /** How hard a passphrase is to guess. */
  passphrase_strength: { arguments: { passphrase: string }; result: PassphraseStrength };
  /** Ends the wait for a keystore that does not answer. */
  keystore_give_up: { arguments: Record<string, never>; result: null };
  /** Makes the vault under a passphrase, on a machine without a keystore. */
  vault_create: { arguments: { passphrase: string }; result: Start };
  /** Opens the locked vault; `renew` puts a new key into the keystore, where `renewable` says so. */
  vault_unlock: { arguments: { proof: ProofInput; renew: boolean }; result: Start };
  /** Locks the vault: keys, codes and pictures leave memory. */
  vault_lock: { arguments: Record<string, never>; result: Start };
  /** Puts a vault that nothing opens any more aside, for good, and begins with a new one. */
  vault_begin_anew: { arguments: Record<string, never>; result: Start };
  /** How the open vault stands. */
  vault_view: { arguments: Record<string, never>; result: VaultView };
  /** Goes on with a vault that is older than what the keystore remembers. */
  vault_accept_older: { arguments: Record<string, never>; result: VaultView };
  /** Adds a passphrase or changes it. */
  passphrase_set: { arguments: { proof: ProofInput; passphrase: string }; result: VaultView };
  /** Takes a way in away, unless it is the last. */
  way_remove: { arguments: { proof: ProofInput; way: WayKind }; result: VaultView };
  /** Makes a recovery kit and shows it, this once. */
  kit_make: { arguments: { proof: ProofInput }; result: KitSheet };
  /** Has the kit that was shown open the vault, when its last characters are right. */
  kit_confirm: { arguments: { proof: ProofInput; typed: string }; result: VaultView };
  /** Forgets the kit that was shown. */
  kit_cancel: { arguments: Record<string, never>; result: null };
  /** Opens the system's print dialog for the page. */
  kit_print: { arguments: Record<string, never>; result: null };
  /** Sees whether a kit would open the vault, without restoring anything. */
  kit_test: { arguments: { kit: string }; result: KitTestView };
  /** Lets the user choose a folder in the system's dialog and has copies made there from now on. */
  backup_choose: { arguments: { words: DialogWords }; result: VaultView };
  /** How many copies stay, 1 to 100. */
  backup_keep: { arguments: { copies: number }; result: VaultView };
  /** Has a copy made now. */
  backup_now: { arguments: Record<string, never>; result: VaultView };
  /** Has no copies made any more. */
  backup_end: { arguments: Record<string, never>; result: VaultView };
  /** Every earlier state there is, the newest first. */
  earlier: { arguments: Record<string, never>; result: Array<EarlierView> };
  /** Picks one of them for `restore`. */
  earlier_pick: { arguments: { index: number }; result: PickedView };
  /** Lets the user choose a vault file in the system's dialog and picks it; nothing when it was cancelled. */
  restore_choose: { arguments: { words: DialogWords }; result: PickedView | null };
  /** Forgets the file that was picked. */
  restore_cancel: { arguments: Record<string, never>; result: null };
  /** Makes the picked file this device's vault; the present one is kept aside. */
  restore: { arguments: { proof: ProofInput }; result: Start };
  /** Whether the tenth wrong PIN erases the account's secret here. */
  erase_at_ten: { arguments: { on: boolean }; result: VaultView };
  /** All bound accounts, in the order they were bound. */
  accounts: { arguments: Record<string, never>; result: Array<AccountRow> };
  /** The current code of an account that shows one without a PIN, or whose PIN was given in this period. */
  code_show: { arguments: { account: AccountKey }; result: CodeView };
  /** Copies the current code of an account into the clipboard, marked as secret. */
  code_copy: { arguments: { account: AccountKey }; result: CodeView };
  /** Lets the user choose an image file in the system's dialog and reads the QR code in it; when the dialog was cancelled, what was waiting goes on waiting. */
  picture_choose: { arguments: { words: DialogWords }; result: Intake };
  /** What waits for the user's agreement. */
  intake: { arguments: Record<string, never>; result: Intake };
  /** Drops what waits for the user's agreement. */
  intake_dismiss: { arguments: Record<string, never>; result: Intake };
  /** Binds the ordinary account that waits for the user's agreement. */
  bind_plain: { arguments: Record<string, never>; result: Bound };
  /** Opens the PIN pad. */
  pin_open: { arguments: { purpose: PadPurpose }; result: PadView };
  /** Types one digit, 0 to 9. */
  pin_digit: { arguments: { digit: number }; result: PadView };
  /** Takes the last digit back. */
  pin_backspace: { arguments: Record<string, never>; result: PadView };
  /** Judges the digits typed. */
  pin_submit: { arguments: Record<string, never>; result: PinOutcome };
  /** Closes the PIN pad and wipes what was typed. */
  pin_cancel: { arguments: Record<string, never>; result: PadView };
}

/** Something happened; it carries nothing. */
export type EventName =
  /** A file is held over the window. */
  | "drag-entered"
  /** The file was taken away again or dropped. */
  | "drag-left"
  /** A picture was dropped on the window and has been read. */
  | "intake-changed"
  /** The vault or its backups stand differently than before. */
  | "vault-changed";
