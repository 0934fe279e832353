//! The keys of backups.
//!
//! A backup is a vault file with a root key and slots of its own: the passphrase for backups and the recovery kit open it, and no
//! other way into the vault does. Its root key opens no file of the vault itself.

use crate::format::body::Body;
use crate::format::file::{self, ParseFault, Parsed};
use crate::format::header::Header;
use crate::format::settings::Settings;
use crate::format::slot::{BackupSlot, Slot};
use crate::keys::{Derived, RootKey, inner};
use crate::store::backup::BackupFault;

/// The keys of backups, made while the root key is at hand. They are in memory only.
///
/// They follow from the root key and from what opens a backup. So a change of a way in, or of the passphrase for backups, makes
/// other ones, and who opens an earlier backup opens none that is made later.
pub(crate) struct BackupKeys {
    keys: Derived,
    slots: Vec<Slot>,
    inner: Box<[u8]>,
}

impl BackupKeys {
    /// Makes the keys. `None` where nothing would open a backup: there is neither a passphrase for backups nor a kit. Also where
    /// the system gives no random bytes. Then nothing can be saved either.
    pub(crate) fn make(root: &RootKey, inner: &RootKey, header: &Header, settings: &Settings) -> Option<Self> {
        let (vault, kit, passphrase) = (header.vault, header.kit(), &settings.backup_passphrase);
        let recipients = [kit.map(|kit| kit.recipient.text()), passphrase.as_ref().map(|own| own.recipient.text())];
        let recipients: Vec<String> = recipients.into_iter().flatten().collect();
        if recipients.is_empty() {
            return None;
        }
        let own = root.derive_for_backups(vault, &recipients);
        let kit = kit.map(|kit| Slot::Kit(kit.again(&own, vault)));
        let passphrase = passphrase.clone().map(|public| Slot::Backup(BackupSlot::make(public, &own, vault)));
        let slots = [kit, passphrase].into_iter().flatten().collect();
        Some(Self { keys: own.derive_over(inner, vault), slots, inner: inner::wrap(&own, inner, vault).ok()? })
    }

    /// Makes them with a root key of the vault. `None` also where the body's inner root key does not open with it.
    pub(crate) fn of(root: &RootKey, header: &Header, body: &Body) -> Option<Self> {
        let inner = inner::of(root, body.inner.as_deref(), header.vault)?;
        Self::make(root, &inner, header, &body.settings)
    }

    /// Opens a backup that was made with these keys.
    pub(crate) fn open(&self, file: &Parsed) -> Result<Body, ParseFault> {
        file.open(&self.keys)
    }

    /// Writes a backup, and reads it back.
    pub(crate) fn encode(&self, header: &Header, body: &Body) -> Result<Vec<u8>, BackupFault> {
        let header = Header { slots: self.slots.clone(), ..header.clone() };
        let body = Body { inner: Some(self.inner.clone()), ..body.clone() };
        let bytes = file::encode(&header, &body, &self.keys).map_err(|_| BackupFault::NoEntropy)?;
        let read = Parsed::parse(bytes.clone()).and_then(|file| self.open(&file));
        if read.is_ok_and(|read| read.encode() == body.encode()) { Ok(bytes) } else { Err(BackupFault::WrittenBadly) }
    }
}
