//! The use cases, the session, and the ports they need from the operating system.
//!
//! [`Lingpai`] is the program without a window: every command of the window is one of its methods. Methods block while
//! they wait for the disk, the keystore or Argon2id, so the shell calls them off the window's thread.

mod anchor;
mod arrange;
mod audit;
mod backups;
mod bell;
mod clock;
mod codes;
mod compare;
mod copies;
mod devices;
mod fault;
mod found;
mod idle;
mod intake;
mod kept;
mod pad;
mod passphrase;
mod pinyin;
mod ports;
mod preferences;
mod restore;
mod session;
mod start;
mod timepiece;
mod trash;
mod trial;
mod typed;
mod ways;

pub use backups::BackupStanding;
pub use clock::keep_time;
pub use codes::{NextCode, ShownCode};
pub use copies::{CopiedCode, CopyWish, keep_tidy};
pub use devices::ShownTransfer;
pub use fault::Fault;
pub use found::{FoundBatch, FoundItem, FoundWhat, Intake, Source};
pub use idle::lock_when_idle;
pub use intake::Waiting;
pub use lingpai_ipc::{BadPreference, Preferences};
pub use pad::{Outcome, PadPurpose, Standing};
pub use passphrase::{Strength, strength};
pub use pinyin::pinyin;
pub use ports::{
    Clipboard, ClipboardFault, Clock, Idle, Keystore, KeystoreFault, Ports, PreferenceFile, TimeServers, Watcher,
};
pub use preferences::PreferenceFault;
pub use restore::{Earlier, EarlierKind, Picked};
pub use session::Lingpai;
pub use start::{Renew, Started, Unlock};
pub use timepiece::{ClockStatus, TIME_SERVERS};
pub use trash::{TRASH_LIFE, asks_for_a_pin};
pub use typed::Preview;
pub use ways::{Asks, KitTest, Typed, VaultStanding};
