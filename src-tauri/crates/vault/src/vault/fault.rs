//! Why a vault could not be made or changed.

use crate::damage::Damage;
use crate::keys::entropy::NoEntropy;
use crate::keys::kdf::KdfFault;
use crate::store::folder::FolderFault;
use crate::vault::access::ReadOnly;
use crate::vault::way_in::UnlockFault;

/// Why a vault could not be made or changed. Nothing of the change is kept, in memory or on disk.
#[derive(Debug, thiserror::Error)]
pub enum VaultFault {
    /// The folder.
    #[error(transparent)]
    Folder(#[from] FolderFault),
    /// No random bytes.
    #[error(transparent)]
    NoEntropy(#[from] NoEntropy),
    /// Argon2id.
    #[error(transparent)]
    Kdf(#[from] KdfFault),
    /// There is a vault in the folder already.
    #[error("there is a vault already")]
    Exists,
    /// The vault may only be read.
    #[error("the vault may only be read")]
    ReadOnly(ReadOnly),
    /// A way in that was to prove who asks does not open the vault.
    #[error(transparent)]
    Proof(#[from] UnlockFault),
    /// Without it nothing would open the vault.
    #[error("it is the last way into the vault")]
    LastWayIn,
    /// No account has this id, or it is bound in another way than the permit says.
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
