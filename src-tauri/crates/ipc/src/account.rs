use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CodeKind, Fault};

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
    /// Whether the user marked it as a favourite.
    pub favourite: bool,
    /// The group that the user put it into.
    pub group: Option<String>,
    /// How long it stays open after its PIN; an account without a PIN is never closed.
    pub keep_open: KeepOpen,
    /// When it last gave a code, in milliseconds since 1970-01-01T00:00:00Z, as far as that is known.
    pub used_ms: Option<u64>,
    /// What else it is found by: its issuer and name in pinyin, whole and by initials, in lower case with spaces between;
    /// empty where neither has Chinese characters.
    pub pinyin: String,
}

/// How long an account stays open after its PIN was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeepOpen {
    /// For the code of that moment: the PIN is asked for each one.
    EachTime,
    /// For 5 minutes.
    FiveMinutes,
    /// For 15 minutes.
    FifteenMinutes,
    /// Until the vault is locked.
    UntilLock,
}

/// What the user has made of an account in the list.
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
    /// The code that comes after it: in its last 10 seconds, where the user wants it and the account stays open for it.
    pub next: Option<String>,
}

/// What an account that was asked for its code shows.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CodeAnswer {
    /// Its code.
    Code {
        /// The current one.
        code: CodeView,
    },
    /// None.
    Fault {
        /// Whose it would be.
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
    /// Whether the one after it is copied instead, when the current one ends: it had less than 5 seconds left.
    pub waits: bool,
}
