//! A new root key, for a vault whose ways in change: a way in that is taken away, and an old file that it opens, open no file
//! that is saved later.

use crate::damage::Damage;
use crate::format::body::Body;
use crate::format::header::Header;
use crate::format::slot::{KeystoreSlot, PassphraseSlot, Slot, SlotKind};
use crate::keys::{Derived, Key, RootKey, inner};
use crate::store::folder::FolderFault;
use crate::vault::authorization::Authorization;
use crate::vault::backup_keys::BackupKeys;
use crate::vault::fault::VaultFault;

/// A new root key, wrapped for the ways in that stay. Nothing is changed yet.
pub(crate) struct Renewal {
    root: RootKey,
    keys: Derived,
    slots: Vec<Slot>,
    inner: RootKey,
    wrapped: Box<[u8]>,
}

impl Renewal {
    /// Makes a new root key, and wraps it for every way in but the one that goes.
    ///
    /// # Errors
    ///
    /// [`VaultFault::NotAtHand`] where the key or the passphrase of a slot that stays was not shown.
    /// [`FolderFault::Newer`] where a newer version made a slot: it cannot be made again here, and must not be lost.
    pub(crate) fn make(
        header: &Header,
        body: &Body,
        proof: &Authorization,
        goes: SlotKind,
    ) -> Result<Self, VaultFault> {
        let (old, root) = (proof.root(), RootKey(Key::make()?));
        let stay = header.slots.iter().filter(|slot| slot.kind() != Some(goes));
        let slots = stay.map(|slot| again(slot, header, proof, &root)).collect::<Result<_, _>>()?;
        let inner = inner::of(old, body.inner.as_deref(), header.vault).ok_or(VaultFault::Damaged(Damage::Body))?;
        let keys = root.derive_over(&inner, header.vault);
        let wrapped = inner::wrap(&root, &inner, header.vault)?;
        Ok(Self { root, keys, slots, inner, wrapped })
    }

    /// Gives the new root key, for a slot that comes.
    pub(crate) fn root(&self) -> &RootKey {
        &self.root
    }

    /// Changes header and body, with a slot that comes. Gives the keys that they are saved under, and those of backups.
    pub(crate) fn put_into(
        self,
        comes: Option<Slot>,
        header: &mut Header,
        body: &mut Body,
    ) -> (Derived, Option<BackupKeys>) {
        let Self { root, keys, slots, inner, wrapped } = self;
        header.slots = slots;
        comes.into_iter().for_each(|slot| header.put(slot));
        body.inner = Some(wrapped);
        let backups = BackupKeys::make(&root, &inner, header, &body.settings);
        (keys, backups)
    }
}

/// Makes a slot again for a new root key.
fn again(slot: &Slot, header: &Header, proof: &Authorization, root: &RootKey) -> Result<Slot, VaultFault> {
    let vault = header.vault;
    match slot {
        Slot::Keystore(slot) => {
            let missing = VaultFault::NotAtHand(SlotKind::Keystore);
            let Some(device) = proof.device().filter(|device| slot.open(device, vault).is_ok()) else {
                return Err(missing);
            };
            Ok(Slot::Keystore(KeystoreSlot::make(slot.name.clone(), device, root, vault)?))
        }
        Slot::Passphrase(slot) => {
            let passphrase = proof.passphrase().ok_or(VaultFault::NotAtHand(SlotKind::Passphrase))?;
            Ok(Slot::Passphrase(PassphraseSlot::make(passphrase, root, vault, slot.cost())??))
        }
        Slot::Kit(slot) => Ok(Slot::Kit(slot.again(root, vault))),
        Slot::Backup(slot) => Ok(Slot::Backup(slot.again(root, vault))),
        Slot::Foreign(_) => Err(FolderFault::Newer.into()),
    }
}
