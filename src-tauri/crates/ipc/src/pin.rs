use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AccountKey, CodeView, PinStanding};

/// What a PIN is typed for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PadPurpose {
    /// To create the PIN of the registration that waits for agreement.
    Create,
    /// To show a code of an account, or to sync it where it is Unsynced.
    Code {
        /// Which.
        account: AccountKey,
    },
}

/// What the page may know of a PIN pad: how many digits were typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PadView {
    /// Digits typed, 0 to 20.
    pub count: u8,
    /// The fewest that can be judged.
    pub least: u8,
    /// The most that can be typed.
    pub most: u8,
}

/// What came of a PIN.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PinOutcome {
    /// Now the same again.
    Repeat,
    /// The second was not the first: both are forgotten, the pad begins again.
    Mismatch,
    /// The account is bound.
    Bound {
        /// Which.
        account: AccountKey,
    },
    /// The PIN was right.
    Code {
        /// The current code.
        code: CodeView,
    },
    /// The PIN was right, and the account is Synced from now on.
    Synced {
        /// Which.
        account: AccountKey,
    },
    /// The PIN was wrong, the pad is empty again.
    Wrong {
        /// What is left.
        pin: PinStanding,
    },
    /// No PIN was tried: it is too early, or the account is frozen.
    NoTry {
        /// Until when, or that it is frozen.
        pin: PinStanding,
    },
}

/// An account has been bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Bound {
    /// Which.
    pub account: AccountKey,
}
