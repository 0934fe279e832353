//! Backups of an open vault.

use std::path::{Path, PathBuf};

use crate::format::settings::Keep;
use crate::store::backup::{BackupFault, BackupJob};
use crate::vault::Vault;

impl Vault {
    /// Gives everything that a backup of the state on disk needs. This needs no key, because the file is encrypted
    /// already.
    pub fn backup_job(&self) -> Result<BackupJob, BackupFault> {
        let source = self.folder.read(self.generation()).map_err(|_| BackupFault::Source)?;
        let tag = self.folder.backup_tag().map_err(|_| BackupFault::Source)?;
        let (disk, bytes) = (self.folder.shared_disk(), source.bytes().to_vec());
        Ok(BackupJob::new(disk, (self.id(), &tag), self.generation(), bytes, self.sweeps()))
    }

    /// Makes a backup at once: see [`BackupJob::run`].
    pub fn back_up(&self, folder: &Path, keep: Keep) -> Result<PathBuf, BackupFault> {
        self.backup_job()?.run(folder, keep)
    }
}
