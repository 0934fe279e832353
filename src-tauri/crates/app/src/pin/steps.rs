//! The PIN pad: what it is open for, and the digits so far.

use lingpai_domain::devices::DeviceSlot;
use lingpai_domain::{AccountId, DeviceName, Pin, PinEntry};
use lingpai_vault::Reopened;

/// What a PIN is typed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PadPurpose {
    /// To create the PIN of the registration that waits for agreement.
    Create,
    /// To show a code of an account, or to sync it.
    Code(AccountId),
    /// To show the check digits of a Main account.
    CheckDigits(AccountId),
    /// To make a transfer for a further device of this name.
    HandOut(AccountId, DeviceName),
    /// To give a further device up.
    GiveUp(AccountId, DeviceSlot),
    /// To change the PIN of a Main account.
    Change(AccountId),
    /// To remove a PIN account.
    Remove(AccountId),
    /// To bring a PIN account back from the trash.
    Restore(AccountId),
}

/// A PIN pad: the digits so far, of which only the count ever leaves it.
pub(super) struct Pad {
    pub(super) entry: PinEntry,
    pub(super) step: PadStep,
}

impl Pad {
    pub(super) fn new(step: PadStep) -> Self {
        Self { entry: PinEntry::new(), step }
    }
}

/// What the next PIN is.
pub(super) enum PadStep {
    /// A new PIN, for the first time.
    New(NewPin),
    /// The same again.
    Repeat { of: NewPin, first: Pin },
    /// A PIN that can be checked.
    Try(AccountId, Then),
    /// A PIN that cannot be checked here.
    ByEye(AccountId),
    /// The same again.
    ByEyeRepeat { account: AccountId, first: Pin },
}

/// What a new PIN is for.
pub(super) enum NewPin {
    /// The registration that waits for agreement.
    Bind,
    /// An account whose secret the old PIN or the recovery kit has opened.
    Change(Box<Reopened>),
}

/// What is done once the PIN was right.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Then {
    ShowOrSync,
    CheckDigits,
    HandOut(DeviceName),
    GiveUp(DeviceSlot),
    Change,
    Remove,
    Restore,
}
