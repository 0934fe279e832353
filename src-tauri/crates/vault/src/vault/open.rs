use crate::format::file::{ParseFault, Parsed};
use crate::format::header::Header;
use crate::format::slot::Slot;
use crate::keys::{RootKey, VaultId};
use crate::store::folder::{Folder, FolderFault, Survey};
use crate::vault::Vault;
use crate::vault::access::Health;
use crate::vault::opened::Opened;
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

    /// Gives the ways to open the vault. A slot of the newest file that is damaged beyond its kind counts as what it is in
    /// an older file.
    pub fn ways(&self) -> Ways {
        let newest = &self.survey.newest.header;
        let strange: Vec<&Slot> = newest.slots.iter().filter(|slot| slot.kind().is_none()).collect();
        if strange.is_empty() {
            return Ways::of(newest);
        }
        let mut whole = newest.clone();
        for older in self.older() {
            let there = |slot: &Slot| whole.slots.iter().any(|other| other.kind() == slot.kind());
            let damaged = |slot: &&Slot| strange.iter().any(|other| resembles(&other.encode(), &slot.encode()));
            let found: Vec<Slot> = older.slots.iter().filter(|slot| !there(slot)).filter(damaged).cloned().collect();
            found.into_iter().for_each(|slot| whole.put(slot));
        }
        Ways::of(&whole)
    }

    /// Gives the folder, for a restore or a new vault. This vault stays locked.
    pub fn into_folder(self) -> Folder {
        self.folder
    }

    /// Opens the vault. `Err` gives the locked vault back.
    ///
    /// The newest file may be forged or damaged although its checksum is right. Where the way in is right, the newest
    /// older file is taken that it opens. Damaged files are moved into quarantine.
    pub fn unlock(mut self, way: WayIn<'_>) -> Result<Vault, (Self, UnlockFault)> {
        let root = match self.root(way) {
            Ok(root) => root,
            Err(fault) => return Err((self, fault)),
        };
        let (file, opened) = match self.newest_that_opens(way, &root) {
            Ok(found) => found,
            Err(fault) => return Err((self, fault)),
        };
        let Self { folder, survey: Survey { damaged, .. } } = self;
        // A file that cannot be moved stays where it is, and is reported.
        let quarantine_failed = folder.may_be_written() && folder.quarantine(&damaged).is_err();
        let health = Health { damaged: damaged.len(), quarantine_failed };
        Ok(Vault::opened(folder, file, opened, health))
    }

    /// Gives the root key that a way in opens: in the newest file, or where its slot is damaged there, in an older one.
    fn root(&self, way: WayIn<'_>) -> Result<RootKey, UnlockFault> {
        let newest = &self.survey.newest;
        let fault = match way.open(&newest.header) {
            Ok(root) => return Ok(root),
            Err(fault) => fault,
        };
        let there: Vec<Vec<u8>> = newest.header.slots.iter().map(Slot::encode).collect();
        let mut tried = Vec::new();
        for older in self.older() {
            let Some(slot) = older.slots.iter().find(|slot| slot.kind() == Some(way.kind())) else { continue };
            let slot = slot.encode();
            let damaged = there.iter().any(|other| resembles(other, &slot));
            if !damaged || tried.contains(&slot) {
                continue;
            }
            tried.push(slot);
            if let Ok(root) = way.open(&older) {
                // The newest file is whole under this key: the way in was changed since, and opens nothing any more.
                return if newest.open_with(&root).is_ok() { Err(fault) } else { Ok(root) };
            }
        }
        Err(fault)
    }

    /// Gives the headers of the older files of the same vault, the newest first.
    fn older(&self) -> impl Iterator<Item = Header> {
        let headers =
            self.survey.older.iter().filter_map(|older| self.folder.read(*older).ok()).map(|file| file.header);
        headers.filter(|header| header.vault == self.id())
    }

    fn newest_that_opens(&mut self, way: WayIn<'_>, root: &RootKey) -> Result<(Parsed, Opened), UnlockFault> {
        let fault = match Opened::with(&self.survey.newest, root) {
            Ok(opened) => return Ok((self.survey.newest.clone(), opened)),
            Err(fault) => fault,
        };
        if let ParseFault::Damaged(_) = fault {
            let mut damaged = vec![self.survey.newest.header.generation];
            // The slots that were tried, and what they opened. A file before a change of the ways in has another root key.
            let mut tried: Vec<(Vec<u8>, Option<RootKey>)> = Vec::new();
            for generation in &self.survey.older {
                let Ok(older) = self.folder.read(*generation) else {
                    damaged.push(*generation);
                    continue;
                };
                if older.header.vault == self.id()
                    && let Some(opened) = opened(&older, way, root, &mut tried)
                {
                    self.survey.damaged.append(&mut damaged);
                    return Ok((older, opened));
                }
                damaged.push(*generation);
            }
        }
        Err(fault.into())
    }
}

/// Opens an older file with the root key of the newest one, or with what its own slot gives. Each slot is tried once, because a
/// passphrase takes its time.
fn opened(
    older: &Parsed,
    way: WayIn<'_>,
    root: &RootKey,
    tried: &mut Vec<(Vec<u8>, Option<RootKey>)>,
) -> Option<Opened> {
    if let Ok(opened) = Opened::with(older, root) {
        return Some(opened);
    }
    let slot = older.header.slots.iter().find(|slot| slot.kind() == Some(way.kind()))?.encode();
    if !tried.iter().any(|(other, _)| *other == slot) {
        tried.push((slot.clone(), way.open(&older.header).ok()));
    }
    let (_, own) = tried.iter().find(|(other, _)| *other == slot)?;
    Opened::with(older, own.as_ref()?).ok()
}

/// Whether one slot is the other with some bytes damaged. A slot that was made anew has other random bytes throughout.
fn resembles(one: &[u8], other: &[u8]) -> bool {
    let differ = one.iter().zip(other).filter(|(one, other)| one != other).count();
    one.len() == other.len() && (1..=one.len() / 4).contains(&differ)
}
