//! Grave changes of the vault: whoever makes one proves first that he is the user.

/// A kind of grave change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grave {
    /// A passphrase is set, or a way into the vault is removed.
    Ways,
    /// A recovery kit is made.
    Kit,
    /// An earlier state or another vault takes the place of this one.
    Restore,
    /// The tenth wrong PIN erases the account's secret from now on, or no longer.
    Erase,
    /// Backups are made elsewhere, more or fewer are kept, or no more are made.
    Backups,
    /// Other time servers are asked, or none.
    Servers,
    /// Older states and backups are removed.
    Older,
}

impl Grave {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::Ways, Self::Kit, Self::Restore, Self::Erase, Self::Backups, Self::Servers, Self::Older];

    /// Its number in files.
    pub const fn code(self) -> u8 {
        match self {
            Self::Ways => 1,
            Self::Kit => 2,
            Self::Restore => 3,
            Self::Erase => 4,
            Self::Backups => 5,
            Self::Servers => 6,
            Self::Older => 7,
        }
    }

    /// The kind with a number. `None` if there is none.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|grave| grave.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_a_number_of_its_own() {
        for grave in Grave::ALL {
            assert_eq!(Grave::from_code(grave.code()), Some(grave));
        }
        assert_eq!([Grave::from_code(0), Grave::from_code(8)], [None, None]);
    }
}
