use serde::Serialize;
use ts_rs::TS;

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Fault {
    /// The code, by which the page chooses what to do and what to say.
    pub code: FaultCode,
    /// What happened, in English, for reports: lower case, no full stop, no secret.
    pub message: String,
}

/// The kinds of faults. The page has words for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    /// The vault is not open: start again.
    VaultClosed,
    /// The passphrase does not open the vault.
    PassphraseWrong,
    /// The passphrase is empty or too easy to guess.
    PassphraseWeak,
    /// The recovery kit is of another vault, or was replaced.
    KitWrong,
    /// The kit opens the vault, but not this account: its PIN was never entered while the vault had the kit.
    NotInKit,
    /// The text is no recovery kit: a character is wrong or missing.
    NotAKit,
    /// The text is not the end of the kit that is shown.
    KitMistyped,
    /// The user has not proved himself for this.
    ProofNeeded,
    /// The system has no way to check the person at the machine.
    PresenceAbsent,
    /// The system did not confirm the person at the machine.
    PresenceRefused,
    /// The user said no in the system's dialog. Nothing was changed.
    Declined,
    /// The passphrase is needed, because it stays a way into the vault, which gets a new root key.
    PassphraseToo,
    /// It is the last way into the vault and cannot be removed.
    LastWayIn,
    /// There is no keystore on this machine, or it does not answer.
    KeystoreAbsent,
    /// The vault's key is no longer in the keystore.
    KeystoreKeyMissing,
    /// The keystore is locked or refused access.
    KeystoreDenied,
    /// The keystore gave no answer in time.
    KeystoreSlow,
    /// The keystore has more than one key for this vault.
    KeystoreAmbiguous,
    /// The entry of the keystore is not this vault's key.
    KeystoreUndecodable,
    /// The keystore failed.
    KeystoreFailed,
    /// The keystore did not take the count of a try, so no PIN was tried.
    TryNotRemembered,
    /// The vault may only be read.
    VaultReadOnly,
    /// The file that was picked is no whole vault file.
    NotAVault,
    /// The name of the folder that was picked cannot be stored.
    FolderUnusable,
    /// The account's secret was erased after ten wrong PINs, because the user had set that.
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
    /// The program that reads files is missing: it has to be installed again.
    ReaderMissing,
    /// The reading of the file broke off: the file is damaged or made to do harm.
    ReaderCrashed,
    /// The file needs more memory or processor time than it may take.
    ReaderLimit,
    /// The file was not read within ten seconds.
    ReaderDeadline,
    /// The user stopped the reading of the file.
    ReaderStopped,
    /// More accounts and codes were found than a list takes: 5,000.
    TooManyFound,
    /// No QR code was found in the picture.
    NoCode,
    /// A QR code was seen, but it is too small to be read.
    CodeTooSmall,
    /// A QR code was seen, but it is blurred.
    CodeBlurred,
    /// A part of a QR code was seen; the rest lies outside of the picture.
    CodeCutOff,
    /// A QR code was seen, but the picture is too dark or too pale.
    CodeTooDark,
    /// A QR code was seen, but it is damaged or partly covered.
    CodeDamaged,
    /// A QR code was read, but it is no registration and no account.
    NotAnAccount,
    /// A QR code was read, but it holds a web address.
    IsWebAddress,
    /// A QR code was read, but it gives access to a wireless network.
    IsWifi,
    /// A QR code was read, but it is a business card, a telephone number or a message.
    IsContact,
    /// A migration from another authenticator breaks a rule of its format.
    MigrationRefused,
    /// The PDF or e-mail file holds no picture with a QR code.
    NoPictureInFile,
    /// The clipboard holds neither a picture nor a text.
    ClipboardEmpty,
    /// A typed field breaks a rule; the message names the rule.
    TypedRefused,
    /// There is no way to take a picture of this screen.
    ScreenAbsent,
    /// The system or the user refused a picture of the screen.
    ScreenDenied,
    /// The picture of the screen failed.
    ScreenFailed,
    /// There is no camera.
    CameraNone,
    /// Another program uses the camera.
    CameraBusy,
    /// The system does not let this program use the camera.
    CameraDenied,
    /// The camera was unplugged.
    CameraGone,
    /// The camera gives no picture.
    CameraStalled,
    /// This Windows has no Media Foundation, which opens cameras.
    CameraNoMedia,
    /// The camera failed, or makes no pictures that can be read.
    CameraFailed,
    /// An `otpauth:` URI breaks a rule of its format; the message names the rule.
    UriRefused,
    /// The kind of account is not supported, such as HOTP.
    KindUnsupported,
    /// The account is already bound on this device.
    AlreadyBound,
    /// The registration has expired.
    RegistrationExpired,
    /// The machine's clock went back to before a code that was given: the code of this time may have been used already.
    ClockWentBack,
    /// The page asks for something that is no longer there: a candidate, a PIN pad, an account.
    Stale,
    /// The account's PIN is needed.
    PinNeeded,
    /// The PIN has too few digits.
    PinTooShort,
    /// The account is Unsynced: its PIN must be confirmed first.
    Unsynced,
    /// Only the account's first device can do that.
    NotMain,
    /// The account is frozen: only a new registration or the recovery kit opens it.
    Frozen,
    /// The account is on five devices already.
    NoRoom,
    /// The clipboard could not be written.
    Clipboard,
    /// The keys are no shortcut: a shortcut needs a modifier and another key.
    ShortcutRefused,
    /// Another program or another preference uses these keys.
    ShortcutTaken,
    /// The preferences could not be saved.
    PreferencesLost,
    /// The account is damaged.
    AccountDamaged,
    /// An error of the program.
    Internal,
}
