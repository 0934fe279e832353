//! What went wrong, in the words of the contract. None of them holds a secret: the enums they come from cannot.

use lingpai_app::{Fault as AppFault, KeystoreFault};
use lingpai_domain::binding::Refusal;
use lingpai_intake::{IntakeFault, PictureFault};
use lingpai_ipc::{Fault, FaultCode};
use lingpai_vault::{FolderFault, UnlockFault, VaultFault};

fn told(code: FaultCode, message: impl ToString) -> Fault {
    Fault { code, message: message.to_string(), hint: hint(code).to_owned() }
}

/// Something that should not happen.
pub(crate) fn internal() -> Fault {
    told(FaultCode::Internal, "the program failed at this and went on")
}

/// Why a picture was refused; without a fault of its own, its file could not be read.
pub(crate) fn picture(fault: Option<&IntakeFault>) -> Fault {
    match fault {
        Some(fault) => told(intake_code(fault), fault),
        None => told(FaultCode::PictureUnreadable, "the file cannot be read"),
    }
}

/// Any fault of a use case.
pub(crate) fn fault(fault: &AppFault) -> Fault {
    told(code(fault), fault)
}

fn code(fault: &AppFault) -> FaultCode {
    match fault {
        AppFault::Closed => FaultCode::VaultClosed,
        AppFault::Vault(fault) => vault_code(fault),
        AppFault::Unlock(UnlockFault::Wrong) => FaultCode::PassphraseWrong,
        AppFault::Unlock(UnlockFault::Damaged(_) | UnlockFault::NoSlot) => FaultCode::VaultDamaged,
        AppFault::Unlock(UnlockFault::Newer) => FaultCode::VaultNewer,
        AppFault::KitWrong => FaultCode::KitWrong,
        AppFault::NotAKit => FaultCode::NotAKit,
        AppFault::KitMistyped => FaultCode::KitMistyped,
        AppFault::ProofNeeded => FaultCode::ProofNeeded,
        AppFault::NotAVault(UnlockFault::Newer) => FaultCode::VaultNewer,
        AppFault::NotAVault(_) => FaultCode::NotAVault,
        AppFault::Folder => FaultCode::FolderUnusable,
        AppFault::Unlock(UnlockFault::Kdf(_)) => FaultCode::Internal,
        AppFault::Keystore(fault) => keystore_code(*fault),
        AppFault::WeakPassphrase => FaultCode::PassphraseWeak,
        AppFault::Intake(fault) => intake_code(fault),
        AppFault::Stale => FaultCode::Stale,
        AppFault::Expired => FaultCode::RegistrationExpired,
        AppFault::Refused(refusal) => match refusal {
            Refusal::AlreadyBound => FaultCode::AlreadyBound,
            Refusal::PinNeeded => FaultCode::PinNeeded,
            Refusal::NotBound | Refusal::NoPin | Refusal::NoTrial | Refusal::Trying | Refusal::NoTry(_) => {
                FaultCode::Stale
            }
        },
        AppFault::Pin(_) => FaultCode::PinTooShort,
        AppFault::Busy => FaultCode::Stale,
        AppFault::Clipboard(_) => FaultCode::Clipboard,
    }
}

fn vault_code(fault: &VaultFault) -> FaultCode {
    match fault {
        VaultFault::Folder(FolderFault::InUse) => FaultCode::VaultInUse,
        VaultFault::Folder(FolderFault::Io(_) | FolderFault::WrittenBadly) => FaultCode::Disk,
        VaultFault::Folder(FolderFault::Damaged(_)) | VaultFault::Exists => FaultCode::VaultDamaged,
        VaultFault::Folder(FolderFault::Newer) => FaultCode::VaultNewer,
        VaultFault::NoAccount => FaultCode::Stale,
        VaultFault::HasPin => FaultCode::PinNeeded,
        VaultFault::Damaged(_) => FaultCode::AccountDamaged,
        VaultFault::ReadOnly(_) => FaultCode::VaultReadOnly,
        VaultFault::LastWayIn => FaultCode::LastWayIn,
        VaultFault::Erased => FaultCode::SecretErased,
        VaultFault::Proof(UnlockFault::Wrong) => FaultCode::PassphraseWrong,
        VaultFault::NoEntropy(_) | VaultFault::Kdf(_) | VaultFault::NoPin | VaultFault::Proof(_) => FaultCode::Internal,
    }
}

