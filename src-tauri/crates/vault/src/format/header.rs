use std::ops::RangeInclusive;

use lingpai_domain::UnixTime;

use crate::format::codec::{Damage, Reader, Unknown, Writer};
use crate::format::slot::{BackupSlot, KeystoreSlot, KitSlot, PassphraseSlot, Slot, SlotKind};
use crate::keys::VaultId;

/// The part of a vault file that is not encrypted. It is authentic only after a key of the root key has verified it.
#[derive(Clone)]
pub(crate) struct Header {
    /// The minor version of the format. A file that a newer program wrote keeps its number.
    pub(crate) minor: u16,
    pub(crate) vault: VaultId,
    pub(crate) generation: u64,
    pub(crate) slots: Vec<Slot>,
    pub(crate) saved_at: UnixTime,
    pub(crate) unknown: Unknown,
}

/// The most slots. Nobody needs so many ways in; it limits the work for a file of a stranger.
const MAX_SLOTS: usize = 16;

/// The generations that a file may have. They fit into 63 bits, so counting on does not overflow.
pub(crate) const NUMBERS: RangeInclusive<u64> = 1..=u64::MAX / 2;

mod tag {
    pub(super) const VAULT: u16 = 1;
    pub(super) const GENERATION: u16 = 2;
    pub(super) const SLOTS: u16 = 3;
    pub(super) const SAVED_AT: u16 = 4;
    pub(super) const LAST: u16 = SAVED_AT;
}

impl Header {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::new(&self.unknown);
        writer.field(tag::VAULT, &self.vault.0);
        writer.field(tag::GENERATION, &self.generation.to_be_bytes());
        writer.list(tag::SLOTS, self.slots.iter().map(Slot::encode));
        writer.field(tag::SAVED_AT, &self.saved_at.millis().to_be_bytes());
        writer.finish()
    }

    pub(crate) fn decode(bytes: &[u8], minor: u16) -> Result<Self, Damage> {
        let mut reader = Reader::new(bytes, tag::LAST)?;
        let vault = VaultId(reader.array(tag::VAULT)?);
        let generation = reader.u64(tag::GENERATION)?;
        if !NUMBERS.contains(&generation) {
            return Err(Damage::Field(tag::GENERATION));
        }
        let slots = reader.list(tag::SLOTS, MAX_SLOTS)?;
        if slots.is_empty() {
            return Err(Damage::Field(tag::SLOTS));
        }
        let slots: Vec<Slot> = slots.into_iter().map(Slot::decode).collect::<Result<_, _>>()?;
        let twice = |(n, slot): (usize, &Slot)| {
            slot.kind().is_some_and(|kind| slots[..n].iter().any(|s| s.kind() == Some(kind)))
        };
        if slots.iter().enumerate().any(twice) {
            return Err(Damage::Field(tag::SLOTS));
        }
        let saved_at = UnixTime::from_millis(reader.u64(tag::SAVED_AT)?);
        Ok(Self { minor, vault, generation, slots, saved_at, unknown: reader.finish()? })
    }

    pub(crate) fn keystore(&self) -> Option<&KeystoreSlot> {
        self.slots.iter().find_map(|slot| match slot {
            Slot::Keystore(slot) => Some(slot),
            Slot::Passphrase(_) | Slot::Kit(_) | Slot::Backup(_) | Slot::Foreign(_) => None,
        })
    }

    pub(crate) fn passphrase(&self) -> Option<&PassphraseSlot> {
        self.slots.iter().find_map(|slot| match slot {
            Slot::Passphrase(slot) => Some(slot),
            Slot::Keystore(_) | Slot::Kit(_) | Slot::Backup(_) | Slot::Foreign(_) => None,
        })
    }

    pub(crate) fn kit(&self) -> Option<&KitSlot> {
        self.slots.iter().find_map(|slot| match slot {
            Slot::Kit(slot) => Some(slot),
            Slot::Keystore(_) | Slot::Passphrase(_) | Slot::Backup(_) | Slot::Foreign(_) => None,
        })
    }

    /// Gives the slot of the passphrase for backups. A backup has one, and a vault that was restored from it.
    pub(crate) fn backup(&self) -> Option<&BackupSlot> {
        self.slots.iter().find_map(|slot| match slot {
            Slot::Backup(slot) => Some(slot),
            Slot::Keystore(_) | Slot::Passphrase(_) | Slot::Kit(_) | Slot::Foreign(_) => None,
        })
    }

    /// Replaces the slot of the same kind, or adds the slot at the end.
    pub(crate) fn put(&mut self, slot: Slot) {
        match self.slots.iter_mut().find(|other| other.kind() == slot.kind()) {
            Some(place) => *place = slot,
            None => self.slots.push(slot),
        }
    }

    /// Removes the slot of a kind. `Err` where it is the last one that this version can open; nothing changes then.
    pub(crate) fn take_out(&mut self, kind: SlotKind) -> Result<(), LastWayIn> {
        let known = self.slots.iter().filter_map(Slot::kind);
        if known.clone().any(|other| other == kind) && known.count() == 1 {
            return Err(LastWayIn);
        }
        self.slots.retain(|slot| slot.kind() != Some(kind));
        Ok(())
    }
}

/// The slot cannot be removed, because the vault opens with no other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LastWayIn;
