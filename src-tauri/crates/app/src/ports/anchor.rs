//! What the keystore remembers of the vault. It protects against an old file in place of the newest one.

use lingpai_domain::Moment;
use lingpai_vault::{AnchorText, Vault, VaultId};

use crate::ports::{Keystore, KeystoreFault};

/// Whether the keystore takes part in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Memory {
    /// It remembers every state.
    Answers,
    /// It failed at the start, and another way opened the vault. It is not called again, because it might ask the user
    /// each time.
    Silent,
}

impl Memory {
    /// Makes the keystore remember the state that is on disk.
    pub(crate) fn remember(self, vault: &mut Vault, keystore: &dyn Keystore, at: Moment) {
        vault.remember(|id, anchor| self.keep(keystore, id, anchor), at);
    }

    /// Stores an anchor in the keystore. `true` if that worked.
    pub(crate) fn keep(self, keystore: &dyn Keystore, id: VaultId, anchor: &AnchorText) -> bool {
        match self {
            Self::Answers => keystore.store_anchor(id, anchor).is_ok(),
            Self::Silent => false,
        }
    }
}

/// Compares a vault that has just been opened with what the keystore remembers of it.
pub(crate) fn check(vault: &mut Vault, keystore: &dyn Keystore) {
    if vault.ways().keystore.is_none() {
        return;
    }
    match keystore.load_anchor(vault.id()) {
        Ok(anchor) => drop(vault.check_anchor(Some(&anchor))),
        Err(KeystoreFault::NoEntry) => drop(vault.check_anchor(None)),
        // A keystore that fails says nothing about the file. The file's own count of wrong PINs applies.
        Err(_) => {}
    }
}

/// The anchor that the keystore remembers of a vault. `None` if there is none or the keystore fails.
pub(crate) fn remembered(vault: &Vault, keystore: &dyn Keystore) -> Option<AnchorText> {
    keystore.load_anchor(vault.id()).ok()
}
