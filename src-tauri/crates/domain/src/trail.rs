//! The audit trail: what happened to which account or to the vault, and when. It holds no secret.

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
    /// For [`What::VaultRestored`], when the state was saved that a restore brought back.
    pub state: Option<UnixTime>,
}

impl Entry {
    /// A line about the whole vault.
    pub fn of_vault(at: UnixTime, what: What) -> Self {
        Self { at, what, account: None, state: None }
    }

    /// A line about an account.
    pub fn of_account(at: UnixTime, what: What, account: impl Into<Named>) -> Self {
        Self { at, what, account: Some(account.into()), state: None }
    }
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
    /// A passphrase became a way into the vault.
    PassphraseAdded = 15,
    /// Another passphrase took the place of the one before.
    PassphraseChanged = 16,
    /// The passphrase was removed.
    PassphraseRemoved = 17,
    /// A new key was put into the keystore.
    KeystoreRenewed = 18,
    /// The keystore was removed as a way in.
    KeystoreRemoved = 19,
    /// A recovery kit became a way in.
    KitMade = 20,
    /// A new recovery kit ended the one before.
    KitReplaced = 21,
    /// The recovery kit was removed.
    KitRemoved = 22,
    /// An earlier state, or another vault, took the place of the vault.
    VaultRestored = 23,
    /// A restore brought an older PIN of the account back.
    OldPinBack = 24,
    /// From now on the tenth wrong PIN erases the account's secret.
    EraseOn = 25,
    /// The tenth wrong PIN erases nothing any more.
    EraseOff = 26,
    /// The tenth wrong PIN erased the account's secret.
    Erased = 27,
    /// The folder of the backups, or their number, was set.
    BackupsSet = 28,
    /// No more backups are made.
    BackupsEnded = 29,
    /// The list of time servers was changed, or asking them was switched.
    TimeServersSet = 30,
    /// Older states and backups were removed.
    OlderRemoved = 31,
    /// The user went on with a state that the keystore did not bear out.
    DoubtAccepted = 32,
    /// Somebody asked for a grave change where nothing could prove the user. It is allowed after a day.
    ChangeAsked = 33,
    /// Such a change was taken back.
    ChangeTakenBack = 34,
    /// A passphrase was set that opens backups alone.
    BackupPassphraseSet = 35,
}

impl What {
    /// Whether it changes who can open the vault, what it protects or what it remembers. The next unlock tells of it.
    pub const fn concerns_the_vault(self) -> bool {
        match self {
            Self::Bound
            | Self::Synced
            | Self::WrongPin
            | Self::Frozen
            | Self::Replaced
            | Self::PinChanged
            | Self::HandedOut
            | Self::GivenUp
            | Self::Removed
            | Self::Restored
            | Self::Exported
            | Self::BackupFailed
            | Self::ClockJumped
            | Self::Edited => false,
            Self::PassphraseAdded
            | Self::PassphraseChanged
            | Self::PassphraseRemoved
            | Self::KeystoreRenewed
            | Self::KeystoreRemoved
            | Self::KitMade
            | Self::KitReplaced
            | Self::KitRemoved
            | Self::VaultRestored
            | Self::OldPinBack
            | Self::EraseOn
            | Self::EraseOff
            | Self::Erased
            | Self::BackupsSet
            | Self::BackupsEnded
            | Self::TimeServersSet
            | Self::OlderRemoved
            | Self::DoubtAccepted
            | Self::ChangeAsked
            | Self::ChangeTakenBack
            | Self::BackupPassphraseSet => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back() {
        for code in 0..=u8::MAX {
            let what = What::from_code(code);
            assert_eq!(what.is_some(), (1..=35).contains(&code));
            assert!(what.is_none_or(|what| what.code() == code));
        }
    }
}
