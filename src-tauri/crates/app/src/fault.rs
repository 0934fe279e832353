use lingpai_domain::binding::Refusal;
use lingpai_domain::{PinRule, WentBack};
use lingpai_intake::{IntakeFault, TypedFault};
use lingpai_vault::{NoEntropy, UnlockFault, VaultFault};

use crate::ports::{ClipboardFault, KeystoreFault};

/// Why a use case did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The vault is not open.
    #[error("the vault is not open")]
    Closed,
    /// The vault could not be read or changed.
    #[error(transparent)]
    Vault(#[from] VaultFault),
    /// The vault stays locked.
    #[error(transparent)]
    Unlock(UnlockFault),
    /// The keystore does not give the key of this vault.
    #[error(transparent)]
    Keystore(KeystoreFault),
    /// The keystore did not take the count of a try, so no PIN was tried.
    #[error("no PIN was tried: {0}")]
    NotRemembered(KeystoreFault),
    /// The passphrase is too easy to guess.
    #[error("the passphrase is too easy to guess")]
    WeakPassphrase,
    /// A change of the ways in needs a proof of who asks.
    #[error("the passphrase or the recovery kit is needed")]
    ProofNeeded,
    /// It is a recovery kit, and another one.
    #[error("the recovery kit is another one")]
    KitWrong,
    /// The file that was picked is no whole vault file.
    #[error("the file is no vault that can be read: {0}")]
    NotAVault(UnlockFault),
    /// What was typed is no recovery kit.
    #[error("it is no recovery kit: a character is wrong or missing")]
    NotAKit,
    /// What was typed is not the end of the kit that is shown.
    #[error("these are not the last characters of the kit")]
    KitMistyped,
    /// The folder's name is no text.
    #[error("the folder's name cannot be kept")]
    Folder,
    /// The picture cannot be used.
    #[error(transparent)]
    Intake(#[from] IntakeFault),
    /// There is nothing to agree to, no pad to type on, or no such account: the window is behind.
    #[error("the window asked for what is no longer there")]
    Stale,
    /// The registration has expired.
    #[error("the registration has expired")]
    Expired,
    /// The binding does not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The digits are no PIN.
    #[error(transparent)]
    Pin(#[from] PinRule),
    /// Another PIN is being checked.
    #[error("another PIN is being checked")]
    Busy,
    /// The clock went back: the code of this time may have been used already.
    #[error(transparent)]
    WentBack(#[from] WentBack),
    /// An account by counter has given its last code.
    #[error("the account's counter is at its end")]
    CounterSpent,
    /// What was typed is no account.
    #[error(transparent)]
    Typed(#[from] TypedFault),
    /// What was typed is no name of a time server.
    #[error("no name of a server: 1 to 255 letters, digits and `.`, `-`, `_`, `:`, `[`, `]` are allowed")]
    ServerName,
    /// Too many time servers.
    #[error("too many time servers: {} at most are allowed", lingpai_vault::MAX_SERVERS)]
    TooManyServers,
    /// A file that the user asked for could not be written.
    #[error("the file could not be written: {0}")]
    Export(std::io::ErrorKind),
    /// The clipboard could not be written.
    #[error(transparent)]
    Clipboard(#[from] ClipboardFault),
}

impl Fault {
    /// As told to who used a recovery kit.
    pub(crate) fn of_kit(fault: UnlockFault) -> Self {
        match fault {
            UnlockFault::Wrong | UnlockFault::NoSlot => Self::KitWrong,
            UnlockFault::Damaged(_) | UnlockFault::Newer | UnlockFault::Kdf(_) => Self::Unlock(fault),
        }
    }
}

impl From<NoEntropy> for Fault {
    fn from(fault: NoEntropy) -> Self {
        Self::Vault(fault.into())
    }
}
