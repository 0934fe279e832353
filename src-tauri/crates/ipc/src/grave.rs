use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AccountKey, TypedSecret};

/// A kind of grave change of the vault. Whoever makes one proves first that he is the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GraveKind {
    /// A passphrase is set, or a way into the vault is removed.
    Ways,
    /// A recovery kit is made.
    Kit,
    /// An earlier state or another vault takes the place of this one.
    Restore,
    /// The erasing at the tenth wrong PIN is switched on or off.
    Erase,
    /// Backups are made elsewhere, more or fewer are kept, or no more are made.
    Backups,
    /// Other time servers are asked, or none.
    Servers,
    /// Older states and backups are removed.
    Older,
}

/// What proves the user for a grave change. The recovery kit does it too, if the vault has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NeededView {
    /// The passphrase.
    Passphrase,
    /// The recovery kit.
    Kit,
    /// The PIN of one of these accounts.
    Pin {
        /// The accounts.
        accounts: Vec<AccountKey>,
    },
    /// The system's own check.
    System,
    /// Nothing here can prove the user: the change is allowed a day after it was asked for.
    Delay,
    /// Nothing is needed: the vault holds no account.
    Nothing,
}

/// A grave change that somebody has asked for where nothing can prove the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AskedView {
    /// The kind of the change.
    pub grave: GraveKind,
    /// How long it still waits, in milliseconds. 0: it is allowed now.
    pub left_ms: u64,
    /// Whether time servers confirm the time. Without that only the time counts in which the program runs.
    pub confirmed: bool,
}

/// What proves the user. A PIN is typed on the pad instead.
#[derive(Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum GraveProof {
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
    /// The system's own check, which begins now.
    System,
}
