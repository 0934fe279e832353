// Written by `cargo xtask types` from src-tauri/crates/ipc. Do not edit.

/**
 * Which program this is.
 */
export type AboutView = { 
/**
 * Its version, `0.1.0`.
 */
version: string, 
/**
 * The system that it runs on.
 */
system: string, 
/**
 * Where its vault lies.
 */
vault: string, };

/**
 * Whether an open vault may be changed, and why not.
 */
export type AccessView = "full" | "other_process" | "newer_version" | "older_state" | "memory_missing" | "memory_forged";

/**
 * What can be changed of an account without a PIN.
 */
export type AccountEdit = { 
/**
 * Who issued it; may be empty.
 */
issuer: string, 
/**
 * Its name at the issuer; may be empty where there is an issuer.
 */
name: string, 
/**
 * `SHA1`, `SHA256` or `SHA512`.
 */
algorithm: string, 
/**
 * 4 to 10.
 */
digits: number, 
/**
 * How its codes go on.
 */
codes: CodeKind, };

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
 * What its codes go by.
 */
codes: CodeKind, 
/**
 * Whom to call about it, where known.
 */
support: string | null, 
/**
 * Whether the user marked it as a favourite.
 */
favourite: boolean, 
/**
 * The group that the user put it into.
 */
group: string | null, 
/**
 * How long it stays open after its PIN; an account without a PIN is never closed.
 */
keep_open: KeepOpen, 
/**
 * When it last gave a code, in milliseconds since 1970-01-01T00:00:00Z, as far as that is known.
 */
used_ms: number | null, 
/**
 * What else it is found by: its issuer and name in pinyin, whole and by initials, in lower case with spaces between;
 * empty where neither has Chinese characters.
 */
pinyin: string, };

/**
 * A part of the picture under an overlay, as fractions of its width and height, 0 to 1.
 */
export type AreaInput = { 
/**
 * From the left edge.
 */
x: number, 
/**
 * From the upper edge.
 */
y: number, 
/**
 * To the right.
 */
width: number, 
/**
 * Down.
 */
height: number, };

/**
 * What the user has made of an account in the list.
 */
export type Arrangement = { 
/**
 * Whether it is a favourite.
 */
favourite: boolean, 
/**
 * Its group, 1 to 60 characters.
 */
group: string | null, 
/**
 * How long it stays open.
 */
keep_open: KeepOpen, };

/**
 * What proves who asks for a change of the ways in.
 */
export type Asks = "passphrase" | "keystore" | "kit";

/**
 * What happened.
 */
export type AuditKind = "bound" | "synced" | "wrong_pin" | "frozen" | "replaced" | "pin_changed" | "handed_out" | "given_up" | "removed" | "restored" | "exported" | "backup_failed" | "clock_jumped" | "edited";

/**
 * Something that happened to an account or to the vault.
 */
export type AuditView = { 
/**
 * When, in milliseconds since 1970-01-01T00:00:00Z.
 */
at_ms: number, 
/**
 * What.
 */
what: AuditKind, 
/**
 * Who issued the account, where there is one and it is known.
 */
issuer: string | null, 
/**
 * The account's number or name, where there is one.
 */
number: string | null, };

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
 * How much there is of a migration out of another authenticator, which comes in several QR codes.
 */
export type BatchView = { 
/**
 * How many codes it comes in, 1 to 100.
 */
size: number, 
/**
 * Which of them were read, from 1 on, ascending.
 */
parts: Array<number>, };

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
pin: PinStanding, 
/**
 * Whether nothing here can tell a right PIN: it is typed twice, and two check digits are compared with those
 * of the first device.
 */
by_eye: boolean, };

/**
 * An account has been bound.
 */
export type Bound = { 
/**
 * Which.
 */
account: AccountKey, };

/**
 * Several accounts have been bound.
 */
export type BoundMany = { 
/**
 * How many.
 */
bound: number, };

/**
 * Names a camera towards the page.
 */
export type CameraKey = string;

/**
 * A camera.
 */
