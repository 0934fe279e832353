// Written by `cargo xtask types` from src-tauri/crates/ipc. Do not edit.

/**
 * The program, for its page about itself.
 */
export type AboutView = { 
/**
 * Its version, such as `0.1.0`.
 */
version: string, 
/**
 * The system that it runs on.
 */
system: string, 
/**
 * The folder of its vault.
 */
vault: string, 
/**
 * The folder of the user's settings and of the strip's place.
 */
settings: string, 
/**
 * The folder in which the web view keeps its own files; `null` where the program does not choose it.
 */
web_view: string | null, };

/**
 * Whether an open vault may be changed, and why not.
 */
export type AccessView = "full" | "other_process" | "newer_version" | "older_state" | "memory_missing" | "memory_forged" | "memory_unread";

/**
 * The fields of an account without a PIN that can be changed.
 */
export type AccountEdit = { 
/**
 * Its issuer; may be empty.
 */
issuer: string, 
/**
 * Its name at the issuer; may be empty if there is an issuer.
 */
name: string, 
/**
 * The hash: `SHA1`, `SHA256` or `SHA512`.
 */
algorithm: string, 
/**
 * The length of a code: 4 to 10.
 */
digits: number, 
/**
 * How its codes are made.
 */
codes: CodeKind, };

/**
 * The name of an account in the contract: 32 random hexadecimal digits.
 */
export type AccountKey = string;

/**
 * An account of the list: everything that its row shows, except the code.
 */
export type AccountRow = { 
/**
 * Its name for the commands.
 */
id: AccountKey, 
/**
 * Its issuer, if known.
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
 * How its codes are made.
 */
codes: CodeKind, 
/**
 * The phone number to call about it, if known.
 */
support: string | null, 
/**
 * Whether it is a favourite.
 */
favourite: boolean, 
/**
 * Its group, if the user put it into one.
 */
group: string | null, 
/**
 * How long it stays open after its PIN; an account without a PIN is never closed.
 */
keep_open: KeepOpen, 
/**
 * When it last gave a code, in milliseconds since 1970-01-01T00:00:00Z; `null` if that is not known.
 */
used_ms: number | null, 
/**
 * Its issuer and name in pinyin, for the search: whole and by initials, in lower case, with spaces between. Empty if
 * neither has Chinese characters.
 */
pinyin: string, };

/**
 * A part of the picture under an overlay, as fractions of its width and height, 0 to 1.
 */
export type AreaInput = { 
/**
 * The distance from the left edge.
 */
x: number, 
/**
 * The distance from the upper edge.
 */
y: number, 
/**
 * The width.
 */
width: number, 
/**
 * The height.
 */
height: number, };

/**
 * The user's arrangement of an account in the list.
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
 * A grave change that somebody has asked for where nothing can prove the user.
 */
export type AskedView = { 
/**
 * The kind of the change.
 */
grave: GraveKind, 
/**
 * How long it still waits, in milliseconds. 0: it is allowed now.
 */
left_ms: number, 
/**
 * Whether time servers confirm the time. Without that only the time counts in which the program runs.
 */
confirmed: boolean, };

/**
 * Whether a PIN may be tried.
 */
export type AttemptsView = { "kind": "free", 
/**
 * Wrong tries before the first wait, 0 to 5.
 */
free: number, 
/**
 * Wrong tries until the account is frozen, 1 to 10.
 */
left: number, } | { "kind": "waiting", 
/**
 * Milliseconds until the wait is over.
 */
remaining_ms: number, 
/**
 * Wrong tries until the account is frozen, 1 to 4.
 */
left: number, } | { "kind": "frozen" };

/**
 * The kinds of entries of the audit trail.
 */
export type AuditKind = "bound" | "synced" | "wrong_pin" | "frozen" | "replaced" | "pin_changed" | "handed_out" | "given_up" | "removed" | "restored" | "exported" | "backup_failed" | "clock_jumped" | "edited" | "passphrase_added" | "passphrase_changed" | "passphrase_removed" | "keystore_renewed" | "keystore_removed" | "kit_made" | "kit_replaced" | "kit_removed" | "vault_restored" | "old_pin_back" | "erase_on" | "erase_off" | "erased" | "backups_set" | "backups_ended" | "time_servers_set" | "older_removed" | "doubt_accepted" | "change_asked" | "change_taken_back" | "backup_passphrase_set";

/**
 * An entry of the audit trail.
 */
export type AuditView = { 
/**
 * When it happened, in milliseconds since 1970-01-01T00:00:00Z.
 */
at_ms: number, 
/**
 * What happened.
 */
what: AuditKind, 
/**
 * The account's issuer, if there is an account and its issuer is known.
 */
issuer: string | null, 
/**
 * The account's number or name, if there is an account.
 */
number: string | null, 
/**
 * When the state was saved that a restore brought back, in milliseconds since 1970-01-01T00:00:00Z.
 */
state_ms: number | null, };

/**
 * The automatic backups.
 */
export type BackupView = { 
/**
 * The folder.
 */
folder: string, 
/**
 * The number of copies that are kept, 1 to 100.
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
 * Why the last attempt failed, in English; `null` after an attempt that worked.
 */
failed: string | null, };

/**
 * A migration from another authenticator, which comes in several QR codes.
 */
export type BatchView = { 
/**
 * The number of its codes, 1 to 100.
 */
size: number, 
/**
 * The codes that were read, numbered from 1, ascending.
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
pin: AttemptsView, } | { "kind": "unsynced", 
/**
 * Which of the account's devices this is.
 */
role: RoleView, 
/**
 * Whether its PIN may be typed.
 */
pin: AttemptsView, 
/**
 * Whether this device cannot check the PIN. It is then typed twice, and the user compares two check digits with those
 * of the first device.
 */
by_eye: boolean, };

