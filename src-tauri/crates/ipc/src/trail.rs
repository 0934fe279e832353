use serde::Serialize;
use ts_rs::TS;

use crate::AccountKey;

/// A removed account, which the user can bring back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TrashView {
    /// Its name for the commands.
    pub id: AccountKey,
    /// Who issued it, where known.
    pub issuer: Option<String>,
    /// Its number or name at the issuer.
    pub number: String,
    /// Whether its PIN is needed to bring it back.
    pub pin: bool,
    /// When it was removed, in milliseconds since 1970-01-01T00:00:00Z.
    pub removed_ms: u64,
    /// When it goes for good, in milliseconds since 1970-01-01T00:00:00Z: 30 days later.
    pub gone_ms: u64,
}

/// Something that happened to an account or to the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AuditView {
    /// When, in milliseconds since 1970-01-01T00:00:00Z.
    pub at_ms: u64,
    /// What.
    pub what: AuditKind,
    /// Who issued the account, where there is one and it is known.
    pub issuer: Option<String>,
    /// The account's number or name, where there is one.
    pub number: Option<String>,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AuditKind {
    /// The account was bound.
    Bound,
    /// It was Synced.
    Synced,
    /// A wrong PIN was typed.
    WrongPin,
    /// It was frozen by the tenth.
    Frozen,
    /// A new registration took the place of the old binding.
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
    /// A transfer was saved as a file, or the trail itself.
    Exported,
    /// A backup failed.
    BackupFailed,
    /// The machine's clock went back, or jumped.
    ClockJumped,
    /// What is known of it was changed by hand.
    Edited,
}
