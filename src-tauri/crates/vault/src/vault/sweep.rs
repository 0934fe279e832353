//! Removes older states of the vault, which hold a secret that is to be gone or open in a way that was removed.

use lingpai_domain::Moment;

use crate::vault::Vault;
use crate::vault::fault::VaultFault;

impl Vault {
    /// Removes every older state: generations, damaged files, files that were put aside. That it is to be done is on disk
    /// first, so it goes on after a kill, or where a file cannot be removed now. Backups are the caller's to remove, until
    /// [`Vault::swept`].
    pub fn remove_older(&mut self, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            body.sweeps = true;
            Ok(())
        })?;
        // What cannot be removed now is still to be removed: `sweeps` says so, and the next start goes on.
        self.sweep().ok();
        Ok(())
    }

    /// Whether older states are to be removed, and nobody knows that all of them are gone.
    pub fn sweeps(&self) -> bool {
        self.body.sweeps
    }

    /// Removes the older states in the vault's own folder. May be called again.
    pub fn sweep(&mut self) -> Result<(), VaultFault> {
        self.writable()?;
        Ok(self.folder.forget_older(self.id(), self.generation())?)
    }

    /// Notes that every older state is gone, backups too. The next save says so.
    pub fn swept(&mut self) {
        self.used |= std::mem::take(&mut self.body.sweeps);
    }
}
