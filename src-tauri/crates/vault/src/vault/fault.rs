//! Why a vault could not be made or changed.

use crate::damage::Damage;
use crate::format::slot::SlotKind;
use crate::keys::entropy::NoEntropy;
use crate::keys::kdf::KdfFault;
use crate::store::folder::FolderFault;
use crate::vault::access::ReadOnly;
use crate::vault::way_in::UnlockFault;

/// Why a vault could not be made or changed. Nothing of the change is kept, in memory or on disk.
#[derive(Debug, thiserror::Error)]
pub enum VaultFault {
    /// The folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderFault),
    /// The system gave no random bytes.
    #[error(transparent)]
    NoEntropy(#[from] NoEntropy),
    /// Argon2id failed.
    #[error(transparent)]
    Kdf(#[from] KdfFault),
    /// The folder already has a vault.
    #[error("there is a vault already")]
    Exists,
    /// The vault may only be read.
    #[error("the vault may only be read")]
    ReadOnly(ReadOnly),
    /// The given way in does not open the vault.
    #[error(transparent)]
    Proof(#[from] UnlockFault),
    /// A way in that stays has to be wrapped again, and its key or passphrase was not shown.
    #[error("a way into the vault that stays is needed too")]
    NotAtHand(SlotKind),
    /// The vault could not be opened without this way in.
    #[error("it is the last way into the vault")]
    LastWayIn,
    /// No account has this id, or its binding is not the one of the permit.
    #[error("there is no such account")]
    NoAccount,
    /// The account's secret cannot be opened this way.
    #[error("the account has a PIN")]
    HasPin,
    /// The account has no PIN.
    #[error("the account has no PIN")]
    NoPin,
    /// The recovery kit does not hold the account's key.
    #[error("the recovery kit does not hold this account's key")]
    NotInKit,
    /// The account's secret was erased after ten wrong PINs.
    #[error("the account's secret was erased after ten wrong PINs")]
    Erased,
    /// The keystore did not take the count of a try, so no PIN was tried.
    #[error("the keystore does not remember the try")]
    NotRemembered,
    /// The account's sealed secret was changed.
    #[error("the account is damaged: {0}")]
    Damaged(Damage),
}