export type CameraView = { 
/**
 * Its name for the commands.
 */
id: CameraKey, 
/**
 * Its name as the system has it.
 */
name: string, };

/**
 * How the machine's clock stands.
 */
export type ClockStanding = { "kind": "not_checked", 
/**
 * Why.
 */
why: NotChecked, } | { "kind": "right", 
/**
 * Servers' time less the machine's, in milliseconds.
 */
offset_ms: number, } | { "kind": "corrected", 
/**
 * Servers' time less the machine's, in milliseconds: positive where the machine is behind.
 */
offset_ms: number, } | { "kind": "far", 
/**
 * As in `corrected`.
 */
offset_ms: number, 
/**
 * Whether the user said no.
 */
declined: boolean, } | { "kind": "disagree", 
/**
 * The median, as in `corrected`.
 */
offset_ms: number, 
/**
 * Whether the user said no.
 */
declined: boolean, };

/**
 * How the machine's clock stands against the time servers.
 */
export type ClockView = { 
/**
 * How it stands.
 */
standing: ClockStanding, 
/**
 * When the servers were last asked, by the clock that codes go by, in milliseconds since 1970-01-01T00:00:00Z.
 */
checked_ms: number | null, 
/**
 * Whether they are being asked right now.
 */
checking: boolean, 
/**
 * What each of them said then.
 */
servers: Array<ServerView>, 
/**
 * Whether time servers are asked at all.
 */
on: boolean, 
/**
 * Whether the list of servers is the user's own.
 */
own_list: boolean, };

/**
 * What an account that was asked for its code shows.
 */
export type CodeAnswer = { "kind": "code", 
/**
 * The current one.
 */
code: CodeView, } | { "kind": "fault", 
/**
 * Whose it would be.
 */
account: AccountKey, 
/**
 * Why there is none.
 */
fault: Fault, };

/**
 * What one account's codes go by.
 */
export type CodeKind = { "kind": "time", 
/**
 * How long a code is the current one, in seconds, 1 to 3600.
 */
period_s: number, } | { "kind": "counter", 
/**
 * The one of the next code.
 */
counter: number, } | { "kind": "steam" };

/**
 * A code while it is shown.
 */
export type CodeView = { 
/**
 * Whose it is.
 */
account: AccountKey, 
/**
 * 4 to 10 digits; Steam's are 5 letters and digits.
 */
digits: string, 
/**
 * How long it is the current one, in all, in milliseconds; 0 for a counter's, which has no end of its own.
 */
period_ms: number, 
/**
 * How long it still is, in milliseconds, when this was written; 0 for a counter's.
 */
remaining_ms: number, 
/**
 * The code that comes after it: in its last 10 seconds, where the user wants it and the account stays open for it.
 */
next: string | null, };

/**
 * A code that was copied.
 */
export type CopiedView = { 
/**
 * The current code.
 */
code: CodeView, 
/**
 * Whether the one after it is copied instead, when the current one ends: it had less than 5 seconds left.
 */
waits: boolean, };

/**
 * A further device.
 */
export type DeviceView = { 
/**
 * 2 to 5.
 */
slot: number, 
/**
 * What the user calls it.
 */
name: string, 
/**
 * When its transfer was made, in milliseconds since 1970-01-01T00:00:00Z.
 */
handed_out_ms: number, 
/**
 * Whether the PIN was changed since: it needs a new transfer.
 */
old_pin: boolean, };

/**
 * The devices of a Main account, this one aside.
 */
export type DevicesView = { 
/**
 * Those handed out, by slot.
 */
devices: Array<DeviceView>, 
/**
 * Whether a further one may be handed out.
 */
room: boolean, };

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
 * What went wrong.
 */
export type Fault = { 
/**
 * What the page switches on, and finds its words by.
 */
code: FaultCode, 
/**
 * What happened, in English, for reports: lower case, no full stop, no secret.
 */
message: string, };

/**
 * Each kind of fault the page has words or a way out for.
 */
