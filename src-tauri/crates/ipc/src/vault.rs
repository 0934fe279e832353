use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AskedView, AuditView, FaultCode, GraveKind, NeededView, TypedSecret};

/// The state of the open vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct VaultView {
    /// Whether it may be changed.
    pub access: AccessView,
    /// The number of damaged files that were passed over at the start.
    pub damaged_files: u32,
    /// Whether the damaged files could not be moved to quarantine.
    pub quarantine_failed: bool,
    /// Who could enter the vault's folder at the start.
    pub folder_rights: FolderRights,
    /// The number of accounts that could not be read; they are kept.
    pub set_aside: u32,
    /// The name of the keystore that opens the vault, if one does.
    pub keystore: Option<String>,
    /// Whether a passphrase opens it.
    pub passphrase: bool,
    /// The recovery kit, if there is one.
    pub kit: Option<KitView>,
    /// The proof that an edit of an account asks for.
    pub asks: NeededProof,
    /// What proves the user for a grave change.
    pub needed: NeededView,
    /// The grave change that the user has just proved himself for and not made; `null` if there is none.
    pub proven: Option<GraveKind>,
    /// The grave changes that somebody has asked for, where nothing can prove the user.
    pub asked: Vec<AskedView>,
    /// The automatic backups, if the user has set them up.
    pub backup: Option<BackupView>,
    /// Whether a passphrase of their own opens backups. The recovery kit does it too.
    pub backup_passphrase: bool,
    /// Whether the tenth wrong PIN erases the account's secret on this device.
    pub erase_at_ten: bool,
    /// Whether older states or backups that were to be removed may still be there.
    pub older_stay: bool,
    /// What happened to the vault before it was unlocked and was not told yet, the newest first.
    pub news: Vec<AuditView>,
}

/// Who could enter the vault's folder at the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FolderRights {
    /// Its owner alone.
    Owner,
    /// Other users of the machine too. Now only its owner can.
    Mended,
    /// Other users of the machine too, and that could not be changed.
    Others,
}

/// Whether an open vault may be changed, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AccessView {
    /// It may be changed.
    Full,
    /// Another process of the program holds it.
    OtherProcess,
    /// A newer version of the program wrote it.
    NewerVersion,
    /// The keystore remembers a newer state: somebody has put an old file back.
    OlderState,
    /// The keystore should remember a state, and does not.
    MemoryMissing,
    /// The state that the keystore remembers is not this vault's.
    MemoryForged,
    /// The keystore could not be read, so nobody knows whether this is the newest state.
    MemoryUnread,
}

/// The recovery kit of the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KitView {
    /// When it was made, in milliseconds since 1970.
    pub made_ms: u64,
    /// The number of PIN accounts that it opens.
    pub covered: u32,
    /// The number of PIN accounts that it will open after their PIN is entered once.
    pub waiting: u32,
}

/// The proof that an edit of an account asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NeededProof {
    /// The passphrase.
    Passphrase,
    /// Nothing that is typed: the keystore has the key.
    Keystore,
    /// The recovery kit.
    Kit,
}

/// The automatic backups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BackupView {
    /// The folder.
    pub folder: String,
    /// The number of copies that are kept, 1 to 100.
    pub keep: u8,
    /// Whether a copy is being made.
    pub running: bool,
    /// When the last copy was verified in this run of the program, in milliseconds since 1970.
    pub last_ms: Option<u64>,
    /// Why the last attempt failed, in English; `null` after an attempt that worked.
    pub failed: Option<String>,
}

/// What the user types to prove a way into the vault.
#[derive(Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProofInput {
    /// Nothing: the keystore has the key.
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

/// A new recovery kit. It is shown once. It opens nothing before it is confirmed.
#[derive(Serialize, TS)]
pub struct KitSheet {
    /// The text to write down: 74 characters.
    pub text: String,
    /// The same as a QR code: a row of `0` and `1` for each row of modules; 1 is dark.
    pub modules: Vec<String>,
    /// The number of last characters that are asked for.
    pub checked: u8,
    /// When the kit was made that ends once this one is confirmed, in milliseconds since 1970; `null` where there is none.
    pub ends_ms: Option<u64>,
}

/// The result of testing a kit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KitTestView {
    /// It opens the vault and the accounts that it covers.
    Opens,
    /// It belongs to another vault, or was replaced.
    Another,
}

/// An earlier state of the vault, which can be restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EarlierView {
    /// Its number for `earlier_pick`, until the list is asked for again.
    pub index: u32,
    /// When it was saved, in milliseconds since 1970.
    pub saved_ms: u64,
    /// The number of its accounts, if this vault's keys open it.
    pub accounts: Option<u32>,
    /// Its origin.
    pub origin: EarlierOrigin,
}

/// The origin of an earlier state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EarlierOrigin {
    /// The vault saved it.
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
    /// The number of its accounts, if this vault's keys open it.
    pub accounts: Option<u32>,
    /// Whether this machine's keystore opens it.
    pub opens_here: bool,
    /// Whether a passphrase opens it.
    pub passphrase: bool,
    /// Whether that passphrase is the one for backups.
    pub for_backups: bool,
    /// Whether a recovery kit opens it.
    pub kit: bool,
}

/// The ways to open a locked vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UnlockView {
    /// What is wrong with the keystore, if it should have opened the vault.
    pub fault: Option<FaultCode>,
    /// Whether the keystore may open it: `vault_unlock` with nothing typed.
    pub keystore: bool,
    /// Whether a passphrase opens it.
    pub passphrase: bool,
    /// Whether a recovery kit opens it.
    pub kit: bool,
    /// Whether `renew` can put a new key into the keystore, because the old one is gone.
    pub renewable: bool,
}
