use ts_rs::{Config, TS};

use crate::*;

/// Calls the macro `$with` with every command: its name, its arguments and its result, each with its types.
///
/// The result is what a command returns when it works. Every command may return a [`Fault`] instead.
#[macro_export]
macro_rules! command_list {
    ($with:ident) => {
        $with! {
            /// Opens the vault, or makes it on the first start. Gives what the window must ask for first.
            start() -> Start;
            /// Estimates how hard a passphrase is to guess.
            passphrase_strength(passphrase: TypedSecret) -> PassphraseStrength;
            /// Ends the wait for a keystore that does not answer.
            keystore_give_up() -> ();
            /// Makes the vault under a passphrase, on a machine without a keystore.
            vault_create(passphrase: TypedSecret) -> Start;
            /// Opens the locked vault. `renew` says whether a new key is put into the keystore; `renewable` says whether it may be.
            vault_unlock(proof: ProofInput, renew: bool) -> Start;
            /// Locks the vault. Keys, codes and pictures are removed from memory.
            vault_lock() -> Start;
            /// Puts a vault that can no longer be opened aside, and begins with a new one.
            vault_begin_anew() -> Start;
            /// The state of the open vault.
            vault_view() -> VaultView;
            /// Accepts a vault that is older than the state that the keystore remembers.
            vault_accept_older() -> VaultView;
            /// Proves the user for one grave change, within a minute.
            grave_prove(grave: GraveKind, proof: GraveProof) -> ();
            /// Asks for a grave change where nothing can prove the user. It is allowed after a day.
            grave_ask(grave: GraveKind) -> VaultView;
            /// Takes a grave change back that somebody has asked for.
            grave_take_back(grave: GraveKind) -> VaultView;
            /// Adds a passphrase or changes it.
            passphrase_set(passphrase: TypedSecret) -> VaultView;
            /// Removes a way into the vault, unless it is the last.
            way_remove(way: WayKind) -> VaultView;
            /// Removes every older state and backup. They open in ways that were removed or changed since.
            older_remove() -> VaultView;
            /// Makes a recovery kit and shows it once, if the user agrees in the system's dialog.
            kit_make() -> KitSheet;
            /// Makes the shown kit a way into the vault, if its last characters were typed right.
            kit_confirm(typed: TypedSecret) -> VaultView;
            /// Forgets the kit that was shown.
            kit_cancel() -> ();
            /// Opens the system's print dialog for the page.
            kit_print() -> ();
            /// Tests whether a kit would open the vault. Nothing is restored.
            kit_test(kit: TypedSecret) -> KitTestView;
            /// Lets the user choose a folder in the system's dialog. Copies are made there from now on.
            backup_choose(words: DialogWords) -> VaultView;
            /// Sets the passphrase that opens copies from now on. The recovery kit opens them too.
            backup_passphrase_set(passphrase: TypedSecret) -> VaultView;
            /// Sets how many copies are kept, 1 to 100.
            backup_keep(copies: u8) -> VaultView;
            /// Makes a copy now.
            backup_now() -> VaultView;
            /// Stops making copies.
            backup_end() -> VaultView;
            /// All earlier states of the vault, the newest first.
            earlier() -> Vec<EarlierView>;
            /// Picks an earlier state for `restore`.
            earlier_pick(index: u32) -> PickedView;
            /// Lets the user choose a vault file in the system's dialog, and picks it. `null` if the user cancelled.
            restore_choose(words: DialogWords) -> Option<PickedView>;
            /// Forgets the file that was picked.
            restore_cancel() -> ();
            /// Makes the picked file this device's vault, if the user agrees in the system's dialog. The present vault is put
            /// aside.
            restore(proof: ProofInput) -> Start;
            /// Sets whether the tenth wrong PIN erases the account's secret on this device. To switch it on, the user agrees in
            /// the system's dialog.
            erase_at_ten(on: bool) -> VaultView;
            /// All bound accounts, in the user's order, or else in the order in which they were bound.
            accounts() -> Vec<AccountRow>;
            /// Sets whether an account is a favourite, its group, and how long it stays open.
            account_arrange(account: AccountKey, arrangement: Arrangement) -> ();
            /// Puts the accounts into this order. Accounts that are not named come after them.
            accounts_order(accounts: Vec<AccountKey>) -> ();
            /// The current code of each of these accounts, if it shows one without a PIN, its PIN was given in this period,
            /// or it stays open.
            codes_show(accounts: Vec<AccountKey>) -> Vec<CodeAnswer>;
            /// Copies the current code of an account into the clipboard, marked as secret. In the last 5 seconds of a code the
            /// next code is copied when it begins, if the user wants that and the account stays open for it.
            code_copy(account: AccountKey) -> CopiedView;
            /// Closes an account that stays open after its PIN.
            code_close(account: AccountKey) -> ();
            /// The next code of an account with a counter (RFC 4226). The counter is saved before its code is shown.
            code_next(account: AccountKey) -> CodeView;
            /// Lets the user choose files in the system's dialog and reads every QR code in them: pictures, and the pictures
            /// in PDF and e-mail files. If the user cancelled, the candidate that was waiting stays.
            files_choose(words: DialogWords) -> WaitingView;
            /// The progress of the reading of files.
            reading() -> ReadingView;
            /// Stops the reading of files, the current one included. What was found until then stays.
            reading_stop() -> ();
            /// Reads the clipboard: a picture, files or a text.
            paste() -> WaitingView;
            /// Reads a text as if it had been in a QR code: a key URI, a transfer or a migration.
            text_take(text: TypedSecret) -> WaitingView;
            /// The code that an account typed by hand would show now, or what is wrong with it.
            typed_preview(typed: TypedAccount) -> TypedPreview;
            /// Takes an account typed by hand. It waits for the user's agreement like a scanned one.
            typed_take(typed: TypedAccount) -> WaitingView;
            /// Hides the program's windows, takes a picture of all screens and reads every QR code on them.
            screen_whole() -> WaitingView;
            /// Does the same for the part of the screen that the user draws on an overlay. It ends when the user has drawn the
            /// part or has given up.
            screen_region() -> WaitingView;
            /// The picture of the screen under an overlay, as a JPEG file. Only an overlay's window may call this.
            overlay_picture() -> PictureBytes;
            /// Says that the picture is painted. The overlay is shown then. Only an overlay's window may call this.
            overlay_painted() -> ();
            /// Takes the part of the screen that the user drew. Only an overlay's window may call this.
            overlay_choose(area: AreaInput) -> ();
            /// Gives up the drawing. Only an overlay's window may call this.
            overlay_cancel() -> ();
            /// The cameras of the machine.
            cameras() -> Vec<CameraView>;
            /// Opens a camera, or the one that was used last if none is named. Frames come until it is closed. At most two frames
            /// are on their way. A frame is the length of a `FrameHead` in JSON (4 bytes, little-endian), the head, and a JPEG
            /// picture.
            camera_open(camera: Option<CameraKey>, frames: FrameSink) -> CameraView;
            /// Says that a frame was shown. The next one may come then.
            camera_seen() -> ();
            /// Closes the camera.
            camera_close() -> ();
            /// Opens one of several things found, as if it had been found alone. Dismissing it leads back to the list.
            found_open(index: u32) -> WaitingView;
            /// Binds several ordinary accounts and transfers at once.
            found_bind(indices: Vec<u32>) -> BoundMany;
            /// The candidate that waits for the user's agreement, if there is one.
            intake() -> WaitingView;
            /// Drops the candidate that waits. One of several that was opened goes back to the list.
            intake_dismiss() -> WaitingView;
            /// Binds the ordinary account that waits.
            bind_plain() -> Bound;
            /// Binds the registration that waits and is bound on another device already: Unsynced, without a PIN.
            bind_further() -> Bound;
            /// Binds the transfer that waits: Unsynced, until the account's PIN is given.
            bind_transfer() -> Bound;
            /// Says whether the first device shows the same check digits. If it does, the account is Synced.
            check_digits_compared(account: AccountKey, same: bool) -> ();
            /// The further devices of a Main account.
            devices(account: AccountKey) -> DevicesView;
            /// The fields of an account without a PIN that can be changed.
            account_typed(account: AccountKey) -> AccountEdit;
            /// Changes an account without a PIN. The proof shows that the user asks.
            account_edit(proof: ProofInput, account: AccountKey, edit: AccountEdit) -> ();
            /// The state of the machine's clock, compared with the time servers.
            clock_view() -> ClockView;
            /// Asks the time servers now.
            clock_check() -> ClockView;
            /// Sets whether codes are corrected when the clock is far off, the servers disagree or too few of them agree. A yes
            /// also lets codes be shown that are older than ones before.
            clock_agree(correct: bool) -> ClockView;
            /// Lets codes follow the time although codes of later times were given: the user says that the time is right.
            clock_allow_older() -> ClockView;
            /// Sets whether time servers are asked, and which. An empty list stands for the program's own servers.
            clock_set(on: bool, servers: Vec<String>) -> ClockView;
            /// Saves the transfer that is shown as a PNG file. The user chooses the place in the system's dialog. `false` if the
            /// user cancelled.
            transfer_save(words: DialogWords) -> bool;
            /// Forgets the transfer that was shown.
            transfer_end() -> ();
            /// Moves an account without a PIN into the trash.
            account_remove(account: AccountKey) -> ();
            /// The removed accounts that can be brought back, the newest first.
            trash() -> Vec<TrashView>;
            /// Brings an account without a PIN back from the trash.
            trash_restore(account: AccountKey) -> ();
            /// The audit trail of the accounts and the vault, the newest entry first.
            audit() -> Vec<AuditView>;
            /// Saves the audit trail as a CSV file. The user chooses the place in the system's dialog. `false` if the user
            /// cancelled.
            audit_export(words: DialogWords) -> bool;
            /// The user's preferences. They can be asked for before the vault is open.
            preferences() -> Preferences;
            /// Sets all preferences. If a shortcut belongs to another program, nothing is set.
            preferences_set(preferences: Preferences) -> Preferences;
            /// The version of the program, its system and the folder of its vault.
            about() -> AboutView;
            /// Says whether somebody can see this window. Time servers are asked regularly while somebody can see one.
            window_seen(seen: bool) -> ();
            /// Says whether this window shows something private: a kit, a transfer, a PIN pad, a secret that is typed. Where
            /// the system can, the window is left out of pictures of the screen meanwhile.
            window_private(showing: bool) -> ();
            /// Sets the words of the tray's menu.
            tray_words(words: TrayWords) -> ();
            /// Shows the strip, or hides it.
            show_strip(on: bool) -> ();
            /// The strip's account. Only the strip's window may call this and the next five commands.
            strip_view() -> StripView;
            /// Shows another account in the strip.
            strip_choose(account: AccountKey) -> StripView;
            /// Hides the strip.
            strip_hide() -> ();
            /// Moves the strip by a step, unless it would leave the screens.
            strip_move(side: Side) -> ();
            /// Opens the main window.
            strip_main() -> ();
            /// Opens the PIN pad for an account's code. The strip may open it for nothing else.
            strip_pin(account: AccountKey) -> PadView;
            /// Opens the PIN pad. To hand out a device, the user agrees in the system's dialog.
            pin_open(purpose: PadPurpose) -> PadView;
            /// Types one digit, 0 to 9. A window types only on the pad that it has opened; so with the next three commands.
            pin_digit(digit: u8) -> PadView;
            /// Takes the last digit back.
            pin_backspace() -> PadView;
            /// Checks the digits typed.
            pin_submit() -> PinOutcome;
            /// Closes the PIN pad and wipes what was typed.
            pin_cancel() -> PadView;
        }
    };
}

