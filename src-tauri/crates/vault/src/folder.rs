use std::fs::TryLockError;
use std::io;
use std::path::{Path, PathBuf};

use crate::codec::Damage;
use crate::disk::{self, HeldLock};
use crate::file::{MAX_FILE_LEN, ParseFault, Parsed};

/// The folder of a vault: its generations, and the lock that this process holds on them as long as this lives.
pub struct Folder {
    path: PathBuf,
    _lock: HeldLock,
}

/// Why the folder is of no use.
#[derive(Debug, thiserror::Error)]
pub enum FolderFault {
    /// Another process holds the vault.
    #[error("another process holds the vault")]
    InUse,
    /// The folder or a file in it could not be read or written.
    #[error("the vault's folder: {0}")]
    Io(#[from] io::Error),
    /// What was written did not read back the same.
    #[error("the file just written does not read back the same")]
    WrittenBadly,
    /// There are files of a vault, and none is whole. The fault of the newest is told.
    #[error("no file of the vault is whole; the newest: {0}")]
    Damaged(Damage),
    /// A newer version of the program wrote the vault.
    #[error("a newer version of the program wrote the vault")]
    Newer,
}

/// Generations kept beside the newest.
const KEPT: usize = 4;
const LOCK: &str = "vault.lock";

impl Folder {
    /// Makes the folder if need be and takes its lock.
    pub fn open(path: &Path) -> Result<Self, FolderFault> {
        disk::make_folder(path)?;
        match disk::lock(&path.join(LOCK)) {
            Ok(lock) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(FolderFault::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// The newest generation that is whole, or nothing where there never was a vault.
    pub(crate) fn newest(&self) -> Result<Option<Parsed>, FolderFault> {
        let mut newest_damage = None;
        for generation in self.generations()?.into_iter().rev() {
            match self.read(generation) {
                Ok(parsed) => return Ok(Some(parsed)),
                Err(FolderFault::Damaged(damage)) => {
                    newest_damage.get_or_insert(damage);
                }
                // A newer version's file or one that cannot be read now is no reason to take an older state for true.
                Err(fault) => return Err(fault),
            }
        }
        newest_damage.map_or(Ok(None), |damage| Err(FolderFault::Damaged(damage)))
    }

    fn read(&self, generation: u64) -> Result<Parsed, FolderFault> {
        let parsed = Parsed::parse(disk::read_bounded(&self.file(generation), MAX_FILE_LEN)?);
        match parsed {
            // A file under another generation's name was put there by hand: an old state must not pass for the newest.
            Ok(parsed) if parsed.header.generation != generation => Err(FolderFault::Damaged(Damage::Header)),
            Ok(parsed) => Ok(parsed),
            Err(ParseFault::Damaged(damage)) => Err(FolderFault::Damaged(damage)),
            Err(ParseFault::Newer) => Err(FolderFault::Newer),
        }
    }

    /// The number for the next file: above every file there is, whole or not.
    pub(crate) fn next_generation(&self) -> Result<u64, FolderFault> {
        Ok(self.generations()?.last().map_or(1, |newest| newest + 1))
    }

    /// Writes a new generation beside the old ones, reads it back, and only then lets the oldest go.
    pub(crate) fn save(&self, generation: u64, bytes: &[u8]) -> Result<(), FolderFault> {
        let path = self.file(generation);
        let written = disk::write_new(&path, bytes)
            .and_then(|()| disk::sync_folder(&self.path))
            .and_then(|()| disk::read_bounded(&path, MAX_FILE_LEN));
        let fault = match written {
            Ok(read) if read == bytes => return self.let_old_ones_go(generation),
            Ok(_) => FolderFault::WrittenBadly,
            Err(error) => error.into(),
        };
        // The half-written file must not pass for the newest; if it cannot be removed either, its checksum tells.
        if let Err(error) = disk::remove(&path)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error.into());
        }
        Err(fault)
    }

    fn let_old_ones_go(&self, newest: u64) -> Result<(), FolderFault> {
        let mut whole = 0;
        for generation in self.generations()?.into_iter().rev().filter(|&generation| generation != newest) {
            // Only whole ones count and only whole ones go: a damaged file may still be of use to somebody.
            if self.read(generation).is_ok() {
                whole += 1;
                if whole >= KEPT {
                    disk::remove(&self.file(generation))?;
                }
            }
        }
        Ok(())
    }

    fn file(&self, generation: u64) -> PathBuf {
        self.path.join(format!("vault-{generation:010}.lingpai"))
    }

    /// The numbers of the files there are, ascending.
    fn generations(&self) -> Result<Vec<u64>, FolderFault> {
        let names = disk::names(&self.path)?;
        let number = |name: &String| name.strip_prefix("vault-")?.strip_suffix(".lingpai")?.parse().ok();
        let mut generations: Vec<u64> = names.iter().filter_map(number).collect();
        generations.sort_unstable();
        Ok(generations)
    }
}
