pub(crate) mod anchor;
pub(crate) mod preferences;
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
use lingpai_vault::{AnchorText, DeviceKey, KeystoreName, VaultId};

pub use stop::{Listening, Stop};

/// What the use cases need from the operating system.
pub struct Ports {
    /// The machine's clocks as they are; the program corrects them.
    pub clock: Box<dyn Clock>,
    /// Who knows the time.
    pub servers: Arc<dyn TimeServers>,
    /// The operating system's own secret store.
    pub keystore: Box<dyn Keystore>,
    /// The clipboard.
    pub clipboard: Box<dyn Clipboard>,
    /// How long nobody has used the machine.
    pub idle: Box<dyn Idle>,
    /// What the user has set beside the vault.
    pub preferences: Box<dyn PreferenceFile>,
    /// Reads the files of strangers.
    pub files: Box<dyn FileReader>,
    /// Whoever shows what the program says.
    pub watcher: Arc<dyn Watcher>,
}

/// Is told that something happened by itself, never what: it asks.
pub trait Watcher: Send + Sync {
    /// The state of the vault or of its backups has changed.
    fn vault_changed(&self);
    /// The machine's clock stands differently against the time servers than before.
    fn clock_changed(&self);
    /// The vault was locked by the program itself.
    fn session_changed(&self) {}
}

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The time now. Of the machine's clock, as it is set; what the use cases ask is corrected.
    fn now(&self) -> UnixTime;
    /// How long it has been since some moment before the program started. Never goes back and does not jump; it may
    /// stand still while the machine sleeps.
    fn steady(&self) -> Duration;
}

/// Asks time servers. It is all that the program does on a network.
pub trait TimeServers: Send + Sync {
    /// Asks each of these servers for the time, all at once, and gives what each said, in the same order. Blocks until all
    /// have answered or 3 seconds have passed. Opens no socket and looks no name up where there is nobody to ask.
    fn ask(&self, servers: &[String]) -> Vec<(String, Answer)>;
}

/// Keeps one device key and one anchor for each vault.
pub trait Keystore: Send + Sync {
    /// Which store this is.
    fn name(&self) -> KeystoreName;
    /// Reads the key of a vault. Blocks while the user is asked to unlock the store.
    fn load(&self, vault: VaultId) -> Result<DeviceKey, KeystoreFault>;
    /// Keeps the key of a new vault. Blocks while the user is asked to unlock the store.
    fn store(&self, vault: VaultId, key: &DeviceKey) -> Result<(), KeystoreFault>;
    /// Reads what [`Keystore::store_anchor`] kept.
    fn load_anchor(&self, vault: VaultId) -> Result<AnchorText, KeystoreFault>;
    /// Keeps what the vault wants remembered, in the place of what was kept before.
    fn store_anchor(&self, vault: VaultId, anchor: &AnchorText) -> Result<(), KeystoreFault>;
    /// Ends the wait of whoever waits for this store, with [`KeystoreFault::Slow`].
    fn give_up(&self);
}

/// Why a keystore gave or took no key. None of them carries what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeystoreFault {
    /// There is no keystore on this machine, or nobody answers for it.
    #[error("this machine has no keystore")]
    Absent,
    /// The store has no such entry. This is not a first start: a switched or emptied store looks the same.
    #[error("the keystore has no key for this vault")]
    NoEntry,
    /// The store is locked, or access was refused.
    #[error("the keystore is locked or refused access")]
    Denied,
    /// No answer in time, or none before the user gave up.
    #[error("the keystore gave no answer in time")]
    Slow,
    /// More than one entry answers.
    #[error("the keystore has more than one key for this vault")]
    Ambiguous,
    /// What is stored is no key.
    #[error("the keystore's entry is not a key of this program")]
    Undecodable,
    /// Anything else the store reports.
    #[error("the keystore failed")]
    Failed,
}

/// Takes what is copied.
pub trait Clipboard: Send + Sync {
    /// Puts a text into the clipboard, marked as secret where the clipboard knows how.
    fn copy_secret(&self, text: &str) -> Result<(), ClipboardFault>;
    /// Empties the clipboard where `ours` knows the text in it as the program's own. What else is in it stays.
    fn clear_if(&self, ours: &dyn Fn(&str) -> bool) -> Result<(), ClipboardFault>;
}

/// Knows how long nobody has used the machine.
pub trait Idle: Send + Sync {
    /// How long there has been no key and no pointer, in any program. `None` where the system does not tell.
    fn idle(&self) -> Option<Duration>;
}

/// Keeps what the user has set beside the vault.
pub trait PreferenceFile: Send + Sync {
    /// What is set. What cannot be read is as before the user set anything: it keeps no program from starting.
    fn load(&self) -> Preferences;
    /// Keeps it; it is on disk when this returns.
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
