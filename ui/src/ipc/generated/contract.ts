// Written by `cargo xtask types` from src-tauri/crates/ipc. Do not edit.

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
 * How an account is bound on this device.
 */
export type BindingView = { "kind": "plain" } | { "kind": "main", 
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
pictures: string, };

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
export type FaultCode = "vault_closed" | "passphrase_wrong" | "passphrase_weak" | "keystore_key_missing" | "keystore_denied" | "keystore_failed" | "vault_damaged" | "vault_newer" | "vault_in_use" | "disk" | "picture_too_large" | "picture_unreadable" | "no_code" | "several_codes" | "not_an_account" | "uri_refused" | "kind_unsupported" | "already_bound" | "registration_expired" | "stale" | "pin_needed" | "pin_too_short" | "clipboard" | "account_damaged" | "internal";

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
code: CodeView, } | { "kind": "wrong", 
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
 * Where the program stands after it was started.
 */
export type Start = "open" | "choose_passphrase" | "enter_passphrase";

/** Every command: what it takes and what it gives when it works. */
export interface Commands {
  /** Opens the vault, or makes it on the first start; says what the window must ask for first. */
  start: { arguments: Record<string, never>; result: Start };
  /** How hard a passphrase is to guess. */
  passphrase_strength: { arguments: { passphrase: string }; result: PassphraseStrength };
  /** Makes the vault under a passphrase, on a machine without a keystore. */
  vault_create: { arguments: { passphrase: string }; result: Start };
  /** Opens the vault with its passphrase. */
  vault_unlock: { arguments: { passphrase: string }; result: Start };
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
  | "intake-changed";
