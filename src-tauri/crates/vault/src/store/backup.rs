//! Backups of the vault in a folder that the user chose: the same encrypted file under another name.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::format::file::MAX_FILE_LEN;
use crate::format::settings::Keep;
use crate::keys::VaultId;
use crate::store::disk::{Disk, write_new};

/// Why a backup could not be made. The vault itself is whole.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// The folder is missing or full, or may not be written.
    #[error("the backup folder: {0}")]
    Io(#[from] io::Error),
    /// The backup did not read back as the same bytes.
    #[error("the copy just written does not read back")]
    WrittenBadly,
    /// The vault's own file could not be read.
    #[error("the vault's file could not be read to be copied")]
    Source,
}

/// Everything that a backup needs. It can be written without the vault, so a slow folder blocks nothing else.
pub struct BackupJob {
    disk: Arc<dyn Disk>,
    bytes: Vec<u8>,
    prefix: String,
    vault: VaultId,
    generation: u64,
    /// Whether every older backup is to be removed.
    sweeps: bool,
}

impl BackupJob {
    /// Makes a job of the file of a generation. `tag` is that of the vault's folder.
    pub(crate) fn new(
        disk: Arc<dyn Disk>,
        (vault, tag): (VaultId, &str),
        generation: u64,
        bytes: Vec<u8>,
        sweeps: bool,
    ) -> Self {
        // The name has the vault's first four bytes, so that two vaults may share a folder, and the tag, so that the same
        // vault on two machines may. The generation follows.
        let prefix = format!("lingpai-backup-{}-{tag}-", &vault.to_string()[..8]);
        Self { disk, bytes, prefix, vault, generation, sweeps }
    }

    /// Whether [`BackupJob::run`] removes every older backup.
    pub fn sweeps(&self) -> bool {
        self.sweeps
    }

    /// Gives the vault, and the generation that is backed up.
    pub fn state(&self) -> (VaultId, u64) {
        (self.vault, self.generation)
    }

    /// Gives the bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Writes a new file into `folder` and reads it back. It gets its name only when it is whole. Only then are this
    /// machine's oldest backups of the vault removed, so that `keep` are left, or this one alone where the vault has something
    /// in them that must be gone. Where the backup of this generation exists already, it is read back.
    ///
    /// The bytes were verified with the vault's keys when they were saved, so an equal backup can be opened.
    pub fn run(&self, folder: &Path, keep: Keep) -> Result<PathBuf, BackupFault> {
        let names = self.disk.names(folder)?;
        let name = self.name(self.generation);
        let path = folder.join(&name);
        if names.contains(&name) {
            self.check(&path)?;
        } else {
            self.write(folder, &path)?;
        }
        let mut ours: Vec<u64> = names.iter().filter_map(|name| self.copied_generation(name)).collect();
        ours.retain(|old| *old < self.generation);
        ours.sort_unstable_by(|a, b| b.cmp(a));
        let keep = if self.sweeps { 1 } else { usize::from(keep.get()) };
        // The new one is kept as well.
        for old in ours.into_iter().skip(keep - 1) {
            self.disk.remove(&folder.join(self.name(old)))?;
        }
        Ok(path)
    }

    /// Writes the backup under another name first. If the program or the drive goes away meanwhile, no incomplete file has
    /// the name of a backup.
    fn write(&self, folder: &Path, path: &Path) -> Result<(), BackupFault> {
        let part = folder.join(format!("{}part", self.prefix));
        match self.disk.remove(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
        let written = write_new(&*self.disk, &part, &self.bytes)
            .map_err(BackupFault::from)
            .and_then(|()| self.check(&part))
            .and_then(|()| Ok(self.disk.rename(&part, path)?));
        if written.is_err() {
            // Where this fails too, the next backup removes it.
            self.disk.remove(&part).ok();
        }
        written?;
        Ok(self.disk.sync_folder(folder)?)
    }

    fn check(&self, path: &Path) -> Result<(), BackupFault> {
        if self.disk.read(path, MAX_FILE_LEN)? == self.bytes { Ok(()) } else { Err(BackupFault::WrittenBadly) }
    }

    fn name(&self, generation: u64) -> String {
        format!("{}{generation:010}.lingpai", self.prefix)
    }

    fn copied_generation(&self, name: &str) -> Option<u64> {
        let generation = name.strip_prefix(&self.prefix)?.strip_suffix(".lingpai")?.parse().ok()?;
        // This program did not give a name that is written differently: the file belongs to somebody else.
        (self.name(generation) == name).then_some(generation)
    }
}
