//! Bytes at rest: the key hierarchy, the vault file, and its generations on disk.
//!
//! ```text
//! device key (OS keystore) ─┐
//! passphrase ── Argon2id ───┤ slot
//!                           ▼
//!                       root key ── HKDF ──► header MAC key, body key, PIN pepper, root wrap key, fingerprint key
//!                                                                   │                │
//!                              PIN ── Argon2id (pepper, context) ── PIN slot ──┐     │ plain accounts
//!                                                                              ▼     ▼
//!                                                                           account key ──► sealed secret
//! ```
//!
//! A [`Folder`] holds the files and the lock, a [`Locked`] vault is a file that was read and whose slots are known, a
//! [`Vault`] is open. What lies on disk is only ever replaced by a newer generation beside it.

mod aead;
mod body;
mod codec;
mod disk;
mod entropy;
mod file;
mod folder;
mod header;
mod kdf;
mod keys;
mod seal;
mod slot;
mod vault;

pub use codec::Damage;
pub use entropy::NoEntropy;
pub use file::MAX_FILE_LEN;
pub use folder::{Folder, FolderFault};
pub use kdf::{Cost, KdfFault};
pub use keys::{DeviceKey, DeviceKeyText, Fingerprint, Passphrase, VaultId};
pub use seal::{PinFault, PinTrial};
pub use slot::KeystoreName;
pub use vault::{Change, Lock, Locked, NewAccount, Opener, UnlockFault, Vault, VaultFault};
