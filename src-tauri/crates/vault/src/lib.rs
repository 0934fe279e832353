//! Bytes at rest: the key hierarchy, the vault file, and its generations on disk.
//!
//! ```text
//! device key (OS keystore) ─┐
//! passphrase ── Argon2id ───┤ slot
//! recovery kit (age) ───────┤
//!                           ▼
//!                       root key ── HKDF ──► keys for header MAC, body, PIN pepper, root wrap, fingerprints, anchor
//!                                                                   │                │
//!                              PIN ── Argon2id (pepper, context) ── PIN slot ──┐     │ plain accounts
//!                                                                              ▼     ▼
//!                                      recovery kit ──────────────────────► account key ──► sealed secret
//! ```
//!
//! A backup has a root key of its own, for slots of its own: the passphrase for backups, and the kit.
//!
//! A [`Folder`] holds the files and the lock. A [`Locked`] vault is a file that was read and whose slots are known. A
//! [`Vault`] is open. A file on disk is never overwritten: a newer generation is written beside it.
//!
//! Each of `keys`, `format`, `store`, `vault` and `restore` imports only those before it.

mod damage;
mod format;
mod keys;
#[cfg(feature = "proofs")]
pub mod proofs;
mod restore;
#[cfg(test)]
mod roots;
mod store;
#[cfg(test)]
mod testkit;
mod vault;

pub use damage::Damage;
pub use format::file::MAX_FILE_LEN;
pub use format::settings::{BackupPlan, Delay, Delays, Keep, MAX_SERVERS, ServerName, Settings, TimePlan};
pub use format::slot::{KeystoreName, SlotKind};
pub use keys::backup::BackupPassphrase;
pub use keys::check_digits::{CheckDigits, check_digits};
pub use keys::entropy::NoEntropy;
pub use keys::fingerprint::Fingerprinter;
pub use keys::kdf::{Cost, KdfFault};
pub use keys::kit::{RecoveryKit, RecoveryKitText};
pub use keys::seal::{PinFault, SealedTransfer, WrongPin, WrongPinMark};
pub use keys::{DeviceKey, DeviceKeyText, Fingerprint, Passphrase, VaultId};
pub use restore::{Foreign, KeystoreFate, Origin, Past, Restorable, Search, list_backups};
pub use store::backup::{BackupFault, BackupJob};
pub use store::disk::{Disk, HeldLock, NewFile, SystemDisk};
pub use store::folder::{Folder, FolderFault, FolderRights};
pub use store::patience::{patiently, wait_while};
pub use vault::access::{Access, Health, ReadOnly};
pub use vault::accounts::{Change, Lock, NewAccount, Transferred};
pub use vault::anchor::{AnchorText, AnchorVerdict};
pub use vault::authorization::Authorization;
pub use vault::fault::VaultFault;
pub use vault::open::Locked;
pub use vault::remember::{Kept, Memo, Recall};
pub use vault::shut::Shut;
pub use vault::trial::{Counted, OpenedByKit, OpenedByPin, PinTrial, Remembered, Reopened, RightPin};
pub use vault::way_in::{UnlockFault, WayIn, Ways};
pub use vault::ways::KitCoverage;
pub use vault::{Opener, Vault};