/// The events. An event carries nothing, because events bypass Tauri's permissions: the page asks for what it needs.
pub const EVENTS: &[(&str, &str)] = &[
    ("drag-entered", "A file is held over the window."),
    ("drag-left", "The file was taken away again or dropped."),
    ("intake-changed", "A picture was dropped on the window or shown to the camera, and has been read."),
    ("reading-changed", "The progress of the reading of files has changed."),
    ("clock-changed", "The state of the machine's clock has changed."),
    ("vault-changed", "The state of the vault or of its backups has changed."),
    ("session-changed", "The vault was locked or opened, but not by this window."),
    ("accounts-changed", "The accounts or their arrangement have changed."),
    ("preferences-changed", "The user has changed a preference."),
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
            // The page gets this type as bytes, before each picture of a camera.
            types.add::<FrameHead>(&config);
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

/// Declarations of types and of the types in them, each once.
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
             /** Every command: its arguments, and its result if it works. */\n\
             export interface Commands {{\n{commands}}}\n\n\
             /** The name of an event. An event carries no data. */\nexport type EventName =\n{}\n\
             {}",
            types.join("\n"),
            events.trim_end().to_owned() + ";\n",
            crate::preferences::constants(),
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

    /// The commands that the strip may call beside its own: it shows codes and takes PINs.
    const STRIP: &[&str] = &[
        "accounts",
        "codes_show",
        "window_seen",
        "window_private",
        "code_copy",
        "code_next",
        "preferences",
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
