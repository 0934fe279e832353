//! Why the table refuses an event.

use crate::attempts::NoTry;
use crate::devices::NoDevice;

/// Why the table refuses an event. Nothing changes then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The account is bound on this device.
    #[error("the account is already bound on this device")]
    AlreadyBound,
    /// The account is not bound on this device.
    #[error("the account is not bound on this device")]
    NotBound,
    /// A code of this account needs its PIN.
    #[error("the account's PIN is needed")]
    PinNeeded,
    /// The account has no PIN.
    #[error("the account has no PIN")]
    NoPin,
    /// No PIN is under trial, so no result can be settled.
    #[error("no PIN is under trial")]
    NoTrial,
    /// A PIN is under trial already.
    #[error("a PIN is being checked already")]
    Trying,
    /// No PIN may be tried now.
    #[error(transparent)]
    NoTry(NoTry),
    /// The account is Unsynced: its PIN must be confirmed first.
    #[error("the account is not synced: the first device's PIN is needed")]
    Unsynced,
    /// The account's PIN can be checked here, so nothing is compared by eye.
    #[error("the account's PIN is checked here, not compared by eye")]
    NotByEye,
    /// The account's PIN cannot be checked here, only compared by eye.
    #[error("the account's PIN cannot be checked here, only compared by eye")]
    OnlyByEye,
    /// Only the account's first device can do that.
    #[error("only the account's first device does that")]
    NotMain,
    /// The account is frozen: a new registration or the recovery kit opens it.
    #[error("the account is frozen")]
    Frozen,
    /// The device does not exist, or there is no room for another one.
    #[error(transparent)]
    NoDevice(#[from] NoDevice),
}
