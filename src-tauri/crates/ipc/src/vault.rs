use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{FaultCode, TypedSecret};

/// How the open vault stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct VaultView {
    /// Whether it may be changed.
    pub access: AccessView,
    /// Damaged files that were passed over at the start.
    pub damaged_files: u32,
    /// Whether these could not be moved to quarantine.
    pub quarantine_failed: bool,
    /// Accounts that could not be read; they are kept.
    pub set_aside: u32,
    /// The keystore that opens the vault, by its name.
    pub keystore: Option<String>,
    /// Whether a passphrase opens it.
    pub passphrase: bool,
    /// The recovery kit, where there is one.
    pub kit: Option<KitView>,
    /// What a change of the ways in asks for.
    pub asks: Asks,
    /// Copies that are made by themselves, where the user has planned them.
    pub backup: Option<BackupView>,
    /// Whether the tenth wrong PIN erases the account's secret here.
    pub erase_at_ten: bool,
}

/// Whether an open vault may be changed, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AccessView {
    /// It may.
    Full,
    /// Another window holds it.
    OtherProcess,
    /// A newer version of the program wrote it.
    NewerVersion,
    /// The keystore remembers a newer state: an old file was put in its place.
    OlderState,
    /// The keystore should remember something, and does not.
    MemoryMissing,
    /// What the keystore remembers is not of this vault.
    MemoryForged,
}

/// The recovery kit that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KitView {
    /// When it was made, in milliseconds since 1970.
    pub made_ms: u64,
    /// PIN accounts that it opens.
    pub covered: u32,
    /// PIN accounts that it opens once their PIN has been entered.
    pub waiting: u32,
}

/// What proves who asks for a change of the ways in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// The passphrase.
    Passphrase,
    /// Nothing that is typed.
    Keystore,
    /// The recovery kit.
    Kit,
}

/// The backups and how they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BackupView {
    /// The folder.
    pub folder: String,
    /// How many copies stay, 1 to 100.
    pub keep: u8,
    /// Whether a copy is being made.
    pub running: bool,
    /// When the last copy was verified in this run of the program, in milliseconds since 1970.
    pub last_ms: Option<u64>,
    /// What the last attempt failed at, in English, until one works.
    pub failed: Option<String>,
}

/// What the user types to prove a way in.
#[derive(Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProofInput {
    /// Nothing: the keystore proves it.
    Keystore,
    /// The passphrase.
    Passphrase {
        /// As typed.
        passphrase: TypedSecret,
    },
    /// The recovery kit.
    Kit {
        /// As typed or scanned.
        kit: TypedSecret,
    },
}

/// A way into the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WayKind {
    /// The key in the keystore.
    Keystore,
    /// The passphrase.
    Passphrase,
    /// The recovery kit.
    Kit,
}

/// A recovery kit that was made just now. It is shown this once, and opens nothing before it is confirmed.
#[derive(Serialize, TS)]
pub struct KitSheet {
    /// What is written down: 74 characters.
    pub text: String,
    /// The same as a QR code: a row of `0` and `1` for each row of modules, 1 is dark.
    pub modules: Vec<String>,
    /// How many of the last characters are asked for.
    pub checked: u8,
}

/// What testing a kit found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KitTestView {
    /// It opens the vault and every account that it reaches.
    Opens,
    /// It is another vault's, or was replaced.
    Another,
}

/// A state that can be gone back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EarlierView {
    /// Names it towards `earlier_pick` until the list is asked for again.
    pub index: u32,
    /// When it was saved, in milliseconds since 1970.
    pub saved_ms: u64,
    /// How many accounts it has, where this vault's keys open it.
    pub accounts: Option<u32>,
    /// Where it comes from.
    pub origin: EarlierOrigin,
}

/// Where an earlier state comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EarlierOrigin {
    /// The vault saved it before.
    Generation,
    /// A restore or a new beginning put it aside.
    Aside,
    /// It is a copy in the backup folder.
    Backup,
}

/// A vault file that was picked for a restore.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PickedView {
    /// When it was saved, in milliseconds since 1970.
    pub saved_ms: u64,
    /// How many accounts it has, where this vault's keys open it.
    pub accounts: Option<u32>,
    /// Whether this machine's keystore opens it.
    pub opens_here: bool,
    /// Whether a passphrase opens it.
    pub passphrase: bool,
    /// Whether a recovery kit opens it.
    pub kit: bool,
}

/// How a locked vault may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UnlockView {
    /// What is wrong with the keystore, where it should have opened the vault.
    pub fault: Option<FaultCode>,
    /// Whether the keystore may open it: `vault_unlock` without anything typed.
    pub keystore: bool,
    /// Whether a passphrase opens it.
    pub passphrase: bool,
    /// Whether a recovery kit opens it.
    pub kit: bool,
    /// Whether `renew` puts a new key into the keystore, in the place of one that is gone.
    pub renewable: bool,
}
