use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AccountKey, CodeView, PinStanding, TransferView, TypedSecret};

/// What a PIN is typed for.
#[derive(Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PadPurpose {
    /// To create the PIN of the registration that waits for agreement.
    Create,
    /// To show a code of an account, or to sync it where it is Unsynced.
    Code {
        /// Which.
        account: AccountKey,
    },
    /// To show the check digits of a Main account's PIN, for a further device to compare.
    CheckDigits {
        /// Which.
        account: AccountKey,
    },
    /// To make a transfer for a further device.
    HandOut {
        /// Which.
        account: AccountKey,
        /// What the user calls the device, 1 to 60 characters.
        name: String,
    },
    /// To give a further device up.
    GiveUp {
        /// Which account.
        account: AccountKey,
        /// Which of its devices, 2 to 5.
        slot: u8,
    },
    /// To change a Main account's PIN: the old one, the new one, the new one again.
    Change {
        /// Which.
        account: AccountKey,
    },
    /// To create another PIN of an account that the recovery kit opens, a frozen one too.
    KitReset {
        /// Which.
        account: AccountKey,
        /// The kit, as typed or scanned.
        kit: TypedSecret,
    },
    /// To remove a PIN account.
    Remove {
        /// Which.
        account: AccountKey,
    },
    /// To bring a PIN account back from the trash.
    Restore {
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
    /// The old PIN was right: now the new one.
    New,
    /// A new PIN that is too easy to guess; the pad is empty again.
    Weak {
        /// By which rule.
        rule: WeakPin,
    },
    /// The check digits of the PIN, to be compared by eye.
    CheckDigits {
        /// Of which account.
        account: AccountKey,
        /// Two digits.
        digits: String,
    },
    /// The transfer that was made.
    Transfer {
        /// It, as it is shown.
        transfer: TransferView,
    },
    /// What was asked for is done: a device given up, a PIN changed, an account removed or brought back.
    Done {
        /// To which account.
        account: AccountKey,
    },
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

/// Why a PIN is too easy to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WeakPin {
    /// All digits are the same.
    AllSame,
    /// The digits count up or down.
    Run,
    /// A pair of digits over and over.
    RepeatedPair,
    /// The account number, or a part of it that is as long.
    AccountNumber,
    /// A date, as birthdays are.
    Date,
}