/**
 * An account that was bound.
 */
export type Bound = { 
/**
 * The account.
 */
account: AccountKey, };

/**
 * The number of accounts that were bound together.
 */
export type BoundMany = { 
/**
 * The number.
 */
bound: number, };

/**
 * Why a code that is seen is not read, and what the user can do.
 */
export type CameraHint = "too_small" | "blurred" | "cut_off" | "too_dark" | "damaged" | "not_ours";

/**
 * The name of a camera in the contract.
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
 * Its name as the system gives it.
 */
name: string, };

/**
 * The state of the machine's clock.
 */
export type ClockStanding = { "kind": "not_checked", 
/**
 * Why.
 */
why: NotChecked, } | { "kind": "right", 
/**
 * The servers' time minus the machine's, in milliseconds.
 */
offset_ms: number, } | { "kind": "corrected", 
/**
 * The servers' time minus the machine's, in milliseconds: positive if the machine is behind.
 */
offset_ms: number, } | { "kind": "far", 
/**
 * The same as in `corrected`.
 */
offset_ms: number, 
/**
 * Whether the user has declined the correction.
 */
declined: boolean, } | { "kind": "few", 
/**
 * The same as in `corrected`.
 */
offset_ms: number, 
/**
 * The number of servers that agree.
 */
agree: number, 
/**
 * The number that would be enough.
 */
needed: number, 
/**
 * Whether the user has declined the correction.
 */
declined: boolean, } | { "kind": "disagree", 
/**
 * The median, as in `corrected`.
 */
offset_ms: number, 
/**
 * Whether the user has declined the correction.
 */
declined: boolean, };

/**
 * The state of the machine's clock, compared with the time servers.
 */
export type ClockView = { 
/**
 * The state.
 */
standing: ClockStanding, 
/**
 * When the servers last gave a time, by the corrected clock, in milliseconds since 1970-01-01T00:00:00Z.
 */
checked_ms: number | null, 
/**
 * Whether the servers are being asked now.
 */
checking: boolean, 
/**
 * The servers and their last answers.
 */
servers: Array<ServerView>, 
/**
 * Whether time servers are asked at all.
 */
on: boolean, 
/**
 * Whether the list of servers is the user's own.
 */
own_list: boolean, 
/**
 * For how many milliseconds codes are held back, because the clock went back behind codes that were given. Zero if none
 * is. `clock_allow_older` ends it.
 */
held_ms: number, };

/**
 * The answer for an account that was asked for its code.
 */
export type CodeAnswer = { "kind": "code", 
/**
 * The current one.
 */
code: CodeView, } | { "kind": "fault", 
/**
 * The account.
 */
account: AccountKey, 
/**
 * Why there is none.
 */
fault: Fault, };

/**
 * How an account's codes are made.
 */
export type CodeKind = { "kind": "time", 
/**
 * How long a code is the current one, in seconds, 1 to 3600.
 */
period_s: number, } | { "kind": "counter", 
/**
 * The counter of the next code.
 */
counter: number, } | { "kind": "steam" };

/**
 * A code while it is shown.
 */
export type CodeView = { 
/**
 * Its account.
 */
account: AccountKey, 
/**
 * 4 to 10 digits; Steam's are 5 letters and digits.
 */
digits: string, 
/**
 * The whole time for which it is the current one, in milliseconds; 0 with a counter, because it does not end.
 */
period_ms: number, 
/**
 * The rest of that time, in milliseconds, when this was written; 0 with a counter.
 */
remaining_ms: number, 
/**
 * The next code, in the last 10 seconds, if the user wants it and the account stays open for it.
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
 * Whether the next code is copied instead when the current one ends, because less than 5 seconds were left.
 */
waits: boolean, };

/**
 * A further device.
 */
export type DeviceView = { 
/**
 * Its number among the account's devices, 2 to 5.
 */
slot: number, 
/**
 * The user's name for it.
 */
name: string, 
/**
 * When its transfer was made, in milliseconds since 1970-01-01T00:00:00Z.
 */
handed_out_ms: number, 
/**
 * Whether the PIN was changed after that: the device needs a new transfer.
 */
old_pin: boolean, };

/**
 * The further devices of a Main account.
 */
