use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CodeKind, Fault};

/// The name of an account in the contract: 32 random hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountKey(pub String);

/// An account of the list: everything that its row shows, except the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AccountRow {
    /// Its name for the commands.
    pub id: AccountKey,
    /// Its issuer, if known.
    pub issuer: Option<String>,
    /// Its number or name at the issuer.
    pub number: String,
    /// How it is bound.
    pub binding: BindingView,
    /// How its codes are made.
    pub codes: CodeKind,
    /// The phone number to call about it, if known.
    pub support: Option<String>,
    /// Whether it is a favourite.
    pub favourite: bool,
    /// Its group, if the user put it into one.
    pub group: Option<String>,
    /// How long it stays open after its PIN; an account without a PIN is never closed.
    pub keep_open: KeepOpen,
    /// When it last gave a code, in milliseconds since 1970-01-01T00:00:00Z; `null` if that is not known.
    pub used_ms: Option<u64>,
    /// Its issuer and name in pinyin, for the search: whole and by initials, in lower case, with spaces between. Empty if
    /// neither has Chinese characters.
    pub pinyin: String,
}

/// How long an account stays open after its PIN was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeepOpen {
    /// For one code: the PIN is asked for each time.
    EachTime,
    /// For 5 minutes.
    FiveMinutes,
    /// For 15 minutes.
    FifteenMinutes,
    /// Until the vault is locked.
    UntilLock,
}

/// The user's arrangement of an account in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Arrangement {
    /// Whether it is a favourite.
    pub favourite: bool,
    /// Its group, 1 to 60 characters.
    pub group: Option<String>,
    /// How long it stays open.
    pub keep_open: KeepOpen,
}

/// How an account is bound on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BindingView {
    /// An ordinary account: its code is shown without a PIN.
    Plain,
    /// A broker's account whose PIN was confirmed on this device.
    Synced {
        /// Which of the account's devices this is.
        role: RoleView,
        /// Whether its PIN may be typed.
        pin: AttemptsView,
    },
    /// A broker's account whose PIN was not confirmed on this device since it was bound or restored here.
    Unsynced {
        /// Which of the account's devices this is.
        role: RoleView,
        /// Whether its PIN may be typed.
        pin: AttemptsView,
        /// Whether this device cannot check the PIN. It is then typed twice, and the user compares two check digits with those
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
pub enum AttemptsView {
    /// It may be tried.
    Free {
        /// Wrong tries before the first wait, 0 to 5.
        free: u8,
        /// Wrong tries until the account is frozen, 1 to 10.
        left: u8,
    },
    /// It may be tried after a wait.
    Waiting {
        /// Milliseconds until the wait is over.
        remaining_ms: u64,
        /// Wrong tries until the account is frozen, 1 to 4.
        left: u8,
    },
    /// It may not be tried again.
    Frozen,
}

/// A code while it is shown.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct CodeView {
    /// Its account.
    pub account: AccountKey,
    /// 4 to 10 digits; Steam's are 5 letters and digits.
    pub digits: String,
    /// The whole time for which it is the current one, in milliseconds; 0 with a counter, because it does not end.
    pub period_ms: u64,
    /// The rest of that time, in milliseconds, when this was written; 0 with a counter.
    pub remaining_ms: u64,
    /// The next code, in the last 10 seconds, if the user wants it and the account stays open for it.
    pub next: Option<String>,
}

/// The answer for an account that was asked for its code.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CodeAnswer {
    /// Its code.
    Code {
        /// The current one.
        code: CodeView,
    },
    /// It shows none.
    Fault {
        /// The account.
        account: AccountKey,
        /// Why there is none.
        fault: Fault,
    },
}

/// A code that was copied.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct CopiedView {
    /// The current code.
    pub code: CodeView,
    /// Whether the next code is copied instead when the current one ends, because less than 5 seconds were left.
    pub waits: bool,
}
