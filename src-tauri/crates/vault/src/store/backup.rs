//! Copies of the vault in a folder that the user picked: the same encrypted file under another name.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::format::file::MAX_FILE_LEN;
use crate::format::settings::Keep;
use crate::keys::VaultId;
use crate::store::disk::{Disk, write_new};

/// Why a copy could not be made. The vault itself is whole.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// The folder is not there, is full or may not be written.
    #[error("the backup folder: {0}")]
    Io(#[from] io::Error),
    /// The copy did not read back as a vault that opens.
    #[error("the copy just written does not read back")]
    WrittenBadly,
    /// The vault's own file could not be read to be copied.
    #[error("the vault's file could not be read to be copied")]
    Source,
}

/// The state that is on disk, ready to be copied without the vault: slow folders hold nobody up.
pub struct BackupJob {
    disk: Arc<dyn Disk>,
    bytes: Vec<u8>,
    prefix: String,
    generation: u64,
}

impl BackupJob {
    /// Takes the bytes of a vault's file of a generation.
    pub(crate) fn new(disk: Arc<dyn Disk>, vault: VaultId, generation: u64, bytes: Vec<u8>) -> Self {
        // `lingpai-backup-` and the vault's first four bytes, so that two vaults may share a folder; then the generation.
        let prefix = format!("lingpai-backup-{}-", &vault.to_string()[..8]);
        Self { disk, bytes, prefix, generation }
    }

    /// The file's bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Copies into `folder` as a new file, reads it back, and only then removes this vault's oldest copies beyond
    /// `keep`. A copy of this very state that is there already is read back again.
    ///
    /// The bytes were verified with the vault's keys when they were saved, so a copy that is equal opens.
    pub fn run(&self, folder: &Path, keep: Keep) -> Result<PathBuf, BackupFault> {
        let path = folder.join(self.name(self.generation));
        match write_new(&*self.disk, &path, &self.bytes) {
            Ok(()) => self.disk.sync_folder(folder)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => {
                // A copy that was cut short is none; what cannot be removed fails its checksum.
                self.disk.remove(&path).ok();
                return Err(error.into());
            }
        }
        if self.disk.read(&path, MAX_FILE_LEN)? != self.bytes {
            return Err(BackupFault::WrittenBadly);
        }
        let names = self.disk.names(folder)?;
        let mut ours: Vec<u64> = names.iter().filter_map(|name| self.copied_generation(name)).collect();
        ours.sort_unstable_by(|a, b| b.cmp(a));
        for old in ours.into_iter().filter(|old| *old <= self.generation).skip(usize::from(keep.get())) {
            self.disk.remove(&folder.join(self.name(old)))?;
        }
        Ok(path)
    }

    fn name(&self, generation: u64) -> String {
        format!("{}{generation:010}.lingpai", self.prefix)
    }

    fn copied_generation(&self, name: &str) -> Option<u64> {
        let generation = name.strip_prefix(&self.prefix)?.strip_suffix(".lingpai")?.parse().ok()?;
        // A like name that this program did not give is somebody's own copy.
        (self.name(generation) == name).then_some(generation)
    }
}
