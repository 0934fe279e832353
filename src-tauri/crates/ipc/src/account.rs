use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::CodeKind;

/// Names an account towards the page: 32 hexadecimal digits, random, meaningless.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountKey(pub String);

/// One account of the list: everything a row shows but its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AccountRow {
    /// Its name for the commands.
    pub id: AccountKey,
    /// Who issued it, where known.
    pub issuer: Option<String>,
    /// Its number or name at the issuer.
    pub number: String,
    /// How it is bound.
    pub binding: BindingView,
    /// What its codes go by.
    pub codes: CodeKind,
    /// Whom to call about it, where known.
    pub support: Option<String>,
}

/// How an account is bound on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BindingView {
    /// An ordinary account: its code is shown without a PIN.
    Plain,
    /// A broker's account whose PIN this device has had confirmed.
    Synced {
        /// Which of the account's devices this is.
        role: RoleView,
        /// Whether its PIN may be typed.
        pin: PinStanding,
    },
    /// A broker's account whose PIN this device has not had confirmed since it was bound or restored here.
    Unsynced {
        /// Which of the account's devices this is.
        role: RoleView,
        /// Whether its PIN may be typed.
        pin: PinStanding,
        /// Whether nothing here can tell a right PIN: it is typed twice, and two check digits are compared with those
        /// of the first device.
        by_eye: bool,
    },
}

/// Which of the account's devices this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoleView {
    /// The first one.
    Main,
    /// A further one.
    Sub,
}

/// Whether a PIN may be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PinStanding {
    /// It may.
    Free {
        /// Wrong tries that cost no wait, 0 to 5.
        free: u8,
        /// Wrong tries until the account is frozen, 1 to 10.
        left: u8,
    },
    /// Only after a wait.
    Waiting {
        /// Milliseconds until then.
        remaining_ms: u64,
        /// Wrong tries until the account is frozen, 1 to 4.
        left: u8,
    },
    /// No more.
    Frozen,
}

/// A code while it is shown.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct CodeView {
    /// Whose it is.
    pub account: AccountKey,
    /// 4 to 10 digits; Steam's are 5 letters and digits.
    pub digits: String,
    /// How long it is the current one, in all, in milliseconds; 0 for a counter's, which has no end of its own.
    pub period_ms: u64,
    /// How long it still is, in milliseconds, when this was written; 0 for a counter's.
    pub remaining_ms: u64,
}