export type FaultCode = "vault_closed" | "passphrase_wrong" | "passphrase_weak" | "kit_wrong" | "not_in_kit" | "not_a_kit" | "kit_mistyped" | "proof_needed" | "last_way_in" | "keystore_absent" | "keystore_key_missing" | "keystore_denied" | "keystore_slow" | "keystore_ambiguous" | "keystore_undecodable" | "keystore_failed" | "vault_read_only" | "not_a_vault" | "folder_unusable" | "secret_erased" | "vault_damaged" | "vault_newer" | "vault_in_use" | "disk" | "picture_too_large" | "picture_unreadable" | "no_code" | "code_too_small" | "code_blurred" | "code_cut_off" | "code_too_dark" | "code_damaged" | "not_an_account" | "is_web_address" | "is_wifi" | "is_contact" | "migration_refused" | "no_picture_in_file" | "clipboard_empty" | "typed_refused" | "screen_absent" | "screen_denied" | "screen_failed" | "camera_none" | "camera_busy" | "camera_denied" | "camera_gone" | "camera_stalled" | "camera_failed" | "uri_refused" | "kind_unsupported" | "already_bound" | "registration_expired" | "clock_went_back" | "stale" | "pin_needed" | "pin_too_short" | "unsynced" | "not_main" | "frozen" | "no_room" | "clipboard" | "shortcut_refused" | "shortcut_taken" | "preferences_lost" | "account_damaged" | "internal";

/**
 * What one of several things is.
 */
export type FoundKind = { "kind": "registration" } | { "kind": "transfer" } | { "kind": "plain" } | { "kind": "expired" } | { "kind": "already_bound" } | { "kind": "twice" } | { "kind": "bound" } | { "kind": "refused", 
/**
 * Why, or what it is.
 */
fault: Fault, };

/**
 * One of several things found.
 */
export type FoundView = { 
/**
 * Its name for `found_open` and `found_bind`.
 */
index: number, 
/**
 * What it is.
 */
what: FoundKind, 
/**
 * Who issued it, where it says so.
 */
issuer: string | null, 
/**
 * Its number or name, where it has one.
 */
number: string | null, };

/**
 * What was read from a picture and waits for the user's agreement. The secret stays behind.
 */
export type Intake = { "kind": "nothing" } | { "kind": "refused", 
/**
 * Why.
 */
fault: Fault, } | { "kind": "several", 
/**
 * Each of them, in the order they were found.
 */
items: Array<FoundView>, 
/**
 * How much there is of each migration.
 */
batches: Array<BatchView>, } | { "kind": "registration", 
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
support: string | null, 
/**
 * The binding on this device that it takes the place of, with the user's agreement.
 */
replaces: Replaced | null, } | { "kind": "transfer", 
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
 * Which of the account's devices this becomes, 2 to 5.
 */
slot: number, 
/**
 * When it expires, in milliseconds since 1970-01-01T00:00:00Z.
 */
expires_ms: number, 
/**
 * How long it may still be bound, in milliseconds, when this was written.
 */
remaining_ms: number, 
/**
 * Whom to call about the account.
 */
support: string | null, 
/**
 * Whether it renews the binding that is on this device already: the account's PIN was changed.
 */
renews: boolean, } | { "kind": "expired", 
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
support: string | null, 
/**
 * Whether it is a transfer: then the first device makes a new one.
 */
transfer: boolean, } | { "kind": "already_bound", 
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
 * How its codes go on.
 */
codes: CodeKind, };

/**
 * How long an account stays open after its PIN was given.
 */
export type KeepOpen = "each_time" | "five_minutes" | "fifteen_minutes" | "until_lock";

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
 * The language of the windows.
 */
export type LanguageChoice = "system" | "zh_hant" | "zh_hans" | "en";

/**
 * The order of the list. Favourites come first in each.
 */
export type ListOrder = "by_hand" | "by_name" | "by_use";

/**
 * Why nothing is known of the clock.
 */
export type NotChecked = "off" | "waiting" | "unreachable" | "stepped";

