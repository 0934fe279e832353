//! The states of a binding.

use crate::attempts::Attempts;
use crate::devices::Devices;

/// How an account is bound on this device. What is stored holds only bound accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// An ordinary account: no PIN.
    Plain,
    /// This device has had the account's PIN confirmed.
    Synced(Role, PinGuard),
    /// This device has not had the account's PIN confirmed since it was bound or restored here.
    Unsynced(Role, PinCheck, PinGuard),
}

/// Which of the account's devices this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Bound on this device first: its PIN was created here, and it hands out the further devices.
    Main(Devices),
    /// Bound here after another device.
    Sub,
}

impl Role {
    /// The first device, with no further one yet.
    pub const MAIN: Self = Self::Main(Devices::ONE);
}

/// How this device can check the PIN of an Unsynced account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinCheck {
    /// It opens the sealed secret: of a transfer, or of a vault that was restored.
    Opens,
    /// Nothing here can tell: the user compares two check digits with the first device's.
    ByEye,
}

/// Where the PIN of an account stands between it and its codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinGuard {
    /// Nobody is trying a PIN.
    Resting(Attempts),
    /// A try has been counted; its PIN has not been judged yet. A program that dies here finds the try counted.
    Trying {
        /// The count without this try.
        before: Attempts,
        /// The count with this try in it.
        counted: Attempts,
    },
}

impl PinGuard {
    /// The wrong PINs counted, the one under trial among them.
    pub const fn attempts(self) -> Attempts {
        match self {
            Self::Resting(attempts) | Self::Trying { counted: attempts, .. } => attempts,
        }
    }
}

impl State {
    /// What guards the PIN; an ordinary account has none.
    pub const fn guard(self) -> Option<PinGuard> {
        match self {
            Self::Plain => None,
            Self::Synced(_, guard) | Self::Unsynced(_, _, guard) => Some(guard),
        }
    }

    /// Which of the account's devices this is; an ordinary account has none.
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Plain => None,
            Self::Synced(role, _) | Self::Unsynced(role, _, _) => Some(role),
        }
    }

    /// The same binding with these further devices; only a Main has any.
    #[must_use]
    pub const fn with_devices(self, devices: Devices) -> Self {
        match self {
            Self::Synced(Role::Main(_), guard) => Self::Synced(Role::Main(devices), guard),
            Self::Unsynced(Role::Main(_), check, guard) => Self::Unsynced(Role::Main(devices), check, guard),
            Self::Plain | Self::Synced(Role::Sub, _) | Self::Unsynced(Role::Sub, ..) => self,
        }
    }

    /// The same binding with another guard; an ordinary account stays as it is.
    #[must_use]
    pub const fn with_guard(self, guard: PinGuard) -> Self {
        match self {
            Self::Plain => Self::Plain,
            Self::Synced(role, _) => Self::Synced(role, guard),
            Self::Unsynced(role, check, _) => Self::Unsynced(role, check, guard),
        }
    }
}
