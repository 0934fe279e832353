//! Backups of an open vault.

use std::path::{Path, PathBuf};

use lingpai_domain::Moment;

use crate::format::settings::Keep;
use crate::keys::Passphrase;
use crate::keys::backup::BackupPassphrase;
use crate::keys::kdf::Cost;
use crate::store::backup::{BackupFault, BackupJob};
use crate::vault::Vault;
use crate::vault::authorization::Authorization;
use crate::vault::backup_keys::BackupKeys;
use crate::vault::fault::VaultFault;

impl Vault {
    /// Sets the passphrase that opens backups from now on. Backups that were made before open with the one before.
    pub fn set_backup_passphrase(
        &mut self,
        proof: &Authorization,
        passphrase: &Passphrase,
        cost: Cost,
        at: Moment,
    ) -> Result<(), VaultFault> {
        self.may_change(proof)?;
        let made = BackupPassphrase::make(passphrase, self.id(), cost).map_err(VaultFault::from);
        let public = made.and_then(|made| Ok(made?)).inspect_err(|_| self.drop_notes())?;
        self.change(at, |_, body, _| {
            body.settings.backup_passphrase = Some(public);
            Ok(())
        })?;
        self.backups = BackupKeys::of(proof.root(), &self.header, &self.body);
        Ok(())
    }

    /// Gives everything that a backup of the present state needs.
    pub fn backup_job(&self) -> Result<BackupJob, BackupFault> {
        let bytes = self.backups.as_ref().ok_or(BackupFault::Closed)?.encode(&self.header, &self.body)?;
        let tag = self.folder.backup_tag().map_err(|_| BackupFault::Source)?;
        BackupJob::new(self.folder.shared_disk(), &tag, bytes, self.sweeps())
    }

    /// Makes a backup at once: see [`BackupJob::run`].
    pub fn back_up(&self, folder: &Path, keep: Keep) -> Result<PathBuf, BackupFault> {
        self.backup_job()?.run(folder, keep)
    }
}
