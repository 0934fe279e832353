//! The use cases, the session, and the ports they need from the operating system.
//!
//! [`Lingpai`] is the program without a window: every command of the window is one of its methods. Methods block while
//! they wait for the disk, the keystore or Argon2id, so the shell calls them off the window's thread.

mod anchor;
mod backups;
mod codes;
mod fault;
mod intake;
mod pad;
mod passphrase;
mod ports;
mod restore;
mod session;
mod start;
mod ways;

pub use backups::BackupStanding;
pub use codes::ShownCode;
pub use fault::Fault;
pub use intake::Waiting;
pub use pad::{Outcome, PadPurpose, Standing};
pub use passphrase::{Strength, strength};
pub use ports::{Clipboard, ClipboardFault, Clock, Keystore, KeystoreFault, Ports, Watcher};
pub use restore::{Earlier, EarlierKind, Picked};
pub use session::Lingpai;
pub use start::{Renew, Started, Unlock};
pub use ways::{Asks, KitTest, Typed, VaultStanding};
