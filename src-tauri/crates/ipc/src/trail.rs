use serde::Serialize;
use ts_rs::TS;

use crate::AccountKey;

/// A removed account, which the user can bring back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TrashView {
    /// Its name for the commands.
    pub id: AccountKey,
    /// Its issuer, if known.
    pub issuer: Option<String>,
    /// Its number or name at the issuer.
    pub number: String,
    /// Whether its PIN is needed to bring it back.
    pub pin: bool,
    /// When it was removed, in milliseconds since 1970-01-01T00:00:00Z.
    pub removed_ms: u64,
    /// When it is deleted for good, 30 days later, in milliseconds since 1970-01-01T00:00:00Z.
    pub gone_ms: u64,
}

/// An entry of the audit trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AuditView {
    /// When it happened, in milliseconds since 1970-01-01T00:00:00Z.
    pub at_ms: u64,
    /// What happened.
    pub what: AuditKind,
    /// The account's issuer, if there is an account and its issuer is known.
    pub issuer: Option<String>,
    /// The account's number or name, if there is an account.
    pub number: Option<String>,
    /// When the state was saved that a restore brought back, in milliseconds since 1970-01-01T00:00:00Z.
    pub state_ms: Option<u64>,
}

/// The kinds of entries of the audit trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AuditKind {
    /// The account was bound.
    Bound,
    /// Its PIN was confirmed, so it is Synced.
    Synced,
    /// A wrong PIN was typed.
    WrongPin,
    /// The tenth wrong PIN froze it.
    Frozen,
    /// A new registration replaced the old binding.
    Replaced,
    /// Its PIN was changed.
    PinChanged,
    /// A transfer was made for a further device.
    HandedOut,
    /// A further device was given up.
    GivenUp,
    /// It was removed.
    Removed,
    /// It was brought back from the trash.
    Restored,
    /// A transfer or the audit trail was saved as a file.
    Exported,
    /// A backup failed.
    BackupFailed,
    /// The machine's clock went back, or jumped.
    ClockJumped,
    /// The user changed its fields.
    Edited,
    /// A passphrase became a way into the vault.
    PassphraseAdded,
    /// Another passphrase took the place of the one before.
    PassphraseChanged,
    /// The passphrase was removed.
    PassphraseRemoved,
    /// A new key was put into the keystore.
    KeystoreRenewed,
    /// The keystore was removed as a way in.
    KeystoreRemoved,
    /// A recovery kit became a way in.
    KitMade,
    /// A new recovery kit ended the one before.
    KitReplaced,
    /// The recovery kit was removed.
    KitRemoved,
    /// An earlier state, or another vault, took the place of the vault.
    VaultRestored,
    /// A restore brought an older PIN of the account back.
    OldPinBack,
    /// From now on the tenth wrong PIN erases the account's secret.
    EraseOn,
    /// The tenth wrong PIN erases nothing any more.
    EraseOff,
    /// The tenth wrong PIN erased the account's secret.
    Erased,
    /// The folder of the backups, or their number, was set.
    BackupsSet,
    /// No more backups are made.
    BackupsEnded,
    /// The list of time servers was changed, or asking them was switched.
    TimeServersSet,
    /// Older states and backups were removed.
    OlderRemoved,
    /// The user went on with a state that the keystore did not bear out.
    DoubtAccepted,
    /// Somebody asked for a grave change where nothing could prove the user. It is allowed after a day.
    ChangeAsked,
    /// Such a change was taken back.
    ChangeTakenBack,
    /// A passphrase was set that opens backups alone.
    BackupPassphraseSet,
}