pub(crate) fn keystore_code(fault: KeystoreFault) -> FaultCode {
    match fault {
        KeystoreFault::Absent => FaultCode::KeystoreAbsent,
        KeystoreFault::NoEntry => FaultCode::KeystoreKeyMissing,
        KeystoreFault::Denied => FaultCode::KeystoreDenied,
        KeystoreFault::Slow => FaultCode::KeystoreSlow,
        KeystoreFault::Ambiguous => FaultCode::KeystoreAmbiguous,
        KeystoreFault::Undecodable => FaultCode::KeystoreUndecodable,
        KeystoreFault::Failed => FaultCode::KeystoreFailed,
    }
}

fn intake_code(fault: &IntakeFault) -> FaultCode {
    match fault {
        IntakeFault::Picture(PictureFault::TooManyBytes { .. } | PictureFault::TooManyPixels { .. }) => {
            FaultCode::PictureTooLarge
        }
        IntakeFault::Picture(PictureFault::UnknownFormat | PictureFault::Unreadable) => FaultCode::PictureUnreadable,
        IntakeFault::NoCode => FaultCode::NoCode,
        IntakeFault::SeveralAccounts { .. } => FaultCode::SeveralCodes,
        IntakeFault::NotAnAccount => FaultCode::NotAnAccount,
        IntakeFault::Uri(_) => FaultCode::UriRefused,
        IntakeFault::KindUnsupported => FaultCode::KindUnsupported,
    }
}

fn hint(code: FaultCode) -> &'static str {
    match code {
        FaultCode::VaultClosed => "start again",
        FaultCode::PassphraseWrong => "type the passphrase once more",
        FaultCode::PassphraseWeak => "take four or more words that have nothing to do with each other",
        FaultCode::KeystoreKeyMissing => {
            "log in as the user who made the vault, or unlock the keyring that held its key; the vault is untouched"
        }
        FaultCode::KitWrong => "take the kit that was made last for this vault",
        FaultCode::NotAKit => "compare what was typed with the paper, character by character",
        FaultCode::KitMistyped => "write the kit down first, then type its last characters",
        FaultCode::ProofNeeded => "type the passphrase or the recovery kit",
        FaultCode::LastWayIn => "add another way in first",
        FaultCode::KeystoreAbsent => "start the system's keyring, or use another way in; the vault is untouched",
        FaultCode::KeystoreSlow => "look for a prompt of the keyring behind the window, then try again",
        FaultCode::KeystoreAmbiguous => "remove the entry that is not this vault's from the keyring, then try again",
        FaultCode::KeystoreUndecodable => "put the right entry back, or use another way in; nothing was overwritten",
        FaultCode::VaultReadOnly => "see the vault's page for the reason and what to do",
        FaultCode::NotAVault => "choose another backup",
        FaultCode::FolderUnusable => "choose a folder with a plain name",
        FaultCode::SecretErased => "ask customer service for a new registration",
        FaultCode::KeystoreDenied => "unlock the keystore or allow access, then try again",
        FaultCode::KeystoreFailed => "see that the keystore runs, then try again; the vault is untouched",
        FaultCode::VaultDamaged => "put a backup of the vault's folder back; the damaged files were left as they are",
        FaultCode::VaultNewer => "install the newest version of the program",
        FaultCode::VaultInUse => "use the window that is open already, or close it first",
        FaultCode::Disk => "see that the disk has room and the folder may be written, then try again",
        FaultCode::PictureTooLarge => "cut the picture down to the QR code",
        FaultCode::PictureUnreadable => "choose a PNG, JPEG, WebP, GIF or BMP file",
        FaultCode::NoCode => "choose a sharper picture that shows the whole QR code with its white border",
        FaultCode::SeveralCodes => "cut the picture down to one of the QR codes",
        FaultCode::NotAnAccount => "choose the registration QR code from the broker's e-mail or page",
        FaultCode::UriRefused => "ask the issuer for a new QR code",
        FaultCode::KindUnsupported => "ask the issuer for a time-based code",
        FaultCode::AlreadyBound => "use the account in the list",
        FaultCode::RegistrationExpired => "ask customer service for a new one",
        FaultCode::Stale => "try again from the list",
        FaultCode::PinNeeded => "give the account's PIN",
        FaultCode::PinTooShort => "type 6 to 20 digits",
        FaultCode::Clipboard => "read the code from the window",
        FaultCode::AccountDamaged => "ask customer service for a new registration",
        FaultCode::Internal => "try again; if it happens again, report it",
    }
}
