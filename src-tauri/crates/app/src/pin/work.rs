//! Work that needs Argon2id. It runs without the session's lock, so that nothing else waits for it.

use lingpai_domain::{Account, AccountId, Pin};
use lingpai_vault::{CheckDigits, Cost, Counted, OpenedByPin, PinTrial, WrongPin};

use crate::fault::Fault;
use crate::pin::check_digits::check_digits;
use crate::pin::devices::Sealing;
use crate::pin::outcome::Outcome;
use crate::pin::steps::Then;
use crate::ports::anchor::Memory;

/// The next step for a PIN.
pub(crate) enum Next {
    /// Nothing: this is the outcome.
    Done(Outcome),
    /// Count a try, with the session locked.
    Count(Attempt),
    /// Have the keystore remember the count, with the session free for others.
    Remember(Box<Counted>, Attempt, Memory),
    /// Work, without the session's lock.
    Work(Work),
}

/// A PIN to be tried.
pub(crate) struct Attempt {
    pub(super) id: AccountId,
    pub(super) then: Then,
    pub(super) pin: Pin,
}

impl Attempt {
    /// Whose PIN it is.
    pub(crate) fn account(&self) -> AccountId {
        self.id
    }
}

/// Work on a PIN.
pub(crate) enum Work {
    /// Try it. The try has been counted.
    Try(Box<PinTrial>, Attempt),
    /// Make its check digits.
    CheckDigits(Box<Account>, Pin, WhosePin),
    /// Seal a secret under it for a further device.
    Seal(Box<Sealing>),
}

/// The PIN of which check digits are made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum WhosePin {
    /// A PIN that was right. A further device compares the digits.
    Own,
    /// A PIN that this device cannot check. The user compares the digits with the first device's.
    Typed,
}

/// Work that has been done.
pub(crate) enum Worked {
    Tried(Result<OpenedByPin, WrongPin>, Attempt),
    CheckDigits(AccountId, CheckDigits, Pin, WhosePin),
    /// With the text of the transfer.
    Sealed(Box<Sealing>, String),
}

impl Work {
    /// Whether it lets another device make the account's codes.
    pub(crate) fn hands_out(&self) -> bool {
        match self {
            Self::Seal(_) => true,
            Self::Try(..) | Self::CheckDigits(..) => false,
        }
    }

    /// Does the work. Takes as long as Argon2id.
    pub(crate) fn run(self, cost: Cost) -> Result<Worked, Fault> {
        match self {
            Self::Try(trial, attempt) => Ok(Worked::Tried(trial.run(&attempt.pin), attempt)),
            Self::CheckDigits(account, pin, whose) => {
                let digits = check_digits(&account, &pin, cost)?;
                Ok(Worked::CheckDigits(account.id, digits, pin, whose))
            }
            Self::Seal(sealing) => {
                let text = sealing.seal(cost)?.to_text();
                Ok(Worked::Sealed(sealing, text))
            }
        }
    }
}
