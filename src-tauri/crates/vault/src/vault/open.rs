use lingpai_domain::UnixTime;

use crate::format::body::Body;
use crate::format::codec::Damage;
use crate::format::file::{ParseFault, Parsed};
use crate::format::header::{Header, SlotKind};
use crate::format::slot::{KeystoreName, SlotFault};
use crate::keys::kdf::KdfFault;
use crate::keys::kit::RecoveryKit;
use crate::keys::{Derived, DeviceKey, Passphrase, RootKey, VaultId};
use crate::store::folder::{Folder, FolderFault, Survey};
use crate::vault::{Health, Vault};

/// What opens a vault.
#[derive(Clone, Copy)]
pub enum WayIn<'a> {
    /// The device key from the operating system's keystore.
    DeviceKey(&'a DeviceKey),
    /// The passphrase. Takes Argon2id's time and memory.
    Passphrase(&'a Passphrase),
    /// The recovery kit.
    Kit(&'a RecoveryKit),
}

impl WayIn<'_> {
    /// The slot it goes through.
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
            Self::Passphrase(passphrase) => header.passphrase().map(|slot| slot.open(passphrase, vault)),
            Self::Kit(kit) => header.kit().map(|slot| slot.open(kit, vault)),
        };
        Ok(opened.ok_or(UnlockFault::NoSlot)??)
    }
}

/// Which ways in a vault has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// The keystore that holds the device key.
    pub keystore: Option<KeystoreName>,
    /// Whether there is a passphrase.
    pub passphrase: bool,
    /// When the recovery kit was made.
    pub kit: Option<UnixTime>,
}

impl Ways {
    pub(crate) fn of(header: &Header) -> Self {
        Self {
            keystore: header.keystore().map(|slot| slot.name.clone()),
            passphrase: header.passphrase().is_some(),
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
    /// It is another key, passphrase or kit.
    #[error("the key or passphrase is another one")]
    Wrong,
    /// The right key, over changed bytes.
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

/// A vault whose file has been read and whose keys are not known yet.
pub struct Locked {
    folder: Folder,
    survey: Survey,
}

impl Locked {
    /// Reads the newest whole file of a folder. `Err` gives the folder back where there is no vault.
    pub fn read(folder: Folder) -> Result<Result<Self, Folder>, FolderFault> {
        Ok(match folder.survey()? {
            Some(survey) => Ok(Self { folder, survey }),
            None => Err(folder),
        })
    }

    /// The vault's name for good, under which its keys lie in a keystore.
    pub fn id(&self) -> VaultId {
        self.survey.newest.header.vault
    }

    /// How the vault opens.
    pub fn ways(&self) -> Ways {
        Ways::of(&self.survey.newest.header)
    }

    /// The folder, for a restore or a new beginning; the vault stays locked.
    pub fn into_folder(self) -> Folder {
        self.folder
    }

    /// Opens the vault. A fault gives the locked vault back.
    ///
    /// Where the way in is right and the newest file turns out to be forged or damaged behind a good checksum, the
    /// newest older one that the same keys verify is taken. What is damaged goes to quarantine.
    pub fn unlock(mut self, way: WayIn<'_>) -> Result<Vault, (Self, UnlockFault)> {
        let root = match way.open(&self.survey.newest.header) {
            Ok(root) => root,
            Err(fault) => return Err((self, fault)),
        };
        let keys = root.derive_all(self.id());
        drop(root);
        let (file, body) = match self.newest_that_opens(&keys) {
            Ok(found) => found,
            Err(fault) => return Err((self, fault)),
        };
        let Self { folder, survey: Survey { damaged, .. } } = self;
        // What cannot be moved stays where it is; it is told all the same.
        let quarantine_failed = folder.may_be_written() && folder.quarantine(&damaged).is_err();
        let health = Health { damaged: damaged.len(), quarantine_failed };
        Ok(Vault::opened(folder, file, body, keys, health))
    }

    fn newest_that_opens(&mut self, keys: &Derived) -> Result<(Parsed, Body), UnlockFault> {
        let fault = match self.survey.newest.open(keys) {
            Ok(body) => return Ok((self.survey.newest.clone(), body)),
            Err(fault) => fault,
        };
        if let ParseFault::Damaged(_) = fault {
            let mut damaged = vec![self.survey.newest.header.generation];
            for generation in &self.survey.older {
                let Ok(older) = self.folder.read(*generation) else {
                    damaged.push(*generation);
                    continue;
                };
                if older.header.vault == self.id()
                    && let Ok(body) = older.open(keys)
                {
                    self.survey.damaged.append(&mut damaged);
                    return Ok((older, body));
                }
                damaged.push(*generation);
            }
        }
        Err(fault.into())
    }
}
