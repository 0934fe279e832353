//! What went wrong, in the words of the contract. None of them holds a secret: the enums they come from cannot.

use lingpai_app::{Fault as AppFault, KeystoreFault};
use lingpai_domain::binding::Refusal;
use lingpai_domain::devices::NoDevice;
use lingpai_intake::{Foreign, IntakeFault, PictureFault, Reason};
use lingpai_ipc::{Fault, FaultCode};
use lingpai_platform::{CameraFault, ScreenFault};
use lingpai_vault::{FolderFault, UnlockFault, VaultFault};

/// A fault by its code.
pub(crate) fn told(code: FaultCode, message: impl ToString) -> Fault {
    Fault { code, message: message.to_string(), hint: hint(code).to_owned() }
}

/// Something that should not happen.
pub(crate) fn internal() -> Fault {
    told(FaultCode::Internal, "the program failed at this and went on")
}

/// A fault that the program itself finds, in the words of its kind.
pub(crate) fn of(code: FaultCode) -> Fault {
    told(code, "the program refused this")
}

/// Why a picture was refused; without a fault of its own, its file could not be read.
pub(crate) fn picture(fault: Option<&IntakeFault>) -> Fault {
    match fault {
        Some(fault) => told(intake_code(fault), fault),
        None => told(FaultCode::PictureUnreadable, "the file cannot be read"),
    }
}

/// Why there is no picture of the screen.
pub(crate) fn screen(fault: ScreenFault) -> Fault {
    let code = match fault {
        ScreenFault::Absent => FaultCode::ScreenAbsent,
        ScreenFault::Denied => FaultCode::ScreenDenied,
        ScreenFault::Failed => FaultCode::ScreenFailed,
    };
    told(code, fault)
}