/**
 * What a PIN is typed for.
 */
export type PadPurpose = { "kind": "create" } | { "kind": "code", 
/**
 * Which.
 */
account: AccountKey, } | { "kind": "check_digits", 
/**
 * Which.
 */
account: AccountKey, } | { "kind": "hand_out", 
/**
 * Which.
 */
account: AccountKey, 
/**
 * What the user calls the device, 1 to 60 characters.
 */
name: string, } | { "kind": "give_up", 
/**
 * Which account.
 */
account: AccountKey, 
/**
 * Which of its devices, 2 to 5.
 */
slot: number, } | { "kind": "change", 
/**
 * Which.
 */
account: AccountKey, } | { "kind": "kit_reset", 
/**
 * Which.
 */
account: AccountKey, 
/**
 * The kit, as typed or scanned.
 */
kit: string, } | { "kind": "remove", 
/**
 * Which.
 */
account: AccountKey, } | { "kind": "restore", 
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
export type PinOutcome = { "kind": "repeat" } | { "kind": "mismatch" } | { "kind": "new" } | { "kind": "weak", 
/**
 * By which rule.
 */
rule: WeakPin, } | { "kind": "check_digits", 
/**
 * Of which account.
 */
account: AccountKey, 
/**
 * Two digits.
 */
digits: string, } | { "kind": "transfer", 
/**
 * It, as it is shown.
 */
transfer: TransferView, } | { "kind": "done", 
/**
 * To which account.
 */
account: AccountKey, } | { "kind": "bound", 
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
 * What the user has set and may be read before the vault is open: no secret, nothing of an account.
 */
export type Preferences = { 
/**
 * What the windows speak.
 */
language: LanguageChoice, 
/**
 * What they look like.
 */
theme: ThemeChoice, 
/**
 * The size of text in percent, 100 to 200.
 */
text_percent: number, 
/**
 * The order of the list.
 */
order: ListOrder, 
/**
 * Whether the next code is shown in the last 10 seconds.
 */
next_code: boolean, 
/**
 * Whether a code stays readable for one more period, marked as old.
 */
hold: boolean, 
/**
 * Whether a copy in the last 5 seconds takes the next code when it turns.
 */
copy_next: boolean, 
/**
 * After how many minutes without the user the vault is locked, 1 to 240; 0 for never.
 */
lock_minutes: number, 
/**
 * Whether a copied code leaves the clipboard when it is no longer good.
 */
clear_clipboard: boolean, 
/**
 * How opaque the strip is, in percent, 30 to 100.
 */
strip_opacity: number, 
/**
 * The keys that show and hide the strip from anywhere, such as `Ctrl+Alt+L`; none when off.
 */
strip_keys: string | null, 
/**
 * The keys that copy the code of the favourite account from anywhere; none when off.
 */
copy_keys: string | null, 
/**
 * Whether there is an icon in the system's tray.
 */
tray: boolean, 
/**
 * How far the first run is.
 */
welcome: Welcome, };

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
 * How far the reading of files is.
 */
export type ReadingView = { 
/**
 * Files that were read.
 */
done: number, 
/**
 * Files in all; 0 when none are being read.
 */
total: number, };

/**
 * The binding that a new registration takes the place of.
 */
export type Replaced = { 
/**
 * The activation code that the account was bound with.
 */
activation: string, 
/**
 * Whether it is frozen.
 */
frozen: boolean, };

/**
 * Which of the account's devices this is.
 */
export type RoleView = "main" | "sub";

/**
 * What a time server said.
 */
export type ServerAnswer = { "kind": "time", 
/**
 * Its time less the machine's, in milliseconds.
 */
offset_ms: number, 
/**
 * How long the question and the answer were on their way, in milliseconds.
 */
round_trip_ms: number, } | { "kind": "silent" } | { "kind": "refused" } | { "kind": "unusable" };

/**
 * One time server and what it said.
 */
export type ServerView = { 
/**
 * Its host name.
 */
name: string, 
/**
 * What it said.
 */
answer: ServerAnswer, };

/**
 * Where the program stands after it was started.
 */
export type Start = { "kind": "open" } | { "kind": "choose_passphrase" } | { "kind": "unlock", 
/**
 * How it opens.
 */
unlock: UnlockView, };

/**
 * The account of the strip.
 */
export type StripView = { 
/**
 * Which; none where there is no account or the vault is locked.
 */
account: AccountKey | null, 
/**
 * Whether the vault is open.
 */
open: boolean, };

/**
 * The look of the windows.
 */
export type ThemeChoice = "system" | "light" | "dark";

/**
 * A transfer while it is shown.
 */
export type TransferView = { 
/**
 * Of which account.
 */
account: AccountKey, 
/**
 * Which of its devices it makes, 2 to 5.
 */
slot: number, 
/**
 * The QR code: a row of `0` and `1` for each row of modules, 1 is dark. The secret in it is sealed under the PIN.
 */
modules: Array<string>, 
/**
 * When it expires, in milliseconds since 1970-01-01T00:00:00Z.
 */
expires_ms: number, 
/**
 * How long it may still be bound, in milliseconds, when this was written: 10 minutes at most.
 */
remaining_ms: number, };

/**
 * A removed account, which the user can bring back.
 */
export type TrashView = { 
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
 * Whether its PIN is needed to bring it back.
 */
pin: boolean, 
/**
 * When it was removed, in milliseconds since 1970-01-01T00:00:00Z.
 */
removed_ms: number, 
/**
 * When it goes for good, in milliseconds since 1970-01-01T00:00:00Z: 30 days later.
 */
gone_ms: number, };

/**
 * The tray's words, in the user's language.
 */
export type TrayWords = { 
/**
 * Opens the main window.
 */
open: string, 
/**
 * Shows or hides the strip.
 */
strip: string, 
/**
 * Locks the vault.
 */
lock: string, 
/**
 * Ends the program.
 */
quit: string, 
/**
 * Stands where the vault is locked.
 */
locked: string, };

/**
 * An ordinary account as typed by hand.
 */
export type TypedAccount = { 
/**
 * Who issued it; may be empty.
 */
issuer: string, 
/**
 * Its name at the issuer; may be empty where there is an issuer.
 */
name: string, 
/**
 * The secret in Base32; spaces, hyphens and lower case are taken too.
 */
secret: string, 
/**
 * `SHA1`, `SHA256` or `SHA512`; Steam's is `SHA1`.
 */
algorithm: string, 
/**
 * 4 to 10; Steam's are 5.
 */
digits: number, 
/**
 * How its codes go on.
 */
codes: CodeKind, };

/**
 * A field of a typed account.
 */
export type TypedField = "issuer" | "name" | "secret" | "algorithm" | "digits" | "codes";

/**
 * What a typed account would show.
 */
export type TypedPreview = { "kind": "code", 
/**
 * The code.
 */
digits: string, 
/**
 * How long it is the current one, in all, in milliseconds; 0 for a counter's.
 */
period_ms: number, 
/**
 * How long it still is, in milliseconds, when this was written.
 */
remaining_ms: number, } | { "kind": "missing", 
/**
 * Which.
 */
field: TypedField, } | { "kind": "wrong", 
/**
 * Which.
 */
field: TypedField, 
/**
 * Why.
 */
fault: Fault, };

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

/**
 * Why a PIN is too easy to guess.
 */
export type WeakPin = "all_same" | "run" | "repeated_pair" | "account_number" | "date";

/**
 * How far the first run is.
 */
export type Welcome = "what" | "ways" | "kit" | "done";

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
  /** All bound accounts, in the order that the user put them in, or else in which they were bound. */
  accounts: { arguments: Record<string, never>; result: Array<AccountRow> };
  /** Marks an account in the list. */
  account_arrange: { arguments: { account: AccountKey; arrangement: Arrangement }; result: null };
  /** Puts the accounts into this order; those that are not named come behind it. */
  accounts_order: { arguments: { accounts: Array<AccountKey> }; result: null };
  /** The current code of each of these accounts, where it shows one without a PIN, its PIN was given in this period, or it stays open. */
  codes_show: { arguments: { accounts: Array<AccountKey> }; result: Array<CodeAnswer> };
  /** Copies the current code of an account into the clipboard, marked as secret; in its last 5 seconds the next one, when it turns, where the user wants that and the account stays open for it. */
  code_copy: { arguments: { account: AccountKey }; result: CopiedView };
  /** Closes an account that stays open after its PIN. */
  code_close: { arguments: { account: AccountKey }; result: null };
  /** The next code of a counter account (RFC 4226): the counter is saved before its code is shown. */
  code_next: { arguments: { account: AccountKey }; result: CodeView };
  /** Lets the user choose files in the system's dialog and reads every QR code in them: pictures, and the pictures in PDF and e-mail files. When the dialog was cancelled, what was waiting goes on waiting. */
  files_choose: { arguments: { words: DialogWords }; result: Intake };
  /** How far the reading of files is. */
  reading: { arguments: Record<string, never>; result: ReadingView };
  /** Ends it after the file that is being read; what was found stays. */
  reading_stop: { arguments: Record<string, never>; result: null };
  /** Reads what is in the clipboard: a picture, files or a text. */
  paste: { arguments: Record<string, never>; result: Intake };
  /** Reads a text as if it had been in a QR code: a key URI, a transfer, a migration. */
  text_take: { arguments: { text: string }; result: Intake };
  /** What an account typed by hand would show now, or what is wrong with it. */
  typed_preview: { arguments: { typed: TypedAccount }; result: TypedPreview };
  /** Takes an account typed by hand; it waits for the user's agreement like a scanned one. */
  typed_take: { arguments: { typed: TypedAccount }; result: Intake };
  /** Hides the program's windows, takes a picture of all screens and reads every QR code on them. */
  screen_whole: { arguments: Record<string, never>; result: Intake };
  /** The same for a part of the screen, which the user draws on an overlay; ends when it was drawn or given up. */
  screen_region: { arguments: Record<string, never>; result: Intake };
  /** The picture of the screen under an overlay, as a JPEG file; for an overlay's window alone. */
  overlay_picture: { arguments: Record<string, never>; result: ArrayBuffer };
  /** The part of the screen that the user drew; for an overlay's window alone. */
  overlay_choose: { arguments: { area: AreaInput }; result: null };
  /** The user drew none; for an overlay's window alone. */
  overlay_cancel: { arguments: Record<string, never>; result: null };
  /** The cameras of the machine. */
  cameras: { arguments: Record<string, never>; result: Array<CameraView> };
  /** Opens a camera, the last one used where none is named. Its frames come until it is closed, at most two of them on their way; each is 4 bytes, the length of a `FrameHead` in JSON, little-endian; the head; a JPEG picture. */
  camera_open: { arguments: { camera: CameraKey | null; frames: (frame: ArrayBuffer) => void }; result: CameraView };
  /** A frame was shown; the next one may come. */
  camera_seen: { arguments: Record<string, never>; result: null };
  /** Closes the camera. */
  camera_close: { arguments: Record<string, never>; result: null };
  /** Opens one of several things found, as if it had been found alone; giving that up comes back here. */
  found_open: { arguments: { index: number }; result: Intake };
  /** Binds several ordinary accounts and transfers at once. */
  found_bind: { arguments: { indices: Array<number> }; result: BoundMany };
  /** What waits for the user's agreement. */
  intake: { arguments: Record<string, never>; result: Intake };
  /** Drops what waits for the user's agreement; one of several that was opened goes back among them. */
  intake_dismiss: { arguments: Record<string, never>; result: Intake };
  /** Binds the ordinary account that waits for the user's agreement. */
  bind_plain: { arguments: Record<string, never>; result: Bound };
  /** Binds the registration that waits, which is bound on another device already: Unsynced, without a PIN. */
  bind_further: { arguments: Record<string, never>; result: Bound };
  /** Binds the transfer that waits: Unsynced, until the account's PIN is given. */
  bind_transfer: { arguments: Record<string, never>; result: Bound };
  /** Says whether the first device shows the same check digits; when it does, the account is Synced. */
  check_digits_compared: { arguments: { account: AccountKey; same: boolean }; result: null };
  /** The further devices of a Main account. */
  devices: { arguments: { account: AccountKey }; result: DevicesView };
  /** What can be changed of an account without a PIN. */
  account_typed: { arguments: { account: AccountKey }; result: AccountEdit };
  /** Changes an account without a PIN. The proof says that it is the user who does. */
  account_edit: { arguments: { proof: ProofInput; account: AccountKey; edit: AccountEdit }; result: null };
  /** How the machine's clock stands against the time servers. */
  clock_view: { arguments: Record<string, never>; result: ClockView };
  /** Asks the time servers now. */
  clock_check: { arguments: Record<string, never>; result: ClockView };
  /** Whether codes are corrected where the clock is far off or the servers disagree. */
  clock_agree: { arguments: { correct: boolean }; result: ClockView };
  /** Whether time servers are asked, and which; none stands for the program's own list. */
  clock_set: { arguments: { on: boolean; servers: Array<string> }; result: ClockView };
  /** Saves the transfer that is shown as a PNG file, where the user says in the system's dialog; false when it was cancelled. */
  transfer_save: { arguments: { words: DialogWords }; result: boolean };
  /** Forgets the transfer that was shown. */
  transfer_end: { arguments: Record<string, never>; result: null };
  /** Moves an account without a PIN into the trash. */
  account_remove: { arguments: { account: AccountKey }; result: null };
  /** The removed accounts that can be brought back, the newest first. */
  trash: { arguments: Record<string, never>; result: Array<TrashView> };
  /** Brings an account without a PIN back from the trash. */
  trash_restore: { arguments: { account: AccountKey }; result: null };
  /** What happened to the accounts and the vault, the newest first. */
  audit: { arguments: Record<string, never>; result: Array<AuditView> };
  /** Saves all of that as a CSV file, where the user says in the system's dialog; false when it was cancelled. */
  audit_export: { arguments: { words: DialogWords }; result: boolean };
  /** What the user has set. May be asked before the vault is open. */
  preferences: { arguments: Record<string, never>; result: Preferences };
  /** Sets it, all of it; refused where a shortcut is another program's, and then nothing is set. */
  preferences_set: { arguments: { preferences: Preferences }; result: Preferences };
  /** Which program this is. */
  about: { arguments: Record<string, never>; result: AboutView };
  /** Whether somebody can see the window that asks: time servers are asked by themselves while somebody does. */
  window_seen: { arguments: { seen: boolean }; result: null };
  /** The words of the tray's menu. */
  tray_words: { arguments: { words: TrayWords }; result: null };
  /** Shows the strip, or hides it. */
  show_strip: { arguments: { on: boolean }; result: null };
  /** The strip's account; for the strip's window alone, as the next ones. */
  strip_view: { arguments: Record<string, never>; result: StripView };
  /** Has the strip show another account. */
  strip_choose: { arguments: { account: AccountKey }; result: StripView };
  /** Hides the strip. */
  strip_hide: { arguments: Record<string, never>; result: null };
  /** Opens the main window. */
  strip_main: { arguments: Record<string, never>; result: null };
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
  /** A picture was dropped on the window or shown to the camera, and has been read. */
  | "intake-changed"
  /** The reading of files went on. */
  | "reading-changed"
  /** The machine's clock stands differently against the time servers than before. */
  | "clock-changed"
  /** The vault or its backups stand differently than before. */
  | "vault-changed"
  /** The vault was locked or opened by something else than this window. */
  | "session-changed"
  /** The accounts, or how they are arranged, are others than before. */
  | "accounts-changed"
  /** The user has set something. */
  | "preferences-changed";
