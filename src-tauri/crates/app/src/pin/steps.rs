//! The PIN pad: its purpose, its step, and the digits so far.

use lingpai_domain::devices::DeviceSlot;
use lingpai_domain::{AccountId, DeviceName, Grave, Pin, PinEntry};
use lingpai_vault::Reopened;

/// The window in which a PIN pad is open. No other window may type on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PadWindow {
    /// The main window.
    Main,
    /// The strip, for codes only.
    Strip,
}

/// The purpose of a PIN pad.
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
    /// To give up a further device.
    GiveUp(AccountId, DeviceSlot),
    /// To change the PIN of a Main account.
    Change(AccountId),
    /// To remove a PIN account.
    Remove(AccountId),
    /// To bring a PIN account back from the trash.
    Restore(AccountId),
    /// To prove the user for a grave change.
    Prove(AccountId, Grave),
}

/// A PIN pad with the digits so far. Only their count ever leaves it.
pub(super) struct Pad {
    pub(super) window: PadWindow,
    pub(super) entry: PinEntry,
    pub(super) step: PadStep,
}

impl Pad {
    pub(super) fn new(window: PadWindow, step: PadStep) -> Self {
        Self { window, entry: PinEntry::new(), step }
    }
}

/// The kind of PIN that is typed next.
pub(super) enum PadStep {
    /// A new PIN, for the first time.
    New(NewPin),
    /// The same new PIN again.
    Repeat { of: NewPin, first: Pin },
    /// A PIN that this device can check.
    Try(AccountId, Then),
    /// A PIN that this device cannot check.
    ByEye(AccountId),
    /// That PIN again.
    ByEyeRepeat { account: AccountId, first: Pin },
}

/// What a new PIN is for.
pub(super) enum NewPin {
    /// The registration that waits for agreement.
    Bind,
    /// An account whose secret the old PIN or the recovery kit has opened.
    Change(Box<Reopened>),
}

/// The next action after a right PIN.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Then {
    ShowOrSync,
    CheckDigits,
    HandOut(DeviceName),
    GiveUp(DeviceSlot),
    Change,
    Remove,
    Restore,
    Prove(Grave),
}
