//! What the keystore remembers of the vault: the guard against an old file in the newest one's place.

use lingpai_vault::{AnchorText, Vault};

use crate::fault::Fault;
use crate::ports::KeystoreFault;
use crate::session::{Lingpai, Memory, Open};

impl Lingpai {
    /// Compares a vault that has just been opened with the keystore's memory.
    pub(crate) fn compare(&self, vault: &mut Vault) {
        if vault.ways().keystore.is_none() {
            return;
        }
        match self.ports.keystore.load_anchor(vault.id()) {
            Ok(anchor) => drop(vault.check_anchor(Some(&anchor))),
            Err(KeystoreFault::NoEntry) => drop(vault.check_anchor(None)),
            // A store that cannot be asked says nothing about the file; the file's own count of wrong PINs holds.
            Err(_) => {}
        }
    }

    /// Has the keystore remember the state that is on disk. A store that fails at this takes nothing away: what it
    /// remembers is older then, which a newer file never contradicts.
    pub(crate) fn remember(&self, open: &mut Open) {
        if open.memory == Memory::Silent
            || open.vault.ways().keystore.is_none()
            || self.ports.keystore.store_anchor(open.vault.id(), &open.vault.anchor()).is_err()
        {
            return;
        }
        // From now on a missing anchor is told. A vault that may not be changed was told about already.
        let at = open.moment(&self.ports);
        open.vault.set_anchored(true, at).ok();
    }

    /// Goes on with a vault that is older than what the keystore remembers, because the user says so.
    pub fn accept_older(&self) -> Result<(), Fault> {
        self.with_change(|open| {
            let remembered: Option<AnchorText> = self.ports.keystore.load_anchor(open.vault.id()).ok();
            let at = open.moment(&self.ports);
            open.vault.accept_older(remembered.as_ref(), at)?;
            open.close_what_is_over(at.steady);
            Ok(())
        })
    }
}