export type DevicesView = { 
/**
 * The devices, by slot.
 */
devices: Array<DeviceView>, 
/**
 * Whether another device may be added.
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
 * The origin of an earlier state.
 */
export type EarlierOrigin = "generation" | "aside" | "backup";

/**
 * An earlier state of the vault, which can be restored.
 */
export type EarlierView = { 
/**
 * Its number for `earlier_pick`, until the list is asked for again.
 */
index: number, 
/**
 * When it was saved, in milliseconds since 1970.
 */
saved_ms: number, 
/**
 * The number of its accounts, if this vault's keys open it.
 */
accounts: number | null, 
/**
 * Its origin.
 */
origin: EarlierOrigin, };

/**
 * What went wrong.
 */
export type Fault = { 
/**
 * The code, by which the page chooses what to do and what to say.
 */
code: FaultCode, 
/**
 * What happened, in English, for reports: lower case, no full stop, no secret.
 */
message: string, };

/**
 * The kinds of faults. The page has words for each.
 */
export type FaultCode = "vault_closed" | "passphrase_wrong" | "passphrase_weak" | "kit_wrong" | "not_in_kit" | "not_a_kit" | "kit_mistyped" | "proof_needed" | "presence_absent" | "presence_refused" | "declined" | "passphrase_too" | "last_way_in" | "keystore_absent" | "keystore_key_missing" | "keystore_denied" | "keystore_slow" | "keystore_ambiguous" | "keystore_undecodable" | "keystore_failed" | "try_not_remembered" | "vault_read_only" | "not_a_vault" | "folder_unusable" | "secret_erased" | "vault_damaged" | "vault_newer" | "vault_in_use" | "disk" | "picture_too_large" | "picture_unreadable" | "reader_missing" | "reader_crashed" | "reader_limit" | "reader_deadline" | "reader_stopped" | "too_many_found" | "no_code" | "code_too_small" | "code_blurred" | "code_cut_off" | "code_too_dark" | "code_damaged" | "not_an_account" | "is_web_address" | "is_wifi" | "is_contact" | "migration_refused" | "no_picture_in_file" | "clipboard_empty" | "typed_refused" | "screen_absent" | "screen_denied" | "screen_failed" | "camera_none" | "camera_busy" | "camera_denied" | "camera_gone" | "camera_stalled" | "camera_no_media" | "camera_failed" | "uri_refused" | "kind_unsupported" | "already_bound" | "registration_expired" | "clock_went_back" | "stale" | "pin_needed" | "pin_too_short" | "unsynced" | "not_main" | "frozen" | "no_room" | "clipboard" | "shortcut_refused" | "shortcut_taken" | "preferences_lost" | "account_damaged" | "internal";

/**
 * Who could enter the vault's folder at the start.
 */
export type FolderRights = "owner" | "mended" | "others";

/**
 * The kind of a thing found.
 */
export type FoundKind = { "kind": "registration" } | { "kind": "transfer" } | { "kind": "plain" } | { "kind": "expired" } | { "kind": "already_bound" } | { "kind": "twice" } | { "kind": "bound" } | { "kind": "refused", 
/**
 * Why it cannot be used, or what it is.
 */
fault: Fault, };

/**
 * One of several things found.
 */
export type FoundView = { 
/**
 * Its place in the list, for `found_open` and `found_bind`.
 */
index: number, 
/**
 * Its kind.
 */
what: FoundKind, 
/**
 * Its issuer, if it names one.
 */
issuer: string | null, 
/**
 * Its number or name, if it has one.
 */
number: string | null, };

/**
 * The head of a frame, which comes before its picture.
 */
export type FrameHead = { 
/**
 * The corners of each code that is seen: x and y four times, from the code's own upper left, as fractions of the picture.
 */
codes: Array<[number, number, number, number, number, number, number, number]>, 
/**
 * Why a code that is seen could not be read.
 */
hint: CameraHint | null, 
/**
 * The migrations that were seen in part.
 */
batches: Array<BatchView>, 
/**
 * Whether something was found: the camera is closed, and the page asks `intake`.
 */
found: boolean, 
/**
 * Why no further frame comes. No picture follows.
 */
ended: Fault | null, };

/**
 * A kind of grave change of the vault. Whoever makes one proves first that he is the user.
 */
export type GraveKind = "ways" | "kit" | "restore" | "erase" | "backups" | "servers" | "older";

/**
 * What proves the user. A PIN is typed on the pad instead.
 */
export type GraveProof = { "kind": "passphrase", 
/**
 * As typed.
 */
passphrase: Uint8Array<ArrayBuffer>, } | { "kind": "kit", 
/**
 * As typed or scanned.
 */
kit: Uint8Array<ArrayBuffer>, } | { "kind": "system" };

/**
 * How long an account stays open after its PIN was given.
 */
export type KeepOpen = "each_time" | "five_minutes" | "fifteen_minutes" | "until_lock";

/**
 * A new recovery kit. It is shown once. It opens nothing before it is confirmed.
 */
export type KitSheet = { 
/**
 * The text to write down: 74 characters.
 */
text: string, 
/**
 * The same as a QR code: a row of `0` and `1` for each row of modules; 1 is dark.
 */
modules: Array<string>, 
/**
 * The number of last characters that are asked for.
 */
checked: number, 
/**
 * When the kit was made that ends once this one is confirmed, in milliseconds since 1970; `null` where there is none.
 */
ends_ms: number | null, };

/**
 * The result of testing a kit.
 */
export type KitTestView = "opens" | "another";

/**
 * The recovery kit of the vault.
 */
export type KitView = { 
/**
 * When it was made, in milliseconds since 1970.
 */
made_ms: number, 
/**
 * The number of PIN accounts that it opens.
 */
covered: number, 
/**
 * The number of PIN accounts that it will open after their PIN is entered once.
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
 * The proof that an edit of an account asks for.
 */
export type NeededProof = "passphrase" | "keystore" | "kit";

/**
 * What proves the user for a grave change. The recovery kit does it too, if the vault has one.
 */
export type NeededView = { "kind": "passphrase" } | { "kind": "kit" } | { "kind": "pin", 
/**
 * The accounts.
 */
accounts: Array<AccountKey>, } | { "kind": "system" } | { "kind": "delay" } | { "kind": "nothing" };

/**
 * Why the error of the clock is not known.
 */
export type NotChecked = "off" | "waiting" | "unreachable" | "stepped";

/**
 * The purpose of a PIN pad.
 */
export type PadPurpose = { "kind": "create" } | { "kind": "code", 
/**
 * The account.
 */
account: AccountKey, } | { "kind": "check_digits", 
/**
 * The account.
 */
account: AccountKey, } | { "kind": "hand_out", 
/**
 * The account.
 */
account: AccountKey, 
/**
 * What the user calls the device, 1 to 60 characters.
 */
name: string, } | { "kind": "give_up", 
/**
 * The account.
 */
account: AccountKey, 
/**
 * The device, 2 to 5.
 */
slot: number, } | { "kind": "change", 
/**
 * The account.
 */
account: AccountKey, } | { "kind": "kit_reset", 
/**
 * The account.
 */
account: AccountKey, 
/**
 * The kit, as typed or scanned.
 */
kit: Uint8Array<ArrayBuffer>, } | { "kind": "remove", 
/**
 * The account.
 */
account: AccountKey, } | { "kind": "restore", 
/**
 * The account.
 */
account: AccountKey, } | { "kind": "prove", 
/**
 * The account.
 */
account: AccountKey, 
/**
 * The kind of the change.
 */
grave: GraveKind, };

/**
 * A PIN pad as the page sees it: the number of digits, never the digits.
 */
export type PadView = { 
/**
 * The number of digits typed, 0 to 20.
 */
count: number, 
/**
 * The fewest digits of a PIN.
 */
least: number, 
/**
 * The most digits of a PIN.
 */
most: number, };

/**
 * The strength of a passphrase.
 */
export type PassphraseStrength = { 
/**
 * The score of zxcvbn, from 0 (guessed at once) to 4 (very hard to guess).
 */
score: number, 
/**
 * Whether it is strong enough for the vault.
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
 * The number of its accounts, if this vault's keys open it.
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
 * Whether that passphrase is the one for backups.
 */
for_backups: boolean, 
/**
 * Whether a recovery kit opens it.
 */
kit: boolean, };

/**
 * The result of a PIN.
 */
export type PinOutcome = { "kind": "repeat" } | { "kind": "mismatch" } | { "kind": "new" } | { "kind": "weak", 
/**
 * The rule that says so.
 */
rule: WeakPin, } | { "kind": "check_digits", 
/**
 * The account.
 */
account: AccountKey, 
/**
 * Two digits.
 */
digits: string, } | { "kind": "transfer", 
/**
 * The transfer as it is shown.
 */
transfer: TransferView, } | { "kind": "done", 
/**
 * The account.
 */
account: AccountKey, } | { "kind": "proved", 
/**
 * The account.
 */
account: AccountKey, } | { "kind": "bound", 
/**
 * The account.
 */
account: AccountKey, } | { "kind": "code", 
/**
 * The current code.
 */
code: CodeView, } | { "kind": "synced", 
/**
 * The account.
 */
account: AccountKey, } | { "kind": "wrong", 
/**
 * The tries that are left.
 */
pin: AttemptsView, } | { "kind": "no_try", 
/**
 * How long to wait, or that the account is frozen.
 */
pin: AttemptsView, };

/**
 * The settings of the user that may be read before the vault is open. They hold no secret and nothing about an account.
 *
 * This is their only definition. The use cases, the file on disk and the page take names, defaults and ranges from here.
 */
export type Preferences = { 
/**
 * The language of the windows.
 */
language: LanguageChoice, 
/**
 * The look of the windows.
 */
theme: ThemeChoice, 
/**
 * The size of text in percent.
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
 * Whether a code is still shown for one more period, marked as old.
 */
hold: boolean, 
/**
 * Whether a copy in the last 5 seconds takes the next code when it turns.
 */
copy_next: boolean, 
/**
 * After how many minutes without the user the vault is locked; 0 for never.
 */
lock_minutes: number, 
/**
 * Whether a copied code is removed from the clipboard when it is no longer valid.
 */
clear_clipboard: boolean, 
/**
 * How opaque the strip is, in percent.
 */
strip_opacity: number, 
/**
 * The keys that show and hide the strip from anywhere, such as `Ctrl+Alt+L`; `null` when off.
 */
strip_keys: string | null, 
/**
 * The keys that copy the code of the favourite account from anywhere; `null` when off.
 */
copy_keys: string | null, 
/**
 * Which windows are kept out of pictures that other programs take of the screen, where the system can do that.
 */
screen_guard: ScreenGuard, 
/**
 * Whether there is an icon in the system's tray.
 */
tray: boolean, 
/**
 * How far the user is in the first run.
 */
welcome: Welcome, };

/**
 * What the user types to prove a way into the vault.
 */
export type ProofInput = { "kind": "keystore" } | { "kind": "passphrase", 
/**
 * As typed.
 */
passphrase: Uint8Array<ArrayBuffer>, } | { "kind": "kit", 
/**
 * As typed or scanned.
 */
kit: Uint8Array<ArrayBuffer>, };

/**
 * The progress of the reading of files.
 */
export type ReadingView = { 
/**
 * The files that were read.
 */
done: number, 
/**
 * All files; 0 when none are being read.
 */
total: number, };

/**
 * The binding that a new registration replaces.
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
 * Which windows are kept out of pictures of the screen.
 */
export type ScreenGuard = "never" | "secrets" | "always";

/**
 * The answer of a time server.
 */
export type ServerAnswer = { "kind": "time", 
/**
 * Its time minus the machine's, in milliseconds.
 */
offset_ms: number, 
/**
 * The round trip of question and answer, in milliseconds.
 */
round_trip_ms: number, } | { "kind": "silent" } | { "kind": "refused" } | { "kind": "unusable" };

/**
 * A time server and its last answer.
 */
export type ServerView = { 
/**
 * Its host name.
 */
name: string, 
/**
 * Its answer.
 */
answer: ServerAnswer, };

/**
 * A side to which the strip is moved.
 */
export type Side = "left" | "right" | "up" | "down";

/**
 * What the window must ask for first.
 */
export type Start = { "kind": "open" } | { "kind": "choose_passphrase" } | { "kind": "unlock", 
/**
 * The ways to open it.
 */
unlock: UnlockView, };

/**
 * The account of the strip.
 */
export type StripView = { 
/**
 * Its name for the commands; `null` if there is no account or the vault is locked.
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
 * The account.
 */
account: AccountKey, 
/**
 * The number that the new device gets, 2 to 5.
 */
slot: number, 
/**
 * The QR code: a row of `0` and `1` for each row of modules; 1 is dark. The secret in it is sealed under the PIN.
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
 * Its issuer, if known.
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
 * When it is deleted for good, 30 days later, in milliseconds since 1970-01-01T00:00:00Z.
 */
gone_ms: number, };

/**
 * The words of the tray's menu, in the user's language.
 */
export type TrayWords = { 
/**
 * The line that opens the main window.
 */
open: string, 
/**
 * The line that shows or hides the strip.
 */
strip: string, 
/**
 * The line that locks the vault.
 */
lock: string, 
/**
 * The line that ends the program.
 */
quit: string, 
/**
 * The line in place of the accounts while the vault is locked.
 */
locked: string, };

/**
 * An ordinary account as typed by hand.
 */
export type TypedAccount = { 
/**
 * Its issuer; may be empty.
 */
issuer: string, 
/**
 * Its name at the issuer; may be empty if there is an issuer.
 */
name: string, 
/**
 * The secret in Base32; spaces, hyphens and lower case are taken too.
 */
secret: Uint8Array<ArrayBuffer>, 
/**
 * The hash: `SHA1`, `SHA256` or `SHA512`; Steam's is `SHA1`.
 */
algorithm: string, 
/**
 * The length of a code: 4 to 10; Steam's is 5.
 */
digits: number, 
/**
 * How its codes are made.
 */
codes: CodeKind, };

/**
 * A field of a typed account.
 */
export type TypedField = "issuer" | "name" | "secret" | "algorithm" | "digits" | "codes";

/**
 * The preview of a typed account.
 */
export type TypedPreview = { "kind": "code", 
/**
 * The code.
 */
digits: string, 
/**
 * The whole time for which it is the current one, in milliseconds; 0 with a counter.
 */
period_ms: number, 
/**
 * The rest of that time, in milliseconds, when this was written.
 */
remaining_ms: number, } | { "kind": "missing", 
/**
 * The field.
 */
field: TypedField, } | { "kind": "wrong", 
/**
 * The field.
 */
field: TypedField, 
/**
 * Why.
 */
fault: Fault, };

/**
 * The ways to open a locked vault.
 */
export type UnlockView = { 
/**
 * What is wrong with the keystore, if it should have opened the vault.
 */
fault: FaultCode | null, 
/**
 * Whether the keystore may open it: `vault_unlock` with nothing typed.
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
 * Whether `renew` can put a new key into the keystore, because the old one is gone.
 */
renewable: boolean, };

/**
 * The state of the open vault.
 */
export type VaultView = { 
/**
 * Whether it may be changed.
 */
access: AccessView, 
/**
 * The number of damaged files that were passed over at the start.
 */
damaged_files: number, 
/**
 * Whether the damaged files could not be moved to quarantine.
 */
quarantine_failed: boolean, 
/**
 * Who could enter the vault's folder at the start.
 */
folder_rights: FolderRights, 
/**
 * The number of accounts that could not be read; they are kept.
 */
set_aside: number, 
/**
 * The name of the keystore that opens the vault, if one does.
 */
keystore: string | null, 
/**
 * Whether a passphrase opens it.
 */
passphrase: boolean, 
/**
 * The recovery kit, if there is one.
 */
kit: KitView | null, 
/**
 * The proof that an edit of an account asks for.
 */
asks: NeededProof, 
/**
 * What proves the user for a grave change.
 */
needed: NeededView, 
/**
 * The grave change that the user has just proved himself for and not made; `null` if there is none.
 */
proven: GraveKind | null, 
/**
 * The grave changes that somebody has asked for, where nothing can prove the user.
 */
asked: Array<AskedView>, 
/**
 * The automatic backups, if the user has set them up.
 */
backup: BackupView | null, 
/**
 * Whether a passphrase of their own opens backups. The recovery kit does it too.
 */
backup_passphrase: boolean, 
/**
 * Whether the tenth wrong PIN erases the account's secret on this device.
 */
erase_at_ten: boolean, 
/**
 * Whether older states or backups that were to be removed may still be there.
 */
older_stay: boolean, 
/**
 * What happened to the vault before it was unlocked and was not told yet, the newest first.
 */
news: Array<AuditView>, };

/**
 * The candidate that waits for the user's agreement, without its secret.
 */
export type WaitingView = { "kind": "nothing" } | { "kind": "refused", 
/**
 * Why.
 */
fault: Fault, } | { "kind": "several", 
/**
 * The things found, in the order in which they were found.
 */
items: Array<FoundView>, 
/**
 * The migrations among them, with the parts that were read.
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
 * The phone number to call about it.
 */
support: string | null, 
/**
 * The binding on this device that it replaces if the user agrees.
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
 * The number that this device gets among the account's devices, 2 to 5.
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
 * The phone number to call about the account.
 */
support: string | null, 
/**
 * Whether it renews a binding that is on this device already, because the account's PIN was changed.
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
 * The phone number to ask for a new one.
 */
support: string | null, 
/**
 * Whether it is a transfer. The first device can make a new one.
 */
transfer: boolean, } | { "kind": "already_bound", 
/**
 * The issuer, if known.
 */
issuer: string | null, 
/**
 * The account number or name.
 */
number: string, 
/**
 * The phone number to call about it.
 */
support: string | null, } | { "kind": "plain", 
/**
 * The issuer, if the URI names one.
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
 * The length of its codes, 4 to 10.
 */
digits: number, 
/**
 * How its codes are made.
 */
codes: CodeKind, };

/**
 * A way into the vault.
 */
export type WayKind = "keystore" | "passphrase" | "kit";

/**
 * Why a PIN is too easy to guess.
 */
export type WeakPin = "all_same" | "run" | "repeated_pair" | "account_number" | "date";

/**
 * The steps of the first run.
 */
export type Welcome = "what" | "ways" | "kit" | "done";

/** Every command: its arguments, and its result if it works. */
export interface Commands {
  /** Opens the vault, or makes it on the first start. Gives what the window must ask for first. */
  start: { arguments: Record<string, never>; result: Start };
  /** Estimates how hard a passphrase is to guess. */
  passphrase_strength: { arguments: { passphrase: Uint8Array<ArrayBuffer> }; result: PassphraseStrength };
  /** Ends the wait for a keystore that does not answer. */
  keystore_give_up: { arguments: Record<string, never>; result: null };
  /** Makes the vault under a passphrase, on a machine without a keystore. */
  vault_create: { arguments: { passphrase: Uint8Array<ArrayBuffer> }; result: Start };
  /** Opens the locked vault. `renew` says whether a new key is put into the keystore; `renewable` says whether it may be. */
  vault_unlock: { arguments: { proof: ProofInput; renew: boolean }; result: Start };
  /** Locks the vault. Keys, codes and pictures are removed from memory. */
  vault_lock: { arguments: Record<string, never>; result: Start };
  /** Puts a vault that can no longer be opened aside, and begins with a new one. */
  vault_begin_anew: { arguments: Record<string, never>; result: Start };
  /** The state of the open vault. */
  vault_view: { arguments: Record<string, never>; result: VaultView };
  /** Accepts a vault that is older than the state that the keystore remembers. */
  vault_accept_older: { arguments: Record<string, never>; result: VaultView };
  /** Proves the user for one grave change, within a minute. */
  grave_prove: { arguments: { grave: GraveKind; proof: GraveProof }; result: null };
  /** Asks for a grave change where nothing can prove the user. It is allowed after a day. */
  grave_ask: { arguments: { grave: GraveKind }; result: VaultView };
  /** Takes a grave change back that somebody has asked for. */
  grave_take_back: { arguments: { grave: GraveKind }; result: VaultView };
  /** Adds a passphrase or changes it. */
  passphrase_set: { arguments: { passphrase: Uint8Array<ArrayBuffer> }; result: VaultView };
  /** Removes a way into the vault, unless it is the last. */
  way_remove: { arguments: { way: WayKind }; result: VaultView };
  /** Removes every older state and backup. They open in ways that were removed or changed since. */
  older_remove: { arguments: Record<string, never>; result: VaultView };
  /** Makes a recovery kit and shows it once, if the user agrees in the system's dialog. */
  kit_make: { arguments: Record<string, never>; result: KitSheet };
  /** Makes the shown kit a way into the vault, if its last characters were typed right. */
  kit_confirm: { arguments: { typed: Uint8Array<ArrayBuffer> }; result: VaultView };
  /** Forgets the kit that was shown. */
  kit_cancel: { arguments: Record<string, never>; result: null };
  /** Opens the system's print dialog for the page. */
  kit_print: { arguments: Record<string, never>; result: null };
  /** Tests whether a kit would open the vault. Nothing is restored. */
  kit_test: { arguments: { kit: Uint8Array<ArrayBuffer> }; result: KitTestView };
  /** Lets the user choose a folder in the system's dialog. Copies are made there from now on. */
  backup_choose: { arguments: { words: DialogWords }; result: VaultView };
  /** Sets the passphrase that opens copies from now on. The recovery kit opens them too. */
  backup_passphrase_set: { arguments: { passphrase: Uint8Array<ArrayBuffer> }; result: VaultView };
  /** Sets how many copies are kept, 1 to 100. */
  backup_keep: { arguments: { copies: number }; result: VaultView };
  /** Makes a copy now. */
  backup_now: { arguments: Record<string, never>; result: VaultView };
  /** Stops making copies. */
  backup_end: { arguments: Record<string, never>; result: VaultView };
  /** All earlier states of the vault, the newest first. */
  earlier: { arguments: Record<string, never>; result: Array<EarlierView> };
  /** Picks an earlier state for `restore`. */
  earlier_pick: { arguments: { index: number }; result: PickedView };
  /** Lets the user choose a vault file in the system's dialog, and picks it. `null` if the user cancelled. */
  restore_choose: { arguments: { words: DialogWords }; result: PickedView | null };
  /** Forgets the file that was picked. */
  restore_cancel: { arguments: Record<string, never>; result: null };
  /** Makes the picked file this device's vault, if the user agrees in the system's dialog. The present vault is put aside. */
  restore: { arguments: { proof: ProofInput }; result: Start };
  /** Sets whether the tenth wrong PIN erases the account's secret on this device. To switch it on, the user agrees in the system's dialog. */
  erase_at_ten: { arguments: { on: boolean }; result: VaultView };
  /** All bound accounts, in the user's order, or else in the order in which they were bound. */
  accounts: { arguments: Record<string, never>; result: Array<AccountRow> };
  /** Sets whether an account is a favourite, its group, and how long it stays open. */
  account_arrange: { arguments: { account: AccountKey; arrangement: Arrangement }; result: null };
  /** Puts the accounts into this order. Accounts that are not named come after them. */
  accounts_order: { arguments: { accounts: Array<AccountKey> }; result: null };
  /** The current code of each of these accounts, if it shows one without a PIN, its PIN was given in this period, or it stays open. */
  codes_show: { arguments: { accounts: Array<AccountKey> }; result: Array<CodeAnswer> };
  /** Copies the current code of an account into the clipboard, marked as secret. In the last 5 seconds of a code the next code is copied when it begins, if the user wants that and the account stays open for it. */
  code_copy: { arguments: { account: AccountKey }; result: CopiedView };
  /** Closes an account that stays open after its PIN. */
  code_close: { arguments: { account: AccountKey }; result: null };
  /** The next code of an account with a counter (RFC 4226). The counter is saved before its code is shown. */
  code_next: { arguments: { account: AccountKey }; result: CodeView };
  /** Lets the user choose files in the system's dialog and reads every QR code in them: pictures, and the pictures in PDF and e-mail files. If the user cancelled, the candidate that was waiting stays. */
  files_choose: { arguments: { words: DialogWords }; result: WaitingView };
  /** The progress of the reading of files. */
  reading: { arguments: Record<string, never>; result: ReadingView };
  /** Stops the reading of files, the current one included. What was found until then stays. */
  reading_stop: { arguments: Record<string, never>; result: null };
  /** Reads the clipboard: a picture, files or a text. */
  paste: { arguments: Record<string, never>; result: WaitingView };
  /** Reads a text as if it had been in a QR code: a key URI, a transfer or a migration. */
  text_take: { arguments: { text: Uint8Array<ArrayBuffer> }; result: WaitingView };
  /** The code that an account typed by hand would show now, or what is wrong with it. */
  typed_preview: { arguments: { typed: TypedAccount }; result: TypedPreview };
  /** Takes an account typed by hand. It waits for the user's agreement like a scanned one. */
  typed_take: { arguments: { typed: TypedAccount }; result: WaitingView };
  /** Hides the program's windows, takes a picture of all screens and reads every QR code on them. */
  screen_whole: { arguments: Record<string, never>; result: WaitingView };
  /** Does the same for the part of the screen that the user draws on an overlay. It ends when the user has drawn the part or has given up. */
  screen_region: { arguments: Record<string, never>; result: WaitingView };
  /** The picture of the screen under an overlay, as a JPEG file. Only an overlay's window may call this. */
  overlay_picture: { arguments: Record<string, never>; result: ArrayBuffer };
  /** Says that the picture is painted. The overlay is shown then. Only an overlay's window may call this. */
  overlay_painted: { arguments: Record<string, never>; result: null };
  /** Takes the part of the screen that the user drew. Only an overlay's window may call this. */
  overlay_choose: { arguments: { area: AreaInput }; result: null };
  /** Gives up the drawing. Only an overlay's window may call this. */
  overlay_cancel: { arguments: Record<string, never>; result: null };
  /** The cameras of the machine. */
  cameras: { arguments: Record<string, never>; result: Array<CameraView> };
  /** Opens a camera, or the one that was used last if none is named. Frames come until it is closed. At most two frames are on their way. A frame is the length of a `FrameHead` in JSON (4 bytes, little-endian), the head, and a JPEG picture. */
  camera_open: { arguments: { camera: CameraKey | null; frames: (frame: ArrayBuffer) => void }; result: CameraView };
  /** Says that a frame was shown. The next one may come then. */
  camera_seen: { arguments: Record<string, never>; result: null };
  /** Closes the camera. */
  camera_close: { arguments: Record<string, never>; result: null };
  /** Opens one of several things found, as if it had been found alone. Dismissing it leads back to the list. */
  found_open: { arguments: { index: number }; result: WaitingView };
  /** Binds several ordinary accounts and transfers at once. */
  found_bind: { arguments: { indices: Array<number> }; result: BoundMany };
  /** The candidate that waits for the user's agreement, if there is one. */
  intake: { arguments: Record<string, never>; result: WaitingView };
  /** Drops the candidate that waits. One of several that was opened goes back to the list. */
  intake_dismiss: { arguments: Record<string, never>; result: WaitingView };
  /** Binds the ordinary account that waits. */
  bind_plain: { arguments: Record<string, never>; result: Bound };
  /** Binds the registration that waits and is bound on another device already: Unsynced, without a PIN. */
  bind_further: { arguments: Record<string, never>; result: Bound };
  /** Binds the transfer that waits: Unsynced, until the account's PIN is given. */
  bind_transfer: { arguments: Record<string, never>; result: Bound };
  /** Says whether the first device shows the same check digits. If it does, the account is Synced. */
  check_digits_compared: { arguments: { account: AccountKey; same: boolean }; result: null };
  /** The further devices of a Main account. */
  devices: { arguments: { account: AccountKey }; result: DevicesView };
  /** The fields of an account without a PIN that can be changed. */
  account_typed: { arguments: { account: AccountKey }; result: AccountEdit };
  /** Changes an account without a PIN. The proof shows that the user asks. */
  account_edit: { arguments: { proof: ProofInput; account: AccountKey; edit: AccountEdit }; result: null };
  /** The state of the machine's clock, compared with the time servers. */
  clock_view: { arguments: Record<string, never>; result: ClockView };
  /** Asks the time servers now. */
  clock_check: { arguments: Record<string, never>; result: ClockView };
  /** Sets whether codes are corrected when the clock is far off, the servers disagree or too few of them agree. A yes also lets codes be shown that are older than ones before. */
  clock_agree: { arguments: { correct: boolean }; result: ClockView };
  /** Lets codes follow the time although codes of later times were given: the user says that the time is right. */
  clock_allow_older: { arguments: Record<string, never>; result: ClockView };
  /** Sets whether time servers are asked, and which. An empty list stands for the program's own servers. */
  clock_set: { arguments: { on: boolean; servers: Array<string> }; result: ClockView };
  /** Saves the transfer that is shown as a PNG file. The user chooses the place in the system's dialog. `false` if the user cancelled. */
  transfer_save: { arguments: { words: DialogWords }; result: boolean };
  /** Forgets the transfer that was shown. */
  transfer_end: { arguments: Record<string, never>; result: null };
  /** Moves an account without a PIN into the trash. */
  account_remove: { arguments: { account: AccountKey }; result: null };
  /** The removed accounts that can be brought back, the newest first. */
  trash: { arguments: Record<string, never>; result: Array<TrashView> };
  /** Brings an account without a PIN back from the trash. */
  trash_restore: { arguments: { account: AccountKey }; result: null };
  /** The audit trail of the accounts and the vault, the newest entry first. */
  audit: { arguments: Record<string, never>; result: Array<AuditView> };
  /** Saves the audit trail as a CSV file. The user chooses the place in the system's dialog. `false` if the user cancelled. */
  audit_export: { arguments: { words: DialogWords }; result: boolean };
  /** The user's preferences. They can be asked for before the vault is open. */
  preferences: { arguments: Record<string, never>; result: Preferences };
  /** Sets all preferences. If a shortcut belongs to another program, nothing is set. */
  preferences_set: { arguments: { preferences: Preferences }; result: Preferences };
  /** The version of the program, its system and the folder of its vault. */
  about: { arguments: Record<string, never>; result: AboutView };
  /** Says whether somebody can see this window. Time servers are asked regularly while somebody can see one. */
  window_seen: { arguments: { seen: boolean }; result: null };
  /** Says whether this window shows something private: a kit, a transfer, a PIN pad, a secret that is typed. Where the system can, the window is left out of pictures of the screen meanwhile. */
  window_private: { arguments: { showing: boolean }; result: null };
  /** Sets the words of the tray's menu. */
  tray_words: { arguments: { words: TrayWords }; result: null };
  /** Shows the strip, or hides it. */
  show_strip: { arguments: { on: boolean }; result: null };
  /** The strip's account. Only the strip's window may call this and the next five commands. */
  strip_view: { arguments: Record<string, never>; result: StripView };
  /** Shows another account in the strip. */
  strip_choose: { arguments: { account: AccountKey }; result: StripView };
  /** Hides the strip. */
  strip_hide: { arguments: Record<string, never>; result: null };
  /** Moves the strip by a step, unless it would leave the screens. */
  strip_move: { arguments: { side: Side }; result: null };
  /** Opens the main window. */
  strip_main: { arguments: Record<string, never>; result: null };
  /** Opens the PIN pad for an account's code. The strip may open it for nothing else. */
  strip_pin: { arguments: { account: AccountKey }; result: PadView };
  /** Opens the PIN pad. To hand out a device, the user agrees in the system's dialog. */
  pin_open: { arguments: { purpose: PadPurpose }; result: PadView };
  /** Types one digit, 0 to 9. A window types only on the pad that it has opened; so with the next three commands. */
  pin_digit: { arguments: { digit: number }; result: PadView };
  /** Takes the last digit back. */
  pin_backspace: { arguments: Record<string, never>; result: PadView };
  /** Checks the digits typed. */
  pin_submit: { arguments: Record<string, never>; result: PinOutcome };
  /** Closes the PIN pad and wipes what was typed. */
  pin_cancel: { arguments: Record<string, never>; result: PadView };
}

/** The name of an event. An event carries no data. */
export type EventName =
  /** A file is held over the window. */
  | "drag-entered"
  /** The file was taken away again or dropped. */
  | "drag-left"
  /** A picture was dropped on the window or shown to the camera, and has been read. */
  | "intake-changed"
  /** The progress of the reading of files has changed. */
  | "reading-changed"
  /** The state of the machine's clock has changed. */
  | "clock-changed"
  /** The state of the vault or of its backups has changed. */
  | "vault-changed"
  /** The vault was locked or opened, but not by this window. */
  | "session-changed"
  /** The accounts or their arrangement have changed. */
  | "accounts-changed"
  /** The user has changed a preference. */
  | "preferences-changed";

/** What is set before the user has set anything. */
export const DEFAULTS: Preferences = {
  "language": "system",
  "theme": "system",
  "text_percent": 100,
  "order": "by_hand",
  "next_code": true,
  "hold": false,
  "copy_next": true,
  "lock_minutes": 15,
  "clear_clipboard": true,
  "strip_opacity": 100,
  "strip_keys": null,
  "copy_keys": null,
  "screen_guard": "secrets",
  "tray": true,
  "welcome": "what"
};

/** The least and the most of each number. */
export const RANGES = {
  text_percent: [100, 200],
  lock_minutes: [0, 240],
  strip_opacity: [30, 100],
} as const;

/** The values that can be chosen from. */
export const CHOICES = {
  language: ["system", "zh_hant", "zh_hans", "en"],
  theme: ["system", "light", "dark"],
  order: ["by_hand", "by_name", "by_use"],
  screen_guard: ["never", "secrets", "always"],
  welcome: ["what", "ways", "kit", "done"],
} as const;
