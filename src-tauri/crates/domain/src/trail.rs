//! The audit trail: what happened to which account, and when. It holds no secret.

use crate::{Account, AccountNumber, Issuer, UnixTime};

/// One line of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it happened, by the wall clock.
    pub at: UnixTime,
    /// What happened.
    pub what: What,
    /// The account, under the name that it had then. `None` if the entry is about the whole vault.
    pub account: Option<Named>,
}

/// The name of an account. The account may be gone, or another one may have the same number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its issuer, if known.
    pub issuer: Option<Issuer>,
    /// Its number or name at the issuer.
    pub number: AccountNumber,
}

impl From<&Account> for Named {
    fn from(account: &Account) -> Self {
        Self { issuer: account.issuer.clone(), number: account.number.clone() }
    }
}

macro_rules! whats {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum What {
            $($(#[$doc])* $name,)*
        }

        impl What {
            /// Its number in files.
            pub const fn code(self) -> u8 {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// The kind with a number. `None` if there is none.
            pub const fn from_code(code: u8) -> Option<Self> {
                match code {
                    $($code => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

whats! {
    /// The account was bound.
    Bound = 1,
    /// It was Synced.
    Synced = 2,
    /// A wrong PIN was typed.
    WrongPin = 3,
    /// The tenth wrong PIN froze it.
    Frozen = 4,
    /// A new registration replaced the old binding.
    Replaced = 5,
    /// Its PIN was changed.
    PinChanged = 6,
    /// A transfer was made for a further device.
    HandedOut = 7,
    /// A further device was given up.
    GivenUp = 8,
    /// It was removed.
    Removed = 9,
    /// It was brought back from the trash.
    Restored = 10,
    /// A transfer or the trail was saved as a file.
    Exported = 11,
    /// A backup failed.
    BackupFailed = 12,
    /// The machine's clock went back or jumped.
    ClockJumped = 13,
    /// The user changed its fields.
    Edited = 14,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back() {
        for code in 0..=u8::MAX {
            let what = What::from_code(code);
            assert_eq!(what.is_some(), (1..=14).contains(&code));
            assert!(what.is_none_or(|what| what.code() == code));
        }
    }
}