/// Why a camera gives no picture.
pub(crate) fn camera(fault: CameraFault) -> Fault {
    let code = match fault {
        CameraFault::None => FaultCode::CameraNone,
        CameraFault::Busy => FaultCode::CameraBusy,
        CameraFault::Denied => FaultCode::CameraDenied,
        CameraFault::Gone => FaultCode::CameraGone,
        CameraFault::Stalled => FaultCode::CameraStalled,
        CameraFault::Failed => FaultCode::CameraFailed,
    };
    told(code, fault)
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
            Refusal::Unsynced => FaultCode::Unsynced,
            Refusal::NotMain => FaultCode::NotMain,
            Refusal::Frozen => FaultCode::Frozen,
            Refusal::NoDevice(NoDevice::Sixth) => FaultCode::NoRoom,
            Refusal::NotBound
            | Refusal::NoPin
            | Refusal::NoTrial
            | Refusal::Trying
            | Refusal::NoTry(_)
            | Refusal::NotByEye
            | Refusal::OnlyByEye
            | Refusal::NoDevice(NoDevice::NoneThere) => FaultCode::Stale,
        },
        AppFault::Pin(_) => FaultCode::PinTooShort,
        AppFault::Busy => FaultCode::Stale,
        AppFault::WentBack(_) => FaultCode::ClockWentBack,
        AppFault::CounterSpent => FaultCode::AccountDamaged,
        AppFault::Typed(_) | AppFault::ServerName | AppFault::TooManyServers => FaultCode::TypedRefused,
        AppFault::Export(_) => FaultCode::Disk,
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
        VaultFault::NotInKit => FaultCode::NotInKit,
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
        IntakeFault::NoCode(reason) => match reason {
            Reason::NoCode => FaultCode::NoCode,
            Reason::TooSmall => FaultCode::CodeTooSmall,
            Reason::Blurred => FaultCode::CodeBlurred,
            Reason::CutOff => FaultCode::CodeCutOff,
            Reason::TooDark => FaultCode::CodeTooDark,
            Reason::Damaged => FaultCode::CodeDamaged,
        },
        IntakeFault::Document(_) => FaultCode::NoPictureInFile,
        IntakeFault::Migration(_) => FaultCode::MigrationRefused,
        IntakeFault::NotAnAccount(foreign) => match foreign {
            Foreign::WebAddress => FaultCode::IsWebAddress,
            Foreign::Wifi => FaultCode::IsWifi,
            Foreign::Contact | Foreign::Message => FaultCode::IsContact,
            Foreign::Text | Foreign::Bytes => FaultCode::NotAnAccount,
        },
        IntakeFault::Uri(_) | IntakeFault::Transfer(_) => FaultCode::UriRefused,
        IntakeFault::KindUnsupported(_) => FaultCode::KindUnsupported,
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
        FaultCode::NotInKit => "ask customer service for a new registration",
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
        FaultCode::PictureUnreadable => "choose a PNG, JPEG, WebP, GIF, BMP, PDF or EML file",
        FaultCode::NoCode => "choose a sharper picture that shows the whole QR code with its white border",
        FaultCode::CodeTooSmall => "take the picture from nearer, or enlarge the QR code before it is taken",
        FaultCode::CodeBlurred => "hold the camera still and let it focus",
        FaultCode::CodeCutOff => "take a picture with the whole QR code and its white border",
        FaultCode::CodeTooDark => "turn the screen brighter or take the picture in better light",
        FaultCode::CodeDamaged => "take the QR code itself, without anything over it",
        FaultCode::MigrationRefused => "export the accounts from the other program again",
        FaultCode::NoPictureInFile => "choose the picture with the QR code itself",
        FaultCode::ClipboardEmpty => "copy the QR code's picture or its text first",
        FaultCode::TypedRefused => "see that each field is as the issuer gives it",
        FaultCode::ScreenAbsent => "use a file, the camera or the clipboard",
        FaultCode::ScreenDenied => "let this program record the screen in the system's settings, or use another way",
        FaultCode::ScreenFailed => "try again, or use a file, the camera or the clipboard",
        FaultCode::CameraNone => "plug a camera in, or use a file, the screen or the clipboard",
        FaultCode::CameraBusy => "close the other program, then try again",
        FaultCode::CameraDenied => "let this program use the camera in the system's settings, then try again",
        FaultCode::CameraGone => "plug the camera in again",
        FaultCode::CameraStalled => "plug the camera in again, or use another one",
        FaultCode::CameraFailed => "try again, or use another camera",
        FaultCode::IsWebAddress | FaultCode::IsWifi | FaultCode::IsContact | FaultCode::NotAnAccount => {
            "choose the registration QR code from the broker's e-mail or page"
        }
        FaultCode::UriRefused => "ask the issuer for a new QR code",
        FaultCode::KindUnsupported => "ask the issuer for a time-based code",
        FaultCode::AlreadyBound => "use the account in the list",
        FaultCode::RegistrationExpired => "ask customer service for a new one",
        FaultCode::ClockWentBack => {
            "have the clock checked, or wait until it has caught up; if it is right now, lock the vault and open it again"
        }
        FaultCode::Stale => "try again from the list",
        FaultCode::PinNeeded => "give the account's PIN",
        FaultCode::Unsynced => "give the PIN of the first device first",
        FaultCode::NotMain => "do this on the account's first device",
        FaultCode::Frozen => "ask customer service for a new registration",
        FaultCode::NoRoom => "give a device up first",
        FaultCode::PinTooShort => "type 6 to 20 digits",
        FaultCode::Clipboard => "read the code from the window",
        FaultCode::ShortcutRefused => "press Ctrl, Alt or the system key together with another key",
        FaultCode::ShortcutTaken => "choose other keys; nothing was changed",
        FaultCode::PreferencesLost => {
            "look whether the disk is full or the folder may not be written, and set it again"
        }
        FaultCode::AccountDamaged => "ask customer service for a new registration",
        FaultCode::Internal => "try again; if it happens again, report it",
    }
}
