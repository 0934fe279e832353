//! The use cases, the session, and the ports they need from the operating system.
//!
//! [`Lingpai`] is the program without a window: every command of the window is one of its methods. Methods block while
//! they wait for the disk, the keystore or Argon2id, so the shell calls them off the window's thread.

mod accounts;
mod adding;
mod backups;
mod codes;
mod fault;
mod opening;
mod pin;
mod ports;
mod program;
mod room;
mod session;
mod tasks;
mod threads;
mod time;

pub use accounts::pinyin::pinyin;
pub use accounts::trash::{TRASH_LIFE, asks_for_a_pin};
pub use adding::found::{FoundItem, FoundKind, MigrationBatch};
pub use adding::judged::{BoundCandidate, ExpiredCandidate};
pub use adding::source::Source;
pub use adding::typed::Preview;
pub use adding::waiting::Waiting;
pub use backups::BackupStatus;
pub use codes::copy::{CopiedCode, CopyWish};
pub use codes::{NextCode, ShownCode};
pub use fault::Fault;
pub use lingpai_ipc::{BadPreference, Preferences};
pub use opening::door::{Renew, Started, Unlock};
pub use opening::passphrase::{Strength, strength};
pub use opening::restore::{Earlier, EarlierKind, Picked};
pub use opening::ways::{KitTest, NeededProof, NewKit, Proof, VaultStatus};
pub use pin::outcome::{AttemptsAt, Outcome, ShownTransfer};
pub use pin::steps::PadPurpose;
pub use ports::preferences::PreferenceFault;
pub use ports::{
    Clipboard, ClipboardFault, Clock, FileReader, Idle, Keystore, KeystoreFault, Listening, Ports, PreferenceFile,
    Stop, TimeServers, Watcher,
};
pub use program::Lingpai;
pub use session::open::SessionId;
pub use threads::{start_clock_watch, start_idle_watch, start_timers};
pub use time::timepiece::{ClockStatus, TIME_SERVERS};
