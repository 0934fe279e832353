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
            /// All bound accounts, in the order they were bound.
            accounts() -> Vec<AccountRow>;
            /// The current code of an account that shows one without a PIN, or whose PIN was given in this period.
            code_show(account: AccountKey) -> CodeView;
            /// Copies the current code of an account into the clipboard, marked as secret.
            code_copy(account: AccountKey) -> CodeView;
            /// Lets the user choose an image file in the system's dialog and reads the QR code in it; when the dialog was
            /// cancelled, what was waiting goes on waiting.
            picture_choose(words: DialogWords) -> Intake;
            /// What waits for the user's agreement.
            intake() -> Intake;
            /// Drops what waits for the user's agreement.
            intake_dismiss() -> Intake;
            /// Binds the ordinary account that waits for the user's agreement.
            bind_plain() -> Bound;
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
    ("intake-changed", "A picture was dropped on the window and has been read."),
    ("vault-changed", "The vault or its backups stand differently than before."),
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

    #[test]
    fn the_main_window_may_call_each_command_and_nothing_else_of_ours() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../capabilities/main.json");
        let text = std::fs::read_to_string(path).expect("the capability file is there");
        let capability: serde_json::Value = serde_json::from_str(&text).expect("the capability file is JSON");
        assert_eq!(capability["windows"], serde_json::json!(["main"]));
        let granted: Vec<&str> =
            capability["permissions"].as_array().expect("a list").iter().filter_map(|p| p.as_str()).collect();
        let ours: Vec<&str> = granted.iter().copied().filter(|p| !p.contains(':')).collect();
        let expected: Vec<String> = COMMANDS.iter().map(|c| format!("allow-{}", c.replace('_', "-"))).collect();
        assert_eq!(ours, expected);
        let tauris: Vec<&str> = granted.iter().copied().filter(|p| p.contains(':')).collect();
        assert_eq!(tauris, ["core:event:allow-listen", "core:event:allow-unlisten"]);
    }
}
