use crate::format::body::Body;
use crate::format::file::{ParseFault, Parsed};
use crate::keys::{Derived, VaultId};
use crate::store::folder::{Folder, FolderFault, Survey};
use crate::vault::Vault;
use crate::vault::access::Health;
use crate::vault::way_in::{UnlockFault, WayIn, Ways};

/// A vault whose file was read and that is not open yet.
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

    /// Gives the vault's id, under which a keystore holds its key.
    pub fn id(&self) -> VaultId {
        self.survey.newest.header.vault
    }

    /// Gives the ways to open the vault.
    pub fn ways(&self) -> Ways {
        Ways::of(&self.survey.newest.header)
    }

    /// Gives the folder, for a restore or a new vault. This vault stays locked.
    pub fn into_folder(self) -> Folder {
        self.folder
    }

    /// Opens the vault. `Err` gives the locked vault back.
    ///
    /// The newest file may be forged or damaged although its checksum is right. Where the way in is right, the newest
    /// older file is taken that the same keys verify. Damaged files are moved into quarantine.
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
        // A file that cannot be moved stays where it is, and is reported.
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
