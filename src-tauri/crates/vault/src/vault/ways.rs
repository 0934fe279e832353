//! Changes the ways into an open vault. Each change needs one of the present ways, because the root key is not kept.

use lingpai_domain::Moment;

use crate::format::body::Entry;
use crate::format::slot::{KeystoreName, KeystoreSlot, KitSlot, PassphraseSlot, Slot, SlotKind};
use crate::keys::kdf::Cost;
use crate::keys::kit::RecoveryKit;
use crate::keys::seal::Wrap;
use crate::keys::{DeviceKey, Passphrase, RootKey};
use crate::vault::Vault;
use crate::vault::fault::VaultFault;
use crate::vault::way_in::WayIn;

/// The proof that the caller has a way in. It holds the root key, which a new way needs. It lives for a short time
/// and is wiped on drop.
pub struct Authorization(RootKey);

/// How many PIN accounts the recovery kit can open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KitCoverage {
    /// The PIN accounts whose key the kit opens.
    pub covered: usize,
    /// The PIN accounts whose key it opens once their PIN was entered.
    pub waiting: usize,
}

impl Vault {
    /// Proves a way in, and changes nothing. This also tests a passphrase or a kit.
    pub fn prove(&self, way: WayIn<'_>) -> Result<Authorization, VaultFault> {
        Ok(Authorization(way.open(&self.header)?))
    }

    /// Adds or replaces the passphrase. Files that were saved before open with the old one.
    pub fn set_passphrase(
        &mut self,
        proof: &Authorization,
        passphrase: &Passphrase,
        cost: Cost,
        at: Moment,
    ) -> Result<(), VaultFault> {
        self.writable()?;
        let slot = PassphraseSlot::make(passphrase, &proof.0, self.id(), cost)??;
        self.put(Slot::Passphrase(slot), at)
    }

    /// Adds or replaces the device key, which the caller has put into the keystore `name`.
    ///
    /// A device key that is replaced was lost or belongs to another machine, so every PIN account becomes Unsynced.
    pub fn set_keystore(
        &mut self,
        proof: &Authorization,
        name: KeystoreName,
        device: &DeviceKey,
        at: Moment,
    ) -> Result<(), VaultFault> {
        let slot = KeystoreSlot::make(name, device, &proof.0, self.id())?;
        self.change(at, |header, body, _| {
            if header.keystore().is_some() {
                body.relocate(&[]);
            }
            header.put(Slot::Keystore(slot));
            Ok(())
        })
    }

    /// Adds or replaces the recovery kit. The key of a PIN account is sealed for it when its PIN is entered.
    pub fn set_kit(&mut self, proof: &Authorization, kit: &RecoveryKit, at: Moment) -> Result<(), VaultFault> {
        let slot = KitSlot::make(kit, &proof.0, self.id(), at.wall);
        self.change(at, |header, body, _| {
            for entry in body.every_mut() {
                if let Entry::Account(stored) = entry {
                    stored.sealed.kit = None;
                }
            }
            header.put(Slot::Kit(slot));
            Ok(())
        })
    }

    /// Removes a way in, unless it is the last one.
    pub fn remove_way(&mut self, _proof: &Authorization, kind: SlotKind, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |header, body, _| {
            header.take_out(kind).map_err(|_| VaultFault::LastWayIn)?;
            match kind {
                SlotKind::Kit => {
                    for entry in body.every_mut() {
                        if let Entry::Account(stored) = entry {
                            stored.sealed.kit = None;
                        }
                    }
                }
                SlotKind::Keystore => body.anchored = false,
                SlotKind::Passphrase => {}
            }
            Ok(())
        })
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

    fn put(&mut self, slot: Slot, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |header, _, _| {
            header.put(slot);
            Ok(())
        })
    }
}
