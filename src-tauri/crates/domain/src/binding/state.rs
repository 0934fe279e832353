//! The states of a binding.

use crate::attempts::Attempts;
use crate::devices::Devices;

/// How an account is bound on this device. An account that is not bound has no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// An ordinary account, without a PIN.
    Plain,
    /// The account's PIN was confirmed on this device.
    Synced(Role, PinGuard),
    /// The account's PIN was not confirmed on this device since the account was bound or restored here.
    Unsynced(Role, PinCheck, PinGuard),
}

/// Which of the account's devices this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The first device: the account's PIN was created here, and transfers for further devices are made here.
    Main(Devices),
    /// A further device: the account was bound on another device before.
    Sub,
}

impl Role {
    /// A first device without further devices.
    pub const MAIN: Self = Self::Main(Devices::ONE);
}

/// How this device can check the PIN of an Unsynced account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinCheck {
    /// The PIN opens the sealed secret of a transfer or of a restored vault.
    Opens,
    /// Nothing on this device can check the PIN. The user compares two check digits with the first device's.
    ByEye,
}

/// The wrong PINs of an account, and whether a PIN is under trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinGuard {
    /// No PIN is under trial.
    Resting(Attempts),
    /// A try has been counted, and its PIN has not been checked yet. If the program dies now, the try stays counted.
    Trying {
        /// The count without this try.
        before: Attempts,
        /// The count with this try.
        counted: Attempts,
    },
}

impl PinGuard {
    /// Gives the count of wrong PINs, with the one under trial.
    pub const fn attempts(self) -> Attempts {
        match self {
            Self::Resting(attempts) | Self::Trying { counted: attempts, .. } => attempts,
        }
    }
}

impl State {
    /// Gives the guard of the PIN. `None` for an ordinary account, which has no PIN.
    pub const fn guard(self) -> Option<PinGuard> {
        match self {
            Self::Plain => None,
            Self::Synced(_, guard) | Self::Unsynced(_, _, guard) => Some(guard),
        }
    }

    /// Gives which of the account's devices this is. `None` for an ordinary account.
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Plain => None,
            Self::Synced(role, _) | Self::Unsynced(role, _, _) => Some(role),
        }
    }

    /// Gives the same binding with these further devices. Only a Main account has further devices; another stays as it is.
    #[must_use]
    pub const fn with_devices(self, devices: Devices) -> Self {
        match self {
            Self::Synced(Role::Main(_), guard) => Self::Synced(Role::Main(devices), guard),
            Self::Unsynced(Role::Main(_), check, guard) => Self::Unsynced(Role::Main(devices), check, guard),
            Self::Plain | Self::Synced(Role::Sub, _) | Self::Unsynced(Role::Sub, ..) => self,
        }
    }

    /// Gives the same binding with another guard. An ordinary account stays as it is.
    #[must_use]
    pub const fn with_guard(self, guard: PinGuard) -> Self {
        match self {
            Self::Plain => Self::Plain,
            Self::Synced(role, _) => Self::Synced(role, guard),
            Self::Unsynced(role, check, _) => Self::Unsynced(role, check, guard),
        }
    }
}
