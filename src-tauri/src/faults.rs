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
    Fault { code, message: message.to_string() }
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
