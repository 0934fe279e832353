//! The outcome of a PIN, as the user is told it.

use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::State;
use lingpai_domain::devices::DeviceSlot;
use lingpai_domain::{AccountId, UnixTime, WeakPin};
use lingpai_vault::CheckDigits;

use crate::codes::ShownCode;

/// The outcome of a PIN.
pub enum Outcome {
    /// The same PIN must be typed again.
    Repeat,
    /// The two PINs differ. The pad begins again.
    Mismatch,
    /// The old PIN was right. The new one must be typed.
    New,
    /// The new PIN is too easy to guess. The pad is empty again.
    Weak(WeakPin),
    /// The account is bound.
    Bound(AccountId),
    /// The PIN was right.
    Code(ShownCode),
    /// The PIN was right, and the account is Synced from now on.
    Synced(AccountId),
    /// The check digits, for comparing by eye.
    CheckDigits(AccountId, CheckDigits),
    /// The transfer that was made.
    Transfer(ShownTransfer),
    /// The action is done.
    Done(AccountId),
    /// The PIN was right, and proves the user for the change that it was typed for.
    Proved(AccountId),
    /// The PIN was wrong.
    Wrong(AttemptsAt),
    /// The PIN was not tried: it is too early, or the account is frozen.
    NoTry(AttemptsAt),
}

/// An account's count of wrong PINs, with the time at which it was read: together they say whether a PIN may be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptsAt {
    /// The count of wrong PINs.
    pub attempts: Attempts,
    /// When it was read, by the clock for waits.
    pub now: UnixTime,
}

impl AttemptsAt {
    /// The count of an account. `None` if it has no PIN.
    pub fn of(binding: State, now: UnixTime) -> Option<Self> {
        binding.guard().map(|guard| Self { attempts: guard.attempts(), now })
    }
}

/// A transfer while it is shown. Its secret is sealed under the account's PIN.
#[derive(Clone)]
pub struct ShownTransfer {
    /// Its account.
    pub account: AccountId,
    /// The number that the new device gets.
    pub slot: DeviceSlot,
    /// When it expires.
    pub expires: UnixTime,
    /// The text of its QR code.
    pub text: String,
}
