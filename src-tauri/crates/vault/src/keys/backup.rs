//! The passphrase that opens backups alone. Backups are made without it: its public half is enough.

use std::fmt;

use crate::keys::entropy::{NoEntropy, make_bytes};
use crate::keys::kdf::{Cost, KdfFault, derive_stretched};
use crate::keys::kit::{KitRecipient, RecoveryKit};
use crate::keys::{Passphrase, VaultId};

/// The public half of the passphrase for backups. Keys can be sealed for it, and it opens nothing.
///
/// Argon2id makes an X25519 identity of the passphrase. The recipient distinguishes a wrong passphrase from damaged bytes, and
/// a guess at the passphrase costs one Argon2id, as with any other.
#[derive(Clone, PartialEq, Eq)]
pub struct BackupPassphrase {
    pub(crate) cost: Cost,
    pub(crate) salt: [u8; 16],
    pub(crate) recipient: KitRecipient,
}

impl fmt::Debug for BackupPassphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BackupPassphrase({})", self.recipient.text())
    }
}

impl BackupPassphrase {
    /// Makes the public half of a new passphrase. Takes Argon2id's time and memory.
    pub(crate) fn make(
        passphrase: &Passphrase,
        vault: VaultId,
        cost: Cost,
    ) -> Result<Result<Self, KdfFault>, NoEntropy> {
        let salt = make_bytes()?;
        Ok(identity(passphrase, &salt, vault, cost).map(|own| Self { cost, salt, recipient: own.recipient() }))
    }

    /// Gives the private half. `None` where the passphrase is another one. Takes Argon2id's time and memory.
    pub(crate) fn private(&self, passphrase: &Passphrase, vault: VaultId) -> Result<Option<RecoveryKit>, KdfFault> {
        let own = identity(passphrase, &self.salt, vault, self.cost)?;
        Ok((own.recipient() == self.recipient).then_some(own))
    }
}

fn identity(passphrase: &Passphrase, salt: &[u8; 16], vault: VaultId, cost: Cost) -> Result<RecoveryKit, KdfFault> {
    let context = [b"lingpai/1 backup passphrase\0", &vault.0[..]].concat();
    // EXPOSE: the passphrase is Argon2id's input.
    let stretched = derive_stretched(passphrase.expose(), salt, None, &context, cost)?;
    Ok(RecoveryKit::of_key(&stretched.key))
}
