use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AccountKey, AttemptsView, CodeView, GraveKind, TransferView, TypedSecret};

/// The purpose of a PIN pad.
#[derive(Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PadPurpose {
    /// To create the PIN of the registration that waits.
    Create,
    /// To show a code of an account, or to sync the account if it is Unsynced.
    Code {
        /// The account.
        account: AccountKey,
    },
    /// To show the check digits of a Main account's PIN, for a further device to compare.
    CheckDigits {
        /// The account.
        account: AccountKey,
    },
    /// To make a transfer for a further device.
    HandOut {
        /// The account.
        account: AccountKey,
        /// What the user calls the device, 1 to 60 characters.
        name: String,
    },
    /// To give up a further device.
    GiveUp {
        /// The account.
        account: AccountKey,
        /// The device, 2 to 5.
        slot: u8,
    },
    /// To change a Main account's PIN: the old one, the new one, the new one again.
    Change {
        /// The account.
        account: AccountKey,
    },
    /// To create a new PIN for an account that the recovery kit opens, also for a frozen one.
    KitReset {
        /// The account.
        account: AccountKey,
        /// The kit, as typed or scanned.
        kit: TypedSecret,
    },
    /// To remove a PIN account.
    Remove {
        /// The account.
        account: AccountKey,
    },
    /// To bring a PIN account back from the trash.
    Restore {
        /// The account.
        account: AccountKey,
    },
    /// To prove the user for a grave change.
    Prove {
        /// The account.
        account: AccountKey,
        /// The kind of the change.
        grave: GraveKind,
    },
}

/// A PIN pad as the page sees it: the number of digits, never the digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PadView {
    /// The number of digits typed, 0 to 20.
    pub count: u8,
    /// The fewest digits of a PIN.
    pub least: u8,
    /// The most digits of a PIN.
    pub most: u8,
}

/// The result of a PIN.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PinOutcome {
    /// The same PIN must be typed again.
    Repeat,
    /// The two PINs differ: both are forgotten, and the pad begins again.
    Mismatch,
    /// The old PIN was right: the new one must be typed.
    New,
    /// The new PIN is too easy to guess; the pad is empty again.
    Weak {
        /// The rule that says so.
        rule: WeakPin,
    },
    /// The check digits of the PIN, for the user to compare.
    CheckDigits {
        /// The account.
        account: AccountKey,
        /// Two digits.
        digits: String,
    },
    /// The transfer that was made.
    Transfer {
        /// The transfer as it is shown.
        transfer: TransferView,
    },
    /// It is done: a device was given up, a PIN changed, an account removed or brought back.
    Done {
        /// The account.
        account: AccountKey,
    },
    /// The PIN was right, and proves the user for the change that it was typed for, within a minute.
    Proved {
        /// The account.
        account: AccountKey,
    },
    /// The account is bound.
    Bound {
        /// The account.
        account: AccountKey,
    },
    /// The PIN was right.
    Code {
        /// The current code.
        code: CodeView,
    },
    /// The PIN was right, and the account is Synced from now on.
    Synced {
        /// The account.
        account: AccountKey,
    },
    /// The PIN was wrong, the pad is empty again.
    Wrong {
        /// The tries that are left.
        pin: AttemptsView,
    },
    /// The PIN was not tried: it is too early, or the account is frozen.
    NoTry {
        /// How long to wait, or that the account is frozen.
        pin: AttemptsView,
    },
}

/// An account that was bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Bound {
    /// The account.
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
    /// A pair of digits is repeated.
    RepeatedPair,
    /// It is the account number or a part of it.
    AccountNumber,
    /// It is a date, such as a birthday.
    Date,
}
