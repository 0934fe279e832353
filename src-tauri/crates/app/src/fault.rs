use lingpai_domain::binding::Refusal;
use lingpai_domain::{PinRule, WentBack};
use lingpai_intake::{IntakeFault, TypedFault};
use lingpai_vault::{NoEntropy, UnlockFault, VaultFault};

use crate::ports::{ClipboardFault, KeystoreFault, PresenceFault};

/// Why a use case failed.
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
    /// The keystore did not return the key of this vault.
    #[error(transparent)]
    Keystore(KeystoreFault),
    /// The keystore did not take the count of a try, so no PIN was tried.
    #[error("no PIN was tried: {0}")]
    NotRemembered(KeystoreFault),
    /// The passphrase is too easy to guess.
    #[error("the passphrase is too easy to guess")]
    WeakPassphrase,
    /// The user has not proved himself for this.
    #[error("a proof that the user asks for this is needed")]
    ProofNeeded,
    /// The system did not confirm the person at the machine.
    #[error(transparent)]
    Presence(PresenceFault),
    /// The user was asked and has said no.
    #[error("the user has said no")]
    Declined,
    /// It is a recovery kit, but not this vault's.
    #[error("the recovery kit is another one")]
    KitWrong,
    /// The file that was picked is not an intact vault file.
    #[error("the file is no vault that can be read: {0}")]
    NotAVault(UnlockFault),
    /// The text is not a recovery kit.
    #[error("it is no recovery kit: a character is wrong or missing")]
    NotAKit,
    /// The text is not the end of the kit that is shown.
    #[error("these are not the last characters of the kit")]
    KitMistyped,
    /// The folder's name is not valid Unicode.
    #[error("the folder's name cannot be kept")]
    Folder,
    /// The picture cannot be used.
    #[error(transparent)]
    Intake(#[from] IntakeFault),
    /// The candidate, the PIN pad or the account is gone: the window shows an older state.
    #[error("the window asked for what is no longer there")]
    Stale,
    /// The registration has expired.
    #[error("the registration has expired")]
    Expired,
    /// The account's binding does not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The digits are not a valid PIN.
    #[error(transparent)]
    Pin(#[from] PinRule),
    /// Another PIN is being checked.
    #[error("another PIN is being checked")]
    Busy,
    /// The clock went back, so the code of this time may have been used already.
    #[error(transparent)]
    WentBack(#[from] WentBack),
    /// An account by counter has given its last code.
    #[error("the account's counter is at its end")]
    CounterSpent,
    /// The fields typed do not make an account.
    #[error(transparent)]
    Typed(#[from] TypedFault),
    /// The text is not the name of a time server.
    #[error("no name of a server: 1 to 255 letters, digits and `.`, `-`, `_`, `:`, `[`, `]` are allowed")]
    ServerName,
    /// The list of time servers is too long.
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
    /// The fault for an unlock with a recovery kit.
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
