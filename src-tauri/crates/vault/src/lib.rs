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
//! A [`Folder`] holds the files and the lock, a [`Locked`] vault is a file that was read and whose slots are known, a
//! [`Vault`] is open. What lies on disk is only ever replaced by a newer generation beside it.

mod aead;
mod anchor;
mod arrange;
mod backup;
mod body;
mod check_digits;
mod codec;
mod disk;
mod entropy;
mod file;
mod folder;
mod header;
mod kdf;
mod keys;
mod kit;
mod locked;
#[cfg(feature = "proofs")]
pub mod proofs;
mod restore;
mod seal;
mod settings;
mod slot;
#[cfg(test)]
mod testkit;
mod vault;
mod ways;
#[cfg(test)]
mod wycheproof;

pub use anchor::{AnchorText, AnchorVerdict};
pub use backup::{BackupFault, BackupJob, list_backups};
pub use check_digits::{CheckDigits, check_digits};
pub use codec::Damage;
pub use disk::{Disk, HeldLock, NewFile, SystemDisk};
pub use entropy::NoEntropy;
pub use file::MAX_FILE_LEN;
pub use folder::{Folder, FolderFault};
pub use header::SlotKind;
pub use kdf::{Cost, KdfFault};
pub use keys::{DeviceKey, DeviceKeyText, Fingerprint, Passphrase, VaultId};
pub use kit::{RecoveryKit, RecoveryKitText};
pub use locked::{Locked, UnlockFault, WayIn, Ways};
pub use restore::{Foreign, KeystoreFate, Origin, Restorable};
pub use seal::{Opened, PinFault, PinTrial, SealedTransfer, WrongPin, WrongPinMark, seal_transfer};
pub use settings::{BackupPlan, Keep, MAX_SERVERS, ServerName, Settings, TimePlan};
pub use slot::KeystoreName;
pub use vault::{Access, Change, Health, Lock, NewAccount, Opener, ReadOnly, Transferred, Vault, VaultFault};
pub use ways::{KitCoverage, Proof};
