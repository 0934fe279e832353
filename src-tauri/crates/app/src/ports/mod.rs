pub(crate) mod anchor;
pub(crate) mod preferences;
pub(crate) mod presence;
pub(crate) mod saved_preferences;
pub(crate) mod stop;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use lingpai_domain::UnixTime;
use lingpai_domain::clock::Answer;
use lingpai_intake::pipe::Form;
use lingpai_intake::{IntakeFault, Payload};
use lingpai_ipc::Preferences;
use lingpai_vault::{AnchorText, DeviceKey, Disk, KeystoreName, VaultId};

pub use stop::{Listening, Stop};

/// What the use cases need from the operating system.
pub struct Ports {
    /// The machine's clocks, not corrected.
    pub clock: Box<dyn Clock>,
    /// The time servers.
    pub servers: Arc<dyn TimeServers>,
    /// The operating system's secret store.
    pub keystore: Box<dyn Keystore>,
    /// The disk that the vault's folder lies on.
    pub disk: Arc<dyn Disk>,
    /// The clipboard.
    pub clipboard: Box<dyn Clipboard>,
    /// How long nobody has used the machine.
    pub idle: Box<dyn Idle>,
    /// The system's own check of the person at the machine.
    pub presence: Box<dyn Presence>,
    /// The file of the preferences.
    pub preferences: Box<dyn PreferenceFile>,
    /// Reads the files of strangers.
    pub files: Box<dyn FileReader>,
    /// The receiver of changes that nobody asked for.
    pub watcher: Arc<dyn Watcher>,
}

/// Receives changes that no command made. A call only says that something changed; the receiver asks for the new state.
pub trait Watcher: Send + Sync {
    /// The state of the vault or of its backups has changed.
    fn vault_changed(&self);
    /// The standing of the machine's clock has changed.
    fn clock_changed(&self);
    /// The vault is locked, or is about to be once a use case lets go of it: nothing of it is to be shown any more.
    fn locked(&self) {}
}

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The wall clock. For the machine's own, the time as it is set; the use cases read a corrected one.
    fn now(&self) -> UnixTime;
    /// The time since some moment before the program started. It never goes back and never jumps. It may stand still
    /// while the machine sleeps.
    fn steady(&self) -> Duration;
}

/// Asks time servers. The program does nothing else on a network.
pub trait TimeServers: Send + Sync {
    /// Asks all of these servers for the time at once. Returns the answers in the same order. Blocks until all have
    /// answered or 3 seconds have passed. For an empty list, it opens no socket and looks up no name.
    fn ask(&self, servers: &[String]) -> Vec<(String, Answer)>;
}

/// Keeps one device key and one anchor for each vault.
pub trait Keystore: Send + Sync {
    /// The name of this store.
    fn name(&self) -> KeystoreName;
    /// Reads the key of a vault. Blocks while the user is asked to unlock the store.
    fn load(&self, vault: VaultId) -> Result<DeviceKey, KeystoreFault>;
    /// Stores the key of a new vault. Blocks while the user is asked to unlock the store.
    fn store(&self, vault: VaultId, key: &DeviceKey) -> Result<(), KeystoreFault>;
    /// Reads the anchor of a vault.
    fn load_anchor(&self, vault: VaultId) -> Result<AnchorText, KeystoreFault>;
    /// Stores the anchor of a vault in place of the one before.
    fn store_anchor(&self, vault: VaultId, anchor: &AnchorText) -> Result<(), KeystoreFault>;
    /// Makes every call that waits for this store return [`KeystoreFault::Slow`].
    fn give_up(&self);
}

/// Why a keystore could not load or store a key. No variant carries a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeystoreFault {
    /// There is no keystore on this machine, or it does not answer.
    #[error("this machine has no keystore")]
    Absent,
    /// The store has no such entry. This need not be a first start: the store may have been replaced or emptied.
    #[error("the keystore has no key for this vault")]
    NoEntry,
    /// The store is locked, or access was refused.
    #[error("the keystore is locked or refused access")]
    Denied,
    /// It did not answer in time, or before the user gave up.
    #[error("the keystore gave no answer in time")]
    Slow,
    /// More than one entry matches.
    #[error("the keystore has more than one key for this vault")]
    Ambiguous,
    /// The entry is not a key.
    #[error("the keystore's entry is not a key of this program")]
    Undecodable,
    /// The store reports another failure.
    #[error("the keystore failed")]
    Failed,
}

impl KeystoreFault {
    /// All faults. Tests and proofs try each.
    pub const ALL: [Self; 7] =
        [Self::Absent, Self::NoEntry, Self::Denied, Self::Slow, Self::Ambiguous, Self::Undecodable, Self::Failed];
}

/// Copies text and clears it.
pub trait Clipboard: Send + Sync {
    /// Copies a text, marked as secret if the clipboard supports that.
    fn copy_secret(&self, text: &str) -> Result<(), ClipboardFault>;
    /// Clears the clipboard if `ours` returns `true` for its text. Other content stays.
    fn clear_if(&self, ours: &dyn Fn(&str) -> bool) -> Result<(), ClipboardFault>;
}

/// Tells how long nobody has used the machine.
pub trait Idle: Send + Sync {
    /// The time since the last key press or pointer movement in any program. `None` if the system does not tell.
    fn idle(&self) -> Option<Duration>;
}

/// The system's own check of the person at the machine: a password, a fingerprint, a face.
pub trait Presence: Send + Sync {
    /// Whether the system has such a check, as far as this is known. Asks nobody and does not block.
    fn is_there(&self) -> bool;
    /// Has the system check the person. Blocks until the person has answered.
    fn check(&self) -> Result<(), PresenceFault>;
}

/// Why the system did not confirm the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PresenceFault {
    /// The system has no such check, or nobody to carry it out. From now on it is known that there is none.
    #[error("this system has no way to check the person at the machine")]
    Absent,
    /// The person was not the user, or gave up.
    #[error("the system did not confirm the person at the machine")]
    Refused,
}

/// Loads and saves the preferences.
pub trait PreferenceFile: Send + Sync {
    /// Loads the preferences. A value that cannot be read has its default, so that the program always starts.
    fn load(&self) -> Preferences;
    /// Saves the preferences. On disk when this returns.
    fn save(&self, preferences: &Preferences) -> io::Result<()>;
}

/// Reads the files of strangers, in a process of its own that is limited in memory, time and rights.
pub trait FileReader: Send + Sync {
    /// Finds the QR codes in a file or a picture, and gives their payloads, each once. Blocks until there is an answer, the
    /// user stops it or 10 seconds have passed.
    fn read(&self, form: Form, bytes: &[u8], stop: &Stop) -> Result<Vec<Payload>, IntakeFault>;
}

/// The clipboard could not be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the clipboard could not be read or written")]
pub struct ClipboardFault;
