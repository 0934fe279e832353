//! The ways into a vault, and why it stays locked.

use lingpai_domain::UnixTime;

use crate::damage::Damage;
use crate::format::file::ParseFault;
use crate::format::header::Header;
use crate::format::slot::{KeystoreName, SlotFault, SlotKind};
use crate::keys::kdf::KdfFault;
use crate::keys::kit::RecoveryKit;
use crate::keys::{DeviceKey, Passphrase, RootKey};

/// A way to open a vault.
#[derive(Clone, Copy)]
pub enum WayIn<'a> {
    /// The device key from the operating system's keystore.
    DeviceKey(&'a DeviceKey),
    /// The passphrase, or in a backup the passphrase for backups. Takes Argon2id's time and memory.
    Passphrase(&'a Passphrase),
    /// The recovery kit.
    Kit(&'a RecoveryKit),
}

impl WayIn<'_> {
    /// Gives the kind of slot that this opens.
    pub fn kind(&self) -> SlotKind {
        match self {
            Self::DeviceKey(_) => SlotKind::Keystore,
            Self::Passphrase(_) => SlotKind::Passphrase,
            Self::Kit(_) => SlotKind::Kit,
        }
    }

    pub(crate) fn open(&self, header: &Header) -> Result<RootKey, UnlockFault> {
        let vault = header.vault;
        let opened = match self {
            Self::DeviceKey(device) => header.keystore().map(|slot| slot.open(device, vault)),
            Self::Passphrase(passphrase) => {
                let own = header.passphrase().map(|slot| slot.open(passphrase, vault));
                own.or_else(|| header.backup().map(|slot| slot.open(passphrase, vault)))
            }
            Self::Kit(kit) => header.kit().map(|slot| slot.open(kit, vault)),
        };
        Ok(opened.ok_or(UnlockFault::NoSlot)??)
    }
}

/// The ways to open a vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// The keystore that holds the device key.
    pub keystore: Option<KeystoreName>,
    /// Whether there is a passphrase.
    pub passphrase: bool,
    /// Whether it is the passphrase for backups: the file is a backup, or the vault was restored from one.
    pub for_backups: bool,
    /// When the recovery kit was made.
    pub kit: Option<UnixTime>,
}

impl Ways {
    pub(crate) fn of(header: &Header) -> Self {
        Self {
            keystore: header.keystore().map(|slot| slot.name.clone()),
            passphrase: header.passphrase().is_some() || header.backup().is_some(),
            for_backups: header.backup().is_some(),
            kit: header.kit().map(|slot| slot.made_at),
        }
    }
}

/// Why a vault stays locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnlockFault {
    /// The vault has no slot of this kind.
    #[error("the vault does not open this way")]
    NoSlot,
    /// The key, the passphrase or the kit is wrong.
    #[error("the key or passphrase is another one")]
    Wrong,
    /// The key is right, and bytes were changed.
    #[error("the vault is damaged: {0}")]
    Damaged(Damage),
    /// A newer version of the program wrote it, in a form that this one cannot read.
    #[error("a newer version of the program wrote the vault")]
    Newer,
    /// It could not be checked.
    #[error(transparent)]
    Kdf(KdfFault),
}

impl From<SlotFault> for UnlockFault {
    fn from(fault: SlotFault) -> Self {
        match fault {
            SlotFault::Wrong => Self::Wrong,
            SlotFault::Damaged => Self::Damaged(Damage::Sealed),
            SlotFault::Kdf(fault) => Self::Kdf(fault),
        }
    }
}

impl From<ParseFault> for UnlockFault {
    fn from(fault: ParseFault) -> Self {
        match fault {
            ParseFault::Damaged(damage) => Self::Damaged(damage),
            ParseFault::Newer => Self::Newer,
        }
    }
}
