use ts_rs::{Config, TS};

use crate::*;

/// Calls the macro `$with` with every command: its name, its arguments and its result, each with its types.
///
/// Results stand for what a command gives back when it works; every command may give a [`Fault`] instead.
#[macro_export]
macro_rules! command_list {
    ($with:ident) => {
        $with! {
            /// Opens the vault, or makes it on the first start; says what the window must ask for first.
            start() -> Start;
            /// How hard a passphrase is to guess.
            passphrase_strength(passphrase: TypedSecret) -> PassphraseStrength;
            /// Ends the wait for a keystore that does not answer.
            keystore_give_up() -> ();
            /// Makes the vault under a passphrase, on a machine without a keystore.
            vault_create(passphrase: TypedSecret) -> Start;
            /// Opens the locked vault; `renew` puts a new key into the keystore, where `renewable` says so.
            vault_unlock(proof: ProofInput, renew: bool) -> Start;
            /// Locks the vault: keys, codes and pictures leave memory.
            vault_lock() -> Start;
            /// Puts a vault that nothing opens any more aside, for good, and begins with a new one.
            vault_begin_anew() -> Start;
            /// How the open vault stands.
            vault_view() -> VaultView;
            /// Goes on with a vault that is older than what the keystore remembers.
            vault_accept_older() -> VaultView;
            /// Adds a passphrase or changes it.
            passphrase_set(proof: ProofInput, passphrase: TypedSecret) -> VaultView;
            /// Takes a way in away, unless it is the last.
            way_remove(proof: ProofInput, way: WayKind) -> VaultView;
            /// Makes a recovery kit and shows it, this once.
            kit_make(proof: ProofInput) -> KitSheet;
            /// Has the kit that was shown open the vault, when its last characters are right.
            kit_confirm(proof: ProofInput, typed: TypedSecret) -> VaultView;
            /// Forgets the kit that was shown.
            kit_cancel() -> ();
            /// Opens the system's print dialog for the page.
            kit_print() -> ();
            /// Sees whether a kit would open the vault, without restoring anything.
            kit_test(kit: TypedSecret) -> KitTestView;
            /// Lets the user choose a folder in the system's dialog and has copies made there from now on.
            backup_choose(words: DialogWords) -> VaultView;
            /// How many copies stay, 1 to 100.
            backup_keep(copies: u8) -> VaultView;
            /// Has a copy made now.
            backup_now() -> VaultView;
            /// Has no copies made any more.
            backup_end() -> VaultView;
            /// Every earlier state there is, the newest first.
            earlier() -> Vec<EarlierView>;
            /// Picks one of them for `restore`.
            earlier_pick(index: u32) -> PickedView;
            /// Lets the user choose a vault file in the system's dialog and picks it; nothing when it was cancelled.
            restore_choose(words: DialogWords) -> Option<PickedView>;
            /// Forgets the file that was picked.
            restore_cancel() -> ();
            /// Makes the picked file this device's vault; the present one is kept aside.
            restore(proof: ProofInput) -> Start;
            /// Whether the tenth wrong PIN erases the account's secret here.
            erase_at_ten(on: bool) -> VaultView;
            /// All bound accounts, in the order that the user put them in, or else in which they were bound.
            accounts() -> Vec<AccountRow>;
            /// Marks an account in the list.
            account_arrange(account: AccountKey, arrangement: Arrangement) -> ();
            /// Puts the accounts into this order; those that are not named come behind it.
            accounts_order(accounts: Vec<AccountKey>) -> ();
            /// The current code of each of these accounts, where it shows one without a PIN, its PIN was given in this period,
            /// or it stays open.
            codes_show(accounts: Vec<AccountKey>) -> Vec<CodeAnswer>;
            /// Copies the current code of an account into the clipboard, marked as secret; in its last 5 seconds the next one,
            /// when it turns, where the user wants that and the account stays open for it.
            code_copy(account: AccountKey) -> CopiedView;
            /// Closes an account that stays open after its PIN.
            code_close(account: AccountKey) -> ();
            /// The next code of a counter account (RFC 4226): the counter is saved before its code is shown.
            code_next(account: AccountKey) -> CodeView;
            /// Lets the user choose files in the system's dialog and reads every QR code in them: pictures, and the pictures
            /// in PDF and e-mail files. When the dialog was cancelled, what was waiting goes on waiting.
            files_choose(words: DialogWords) -> Intake;
            /// How far the reading of files is.
            reading() -> ReadingView;
            /// Ends it after the file that is being read; what was found stays.
            reading_stop() -> ();
            /// Reads what is in the clipboard: a picture, files or a text.
            paste() -> Intake;
            /// Reads a text as if it had been in a QR code: a key URI, a transfer, a migration.
            text_take(text: TypedSecret) -> Intake;
            /// What an account typed by hand would show now, or what is wrong with it.
            typed_preview(typed: TypedAccount) -> TypedPreview;
            /// Takes an account typed by hand; it waits for the user's agreement like a scanned one.
            typed_take(typed: TypedAccount) -> Intake;
            /// Hides the program's windows, takes a picture of all screens and reads every QR code on them.
            screen_whole() -> Intake;
            /// The same for a part of the screen, which the user draws on an overlay; ends when it was drawn or given up.
            screen_region() -> Intake;
            /// The picture of the screen under an overlay, as a JPEG file; for an overlay's window alone.
            overlay_picture() -> PictureBytes;
            /// The part of the screen that the user drew; for an overlay's window alone.
            overlay_choose(area: AreaInput) -> ();
            /// The user drew none; for an overlay's window alone.
            overlay_cancel() -> ();
            /// The cameras of the machine.
            cameras() -> Vec<CameraView>;
            /// Opens a camera, the last one used where none is named. Its frames come until it is closed, at most two of them
            /// on their way; each is 4 bytes, the length of a `FrameHead` in JSON, little-endian; the head; a JPEG picture.
            camera_open(camera: Option<CameraKey>, frames: FrameSink) -> CameraView;
            /// A frame was shown; the next one may come.
            camera_seen() -> ();
            /// Closes the camera.
            camera_close() -> ();
            /// Opens one of several things found, as if it had been found alone; giving that up comes back here.
            found_open(index: u32) -> Intake;
            /// Binds several ordinary accounts and transfers at once.
            found_bind(indices: Vec<u32>) -> BoundMany;
            /// What waits for the user's agreement.
            intake() -> Intake;
            /// Drops what waits for the user's agreement; one of several that was opened goes back among them.
            intake_dismiss() -> Intake;
            /// Binds the ordinary account that waits for the user's agreement.
            bind_plain() -> Bound;
            /// Binds the registration that waits, which is bound on another device already: Unsynced, without a PIN.
            bind_further() -> Bound;
            /// Binds the transfer that waits: Unsynced, until the account's PIN is given.
            bind_transfer() -> Bound;
            /// Says whether the first device shows the same check digits; when it does, the account is Synced.
            check_digits_compared(account: AccountKey, same: bool) -> ();
            /// The further devices of a Main account.
            devices(account: AccountKey) -> DevicesView;
            /// What can be changed of an account without a PIN.
            account_typed(account: AccountKey) -> AccountEdit;
            /// Changes an account without a PIN. The proof says that it is the user who does.
            account_edit(proof: ProofInput, account: AccountKey, edit: AccountEdit) -> ();
            /// How the machine's clock stands against the time servers.
            clock_view() -> ClockView;
            /// Asks the time servers now.
            clock_check() -> ClockView;
            /// Whether codes are corrected where the clock is far off or the servers disagree.
            clock_agree(correct: bool) -> ClockView;
            /// Whether time servers are asked, and which; none stands for the program's own list.
            clock_set(on: bool, servers: Vec<String>) -> ClockView;
            /// Saves the transfer that is shown as a PNG file, where the user says in the system's dialog; false when it was
            /// cancelled.
            transfer_save(words: DialogWords) -> bool;
            /// Forgets the transfer that was shown.
            transfer_end() -> ();
            /// Moves an account without a PIN into the trash.
            account_remove(account: AccountKey) -> ();
            /// The removed accounts that can be brought back, the newest first.
            trash() -> Vec<TrashView>;
            /// Brings an account without a PIN back from the trash.
            trash_restore(account: AccountKey) -> ();
            /// What happened to the accounts and the vault, the newest first.
            audit() -> Vec<AuditView>;
            /// Saves all of that as a CSV file, where the user says in the system's dialog; false when it was cancelled.
            audit_export(words: DialogWords) -> bool;
            /// What the user has set. May be asked before the vault is open.
            preferences() -> Preferences;
            /// Sets it, all of it; refused where a shortcut is another program's, and then nothing is set.
            preferences_set(preferences: Preferences) -> Preferences;
            /// Which program this is.
            about() -> AboutView;
            /// Whether somebody can see the window that asks: time servers are asked by themselves while somebody does.
            window_seen(seen: bool) -> ();
            /// The words of the tray's menu.
            tray_words(words: TrayWords) -> ();
            /// Shows the strip, or hides it.
            show_strip(on: bool) -> ();
            /// The strip's account; for the strip's window alone, as the next ones.
            strip_view() -> StripView;
            /// Has the strip show another account.
            strip_choose(account: AccountKey) -> StripView;
            /// Hides the strip.
            strip_hide() -> ();
            /// Opens the main window.
            strip_main() -> ();
            /// Opens the PIN pad.
            pin_open(purpose: PadPurpose) -> PadView;
            /// Types one digit, 0 to 9.
            pin_digit(digit: u8) -> PadView;
            /// Takes the last digit back.
            pin_backspace() -> PadView;
            /// Judges the digits typed.
            pin_submit() -> PinOutcome;
            /// Closes the PIN pad and wipes what was typed.
            pin_cancel() -> PadView;
        }
    };
}

