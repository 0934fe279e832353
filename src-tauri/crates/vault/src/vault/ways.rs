//! Changes the ways into an open vault. Each change needs one of the present ways, because the root key is not kept.
//!
//! A way in that is added gets the present root key. A way in that is replaced or removed may have become known to somebody
//! else, so a new root key takes the place of the present one, in the same save.

use lingpai_domain::Moment;

use crate::format::body::Body;
use crate::format::slot::{KeystoreName, KeystoreSlot, KitSlot, PassphraseSlot, Slot, SlotKind};
use crate::keys::kdf::Cost;
use crate::keys::kit::RecoveryKit;
use crate::keys::seal::Wrap;
use crate::keys::{DeviceKey, Passphrase, RootKey};
use crate::vault::Vault;
use crate::vault::authorization::Authorization;
use crate::vault::backup_keys::BackupKeys;
use crate::vault::fault::VaultFault;
use crate::vault::renewal::Renewal;

/// How many PIN accounts the recovery kit can open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KitCoverage {
    /// The PIN accounts whose key the kit opens.
    pub covered: usize,
    /// The PIN accounts whose key it opens once their PIN was entered.
    pub waiting: usize,
}

/// Makes a slot that wraps a root key.
type Make<'a> = dyn Fn(&RootKey) -> Result<Slot, VaultFault> + 'a;

impl Vault {
    /// Adds or replaces the passphrase. Files that were saved before a replacement open with the old one, later ones do not.
    pub fn set_passphrase(
        &mut self,
        proof: &Authorization,
        passphrase: &Passphrase,
        cost: Cost,
        at: Moment,
    ) -> Result<(), VaultFault> {
        let vault = self.id();
        let make = |root: &RootKey| Ok(Slot::Passphrase(PassphraseSlot::make(passphrase, root, vault, cost)??));
        self.put(proof, SlotKind::Passphrase, &make, |_| {}, at)
    }

    /// Adds or replaces the device key, which the caller has put into the keystore `name`.
    ///
    /// A device key that is replaced was lost or belongs to another machine, so every PIN account becomes Unsynced. The root
    /// key stays where the passphrase is not at hand: the device key that is gone was nobody's to keep.
    pub fn set_keystore(
        &mut self,
        proof: &Authorization,
        name: KeystoreName,
        device: &DeviceKey,
        at: Moment,
    ) -> Result<(), VaultFault> {
        let (vault, replaced) = (self.id(), self.header.keystore().is_some());
        let make = |root: &RootKey| Ok(Slot::Keystore(KeystoreSlot::make(name.clone(), device, root, vault)?));
        let relocate = |body: &mut Body| {
            if replaced {
                body.relocate(&[]);
            }
        };
        match self.put(proof, SlotKind::Keystore, &make, relocate, at) {
            Err(VaultFault::NotAtHand(_)) => {
                self.may_change(proof)?;
                let slot = make(proof.root())?;
                self.change(at, |header, body, _| {
                    relocate(body);
                    header.put(slot);
                    Ok(())
                })
            }
            done => done,
        }
    }

    /// Adds or replaces the recovery kit. The key of a PIN account is sealed for it when its PIN is entered. A kit that is
    /// replaced opens no file that is saved later.
    pub fn set_kit(&mut self, proof: &Authorization, kit: &RecoveryKit, at: Moment) -> Result<(), VaultFault> {
        let vault = self.id();
        let make = |root: &RootKey| Ok(Slot::Kit(KitSlot::make(kit, root, vault, at.wall)));
        self.put(proof, SlotKind::Kit, &make, Body::forget_kit, at)
    }

    /// Removes a way in, unless it is the last one.
    pub fn remove_way(&mut self, proof: &Authorization, kind: SlotKind, at: Moment) -> Result<(), VaultFault> {
        self.may_change(proof)?;
        self.header.clone().take_out(kind).map_err(|_| VaultFault::LastWayIn)?;
        let also = |body: &mut Body| match kind {
            SlotKind::Kit => body.forget_kit(),
            SlotKind::Keystore => body.anchored = false,
            SlotKind::Passphrase => {}
        };
        self.renew(proof, kind, None, also, at)
    }

    /// Whether a change of this way in makes a new root key, which is wrapped again for the others.
    pub fn renews(&self, kind: SlotKind) -> bool {
        self.header.slots.iter().any(|slot| slot.kind() == Some(kind))
    }

    /// Checks that a change of this way in would not lose the passphrase, which only the passphrase itself wraps again.
    pub fn keeps_the_passphrase(&self, proof: &Authorization, kind: SlotKind) -> Result<(), VaultFault> {
        let stays = self.header.passphrase().is_some() && kind != SlotKind::Passphrase && self.renews(kind);
        if stays && proof.passphrase().is_none() {
            return Err(VaultFault::NotAtHand(SlotKind::Passphrase));
        }
        Ok(())
    }

    /// Counts the PIN accounts that the kit can open.
    pub fn kit_coverage(&self) -> KitCoverage {
        let mut coverage = KitCoverage { covered: 0, waiting: 0 };
        for stored in self.body.all() {
            match (&stored.sealed.wrap, &stored.sealed.kit) {
                (Wrap::Pin(_), Some(_)) => coverage.covered += 1,
                (Wrap::Pin(_) | Wrap::Transfer(_), _) => coverage.waiting += 1,
                (Wrap::Root(_) | Wrap::Erased, _) => {}
            }
        }
        coverage
    }

    /// Adds a slot under the present root key, or replaces the one of its kind under a new one.
    fn put(
        &mut self,
        proof: &Authorization,
        kind: SlotKind,
        make: &Make<'_>,
        also: impl FnOnce(&mut Body),
        at: Moment,
    ) -> Result<(), VaultFault> {
        self.may_change(proof)?;
        if self.renews(kind) {
            return self.renew(proof, kind, Some(make), also, at);
        }
        let slot = make(proof.root())?;
        self.change(at, |header, body, _| {
            also(body);
            header.put(slot);
            Ok(())
        })?;
        // A first kit opens backups from now on.
        self.backups = BackupKeys::of(proof.root(), &self.header, &self.body);
        Ok(())
    }

    /// Replaces or removes the slot of a kind, and makes a new root key for the others.
    fn renew(
        &mut self,
        proof: &Authorization,
        goes: SlotKind,
        comes: Option<&Make<'_>>,
        also: impl FnOnce(&mut Body),
        at: Moment,
    ) -> Result<(), VaultFault> {
        let made = Renewal::make(&self.header, &self.body, proof, goes).and_then(|renewal| {
            let slot = comes.map(|make| make(renewal.root())).transpose()?;
            Ok((renewal, slot))
        });
        let (renewal, slot) = made.inspect_err(|_| self.drop_notes())?;
        self.change_keys(at, |header, body| {
            also(body);
            renewal.put_into(slot, header, body)
        })
    }

    pub(crate) fn may_change(&mut self, proof: &Authorization) -> Result<(), VaultFault> {
        let may = self.writable().and_then(|()| proof.check(&self.keys, self.id()));
        if may.is_err() {
            self.drop_notes();
        }
        may
    }
}
