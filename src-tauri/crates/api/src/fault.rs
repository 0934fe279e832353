//! Faults in the words of the contract. They hold no secret, because the enums that they are made from hold none.

use lingpai_app::{Fault as AppFault, KeystoreFault, PresenceFault};
use lingpai_domain::binding::Refusal;
use lingpai_domain::devices::NoDevice;
use lingpai_intake::{DocumentFault, Foreign, IntakeFault, PictureFault, ReaderFault, Reason};
use lingpai_ipc::{Fault, FaultCode};
use lingpai_vault::{FolderFault, SlotKind, UnlockFault, VaultFault};

/// The result of a command.
pub type Reply<T> = Result<T, Fault>;

/// Makes a fault of its code and a message in English.
pub fn fault(code: FaultCode, message: impl ToString) -> Fault {
    Fault { code, message: message.to_string() }
}

/// Makes a fault that should not happen. The text of a panic stays in the program.
pub fn internal() -> Fault {
    fault(FaultCode::Internal, "the program failed at this and went on")
}

/// Makes a fault that its code alone describes.
pub fn refused(code: FaultCode) -> Fault {
    fault(code, "the program refused this")
}

/// Converts a fault of a use case.
pub(crate) fn of(fault: AppFault) -> Fault {
    self::fault(code(&fault), fault)
}

/// Makes the fault of a picture that was refused. `None` stands for a file that could not be read.
pub(crate) fn picture(fault: Option<&IntakeFault>) -> Fault {
    match fault {
        Some(fault) => self::fault(intake_code(fault), fault),
        None => self::fault(FaultCode::PictureUnreadable, "the file cannot be read"),
    }
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
        AppFault::Declined => FaultCode::Declined,
        AppFault::Presence(PresenceFault::Absent) => FaultCode::PresenceAbsent,
        AppFault::Presence(PresenceFault::Refused) => FaultCode::PresenceRefused,
        AppFault::NotAVault(UnlockFault::Newer) => FaultCode::VaultNewer,
        AppFault::NotAVault(_) => FaultCode::NotAVault,
        AppFault::Folder => FaultCode::FolderUnusable,
        AppFault::Unlock(UnlockFault::Kdf(_)) => FaultCode::Internal,
        AppFault::Keystore(fault) => keystore_code(*fault),
        AppFault::NotRemembered(_) => FaultCode::TryNotRemembered,
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
        VaultFault::NotAtHand(SlotKind::Keystore) => FaultCode::KeystoreKeyMissing,
        VaultFault::NotAtHand(SlotKind::Passphrase | SlotKind::Kit) => FaultCode::PassphraseToo,
        VaultFault::NotInKit => FaultCode::NotInKit,
        VaultFault::Erased => FaultCode::SecretErased,
        VaultFault::NotRemembered => FaultCode::TryNotRemembered,
        VaultFault::Proof(UnlockFault::Wrong) => FaultCode::PassphraseWrong,
        VaultFault::NoEntropy(_) | VaultFault::Kdf(_) | VaultFault::NoPin | VaultFault::Proof(_) => FaultCode::Internal,
    }
}

/// Gives the code of a keystore's fault.
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
        IntakeFault::Document(DocumentFault::TooLarge) => FaultCode::ReaderLimit,
        IntakeFault::Document(DocumentFault::NoPicture | DocumentFault::Unreadable | DocumentFault::Protected) => {
            FaultCode::NoPictureInFile
        }
        IntakeFault::Reader(fault) => match fault {
            ReaderFault::Missing => FaultCode::ReaderMissing,
            ReaderFault::Crashed => FaultCode::ReaderCrashed,
            ReaderFault::Limit => FaultCode::ReaderLimit,
            ReaderFault::Deadline => FaultCode::ReaderDeadline,
            ReaderFault::Stopped => FaultCode::ReaderStopped,
        },
        IntakeFault::TooMany { .. } => FaultCode::TooManyFound,
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

#[cfg(test)]
mod tests {
    use lingpai_domain::PinRule;

    use super::*;

    #[test]
    fn a_fault_has_the_code_of_its_kind_and_its_own_text() {
        let Fault { code, message } = of(AppFault::KitMistyped);
        assert_eq!((code, message.as_str()), (FaultCode::KitMistyped, "these are not the last characters of the kit"));
        assert_eq!(of(AppFault::Keystore(KeystoreFault::NoEntry)).code, FaultCode::KeystoreKeyMissing);
        assert_eq!(of(AppFault::Vault(VaultFault::LastWayIn)).code, FaultCode::LastWayIn);
        assert_eq!(of(AppFault::Refused(Refusal::NoDevice(NoDevice::Sixth))).code, FaultCode::NoRoom);
        assert_eq!(of(AppFault::Export(std::io::ErrorKind::StorageFull)).code, FaultCode::Disk);
    }

    #[test]
    fn a_wrong_passphrase_is_not_a_damaged_vault() {
        let wrong =
            [of(AppFault::Unlock(UnlockFault::Wrong)), of(AppFault::Vault(VaultFault::Proof(UnlockFault::Wrong)))];
        assert!(wrong.iter().all(|fault| fault.code == FaultCode::PassphraseWrong));
        assert_eq!(of(AppFault::Unlock(UnlockFault::NoSlot)).code, FaultCode::VaultDamaged);
        assert_eq!(of(AppFault::NotAVault(UnlockFault::Newer)).code, FaultCode::VaultNewer);
        assert_eq!(of(AppFault::NotAVault(UnlockFault::Wrong)).code, FaultCode::NotAVault);
    }

    #[test]
    fn faults_that_the_page_cannot_act_on_have_one_code() {
        for refusal in [Refusal::NotBound, Refusal::NoPin, Refusal::NoTrial, Refusal::Trying] {
            assert_eq!(of(AppFault::Refused(refusal)).code, FaultCode::Stale);
        }
        assert_eq!(of(AppFault::Pin(PinRule::TooShort(4))).code, FaultCode::PinTooShort);
    }

    #[test]
    fn a_picture_says_what_is_wrong_with_it() {
        let code = |fault: IntakeFault| picture(Some(&fault)).code;
        assert_eq!(picture(None).code, FaultCode::PictureUnreadable);
        assert_eq!(code(IntakeFault::NoCode(Reason::CutOff)), FaultCode::CodeCutOff);
        assert_eq!(code(IntakeFault::NotAnAccount(Foreign::Message)), FaultCode::IsContact);
        assert_eq!(code(IntakeFault::NotAnAccount(Foreign::Bytes)), FaultCode::NotAnAccount);
        assert_eq!(code(IntakeFault::Picture(PictureFault::UnknownFormat)), FaultCode::PictureUnreadable);
        assert_eq!(code(IntakeFault::Reader(ReaderFault::Deadline)), FaultCode::ReaderDeadline);
    }
}
