//! Changing the ways into an open vault. Each change asks for one of the present ways: the root key is not kept.

use lingpai_domain::Moment;

use crate::format::body::Entry;
use crate::format::slot::{KeystoreName, KeystoreSlot, KitSlot, PassphraseSlot, Slot, SlotKind};
use crate::keys::kdf::Cost;
use crate::keys::kit::RecoveryKit;
use crate::keys::seal::Wrap;
use crate::keys::{DeviceKey, Passphrase, RootKey};
use crate::vault::way_in::WayIn;
use crate::vault::{Vault, VaultFault};

/// The proof that somebody has a way in, and what it takes to make another. Short-lived; wiped on drop.
pub struct Proof(RootKey);

/// How far the recovery kit reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KitCoverage {
    /// PIN accounts whose key the kit opens.
    pub covered: usize,
    /// PIN accounts whose key it opens once their PIN has been entered.
    pub waiting: usize,
}

impl Vault {
    /// Proves a way in, without changing anything: also how a passphrase or a kit is tested.
    pub fn prove(&self, way: WayIn<'_>) -> Result<Proof, VaultFault> {
        Ok(Proof(way.open(&self.header)?))
    }

    /// Adds the passphrase, or puts it in the place of the one there is. Files saved before still open with the old one.
    pub fn set_passphrase(
        &mut self,
        proof: &Proof,
        passphrase: &Passphrase,
        cost: Cost,
        at: Moment,
    ) -> Result<(), VaultFault> {
        self.writable()?;
        let slot = PassphraseSlot::make(passphrase, &proof.0, self.id(), cost)??;
        self.put(Slot::Passphrase(slot), at)
    }

    /// Has a device key open the vault that the caller has put into the keystore named.
    ///
    /// The key of another machine, or a lost one, is replaced by it: every PIN account is Unsynced from then on.
    pub fn set_keystore(
        &mut self,
        proof: &Proof,
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

    /// Has a recovery kit open the vault, in the place of the one there is. The keys of PIN accounts are sealed for it
    /// as their PINs are entered.
    pub fn set_kit(&mut self, proof: &Proof, kit: &RecoveryKit, at: Moment) -> Result<(), VaultFault> {
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

    /// Takes a way in away, unless it is the last.
    pub fn remove_way(&mut self, _proof: &Proof, kind: SlotKind, at: Moment) -> Result<(), VaultFault> {
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

    /// How many PIN accounts the kit reaches.
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
