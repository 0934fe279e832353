use serde::Serialize;
use ts_rs::TS;

/// What went wrong and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Fault {
    /// What the page switches on, and finds its words by.
    pub code: FaultCode,
    /// What happened, in English, for reports: lower case, no full stop, no secret.
    pub message: String,
    /// What to do next, in English.
    pub hint: String,
}

/// Each kind of fault the page has words or a way out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    /// The vault is not open: start again.
    VaultClosed,
    /// The passphrase does not open the vault.
    PassphraseWrong,
    /// A passphrase with nothing in it, or one too easy to guess.
    PassphraseWeak,
    /// The recovery kit is another one.
    KitWrong,
    /// What was typed is no recovery kit: a character is wrong or missing.
    NotAKit,
    /// What was typed is not the end of the kit that is shown.
    KitMistyped,
    /// A passphrase or a recovery kit is needed first.
    ProofNeeded,
    /// It is the last way into the vault and stays.
    LastWayIn,
    /// There is no keystore on this machine, or nobody answers for it.
    KeystoreAbsent,
    /// The vault's key is not in the keystore where it was.
    KeystoreKeyMissing,
    /// The keystore is locked or refused access.
    KeystoreDenied,
    /// The keystore gave no answer in time.
    KeystoreSlow,
    /// The keystore has more than one key for this vault.
    KeystoreAmbiguous,
    /// What the keystore has is not this vault's key.
    KeystoreUndecodable,
    /// The keystore failed.
    KeystoreFailed,
    /// The vault may only be read.
    VaultReadOnly,
    /// The file that was picked is no whole vault file.
    NotAVault,
    /// The folder that was picked has a name that cannot be kept.
    FolderUnusable,
    /// The account's secret was erased after ten wrong PINs, as the user had set it.
    SecretErased,
    /// No file of the vault is whole.
    VaultDamaged,
    /// The vault was written by a newer version of the program.
    VaultNewer,
    /// Another process holds the vault.
    VaultInUse,
    /// The vault could not be read or written: a full disk, a missing right, a vanished folder.
    Disk,
    /// The file is too large to be a picture of a QR code.
    PictureTooLarge,
    /// The file cannot be read, or is no picture.
    PictureUnreadable,
    /// No QR code was found in the picture.
    NoCode,
    /// More than one account was found in the picture.
    SeveralCodes,
    /// A QR code was read, but it is no registration and no account.
    NotAnAccount,
    /// An `otpauth:` URI breaks a rule of its format; the message names the rule.
    UriRefused,
    /// The kind of account is not supported, such as HOTP.
    KindUnsupported,
    /// The account is already bound on this device.
    AlreadyBound,
    /// The registration has expired.
    RegistrationExpired,
    /// There is nothing to agree to, no pad to type on, or no such account: the page is behind.
    Stale,
    /// The account's PIN is needed.
    PinNeeded,
    /// Too few digits for a PIN.
    PinTooShort,
    /// The clipboard could not be written.
    Clipboard,
    /// A damaged account.
    AccountDamaged,
    /// Something that should not happen.
    Internal,
}