/// Something happened; the page asks for what it needs to know. Events bypass Tauri's permissions, so they carry nothing.
pub const EVENTS: &[(&str, &str)] = &[
    ("drag-entered", "A file is held over the window."),
    ("drag-left", "The file was taken away again or dropped."),
    ("intake-changed", "A picture was dropped on the window or shown to the camera, and has been read."),
    ("reading-changed", "The reading of files went on."),
    ("clock-changed", "The machine's clock stands differently against the time servers than before."),
    ("vault-changed", "The vault or its backups stand differently than before."),
    ("session-changed", "The vault was locked or opened by something else than this window."),
    ("accounts-changed", "The accounts, or how they are arranged, are others than before."),
    ("preferences-changed", "The user has set something."),
];

macro_rules! describe {
    ($($(#[doc = $doc:literal])* $name:ident($($arg:ident: $type:ty),*) -> $result:ty;)*) => {
        /// The names of all commands, as the page calls them.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),*];

        /// The TypeScript file that describes every command, event and type, as it stands in
        /// `ui/src/ipc/generated/contract.ts`.
        pub fn typescript() -> String {
            let config = Config::new().with_large_int("number");
            let mut types = Types::default();
            let mut commands = String::new();
            $(
                $(types.add::<$type>(&config);)*
                types.add::<$result>(&config);
                let arguments: &[(&str, String)] = &[$((stringify!($arg), <$type>::name(&config))),*];
                commands += &command(concat!($($doc),*), stringify!($name), arguments, &<$result>::name(&config));
            )*
            types.add::<Fault>(&config);
            types.file(&commands)
        }
    };
}
command_list!(describe);

fn command(doc: &str, name: &str, arguments: &[(&str, String)], result: &str) -> String {
    let arguments: Vec<String> = arguments.iter().map(|(name, of)| format!("{name}: {of}")).collect();
    let arguments = match &arguments[..] {
        [] => "Record<string, never>".to_owned(),
        some => format!("{{ {} }}", some.join("; ")),
    };
    format!("  /** {} */\n  {name}: {{ arguments: {arguments}; result: {result} }};\n", doc.trim())
}

/// Declarations of types and of all they are made of, each once.
#[derive(Default)]
struct Types(std::collections::BTreeMap<String, String>);

impl Types {
    fn add<T: TS + 'static + ?Sized>(&mut self, config: &Config) {
        struct Parts<'a>(&'a mut Types, &'a Config);
        impl ts_rs::TypeVisitor for Parts<'_> {
            fn visit<T: TS + 'static + ?Sized>(&mut self) {
                self.0.add::<T>(self.1);
            }
        }
        // Only declared types have a path; numbers, strings and lists do not.
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            if self.0.insert(T::ident(config), format!("{docs}export {}\n", T::decl(config))).is_some() {
                return;
            }
        }
        T::visit_dependencies(&mut Parts(self, config));
        T::visit_generics(&mut Parts(self, config));
    }

    fn file(self, commands: &str) -> String {
        let types: Vec<String> = self.0.into_values().collect();
        let events: String = EVENTS.iter().map(|(name, doc)| format!("  /** {doc} */\n  | \"{name}\"\n")).collect();
        format!(
            "// Written by `cargo xtask types` from src-tauri/crates/ipc. Do not edit.\n\n{}\n\
             /** Every command: what it takes and what it gives when it works. */\n\
             export interface Commands {{\n{commands}}}\n\n\
             /** Something happened; it carries nothing. */\nexport type EventName =\n{}",
            types.join("\n"),
            events.trim_end().to_owned() + ";\n",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_was_given_these_types() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../ui/src/ipc/generated/contract.ts");
        let there = std::fs::read_to_string(path).expect("the generated contract is there").replace("\r\n", "\n");
        assert_eq!(there, typescript(), "run `cargo xtask types`");
    }

    /// What the strip may call beside its own commands: it shows codes and takes PINs.
    const STRIP: &[&str] = &[
        "accounts",
        "codes_show",
        "window_seen",
        "code_copy",
        "code_next",
        "preferences",
        "pin_open",
        "pin_digit",
        "pin_backspace",
        "pin_submit",
        "pin_cancel",
    ];

    #[test]
    fn each_window_may_call_what_it_needs_and_nothing_else_of_ours() {
        let overlays = |name: &&str| name.starts_with("overlay_");
        let strips = |name: &&str| name.starts_with("strip_");
        let main: Vec<&str> = COMMANDS.iter().copied().filter(|name| !overlays(name) && !strips(name)).collect();
        let overlay: Vec<&str> = COMMANDS.iter().copied().filter(overlays).collect();
        let shared = |name: &&str| strips(name) || STRIP.contains(name);
        let strip: Vec<&str> = COMMANDS.iter().copied().filter(shared).collect();
        let listens = ["core:event:allow-listen", "core:event:allow-unlisten"];
        assert_may("main", "main", &main, &listens);
        assert_may("overlay", "overlay-*", &overlay, &[]);
        let [listen, unlisten] = listens;
        assert_may("strip", "strip", &strip, &[listen, unlisten, "core:window:allow-start-dragging"]);
    }

    fn assert_may(name: &str, windows: &str, commands: &[&str], tauris: &[&str]) {
        let path = format!("{}/../../capabilities/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("the capability file is there");
        let capability: serde_json::Value = serde_json::from_str(&text).expect("the capability file is JSON");
        assert_eq!(capability["windows"], serde_json::json!([windows]));
        let granted: Vec<&str> =
            capability["permissions"].as_array().expect("a list").iter().filter_map(|p| p.as_str()).collect();
        let (of_tauri, ours): (Vec<&str>, Vec<&str>) = granted.iter().partition(|permission| permission.contains(':'));
        let expected: Vec<String> = commands.iter().map(|c| format!("allow-{}", c.replace('_', "-"))).collect();
        assert_eq!(ours, expected, "{name}");
        assert_eq!(of_tauri, tauris, "{name}");
    }
}
