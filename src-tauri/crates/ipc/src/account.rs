use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
    /// 4 to 10 digits.
    pub digits: String,
    /// How long it is the current one, in all, in milliseconds.
    pub period_ms: u64,
    /// How long it still is, in milliseconds, when this was written.
    pub remaining_ms: u64,
}
