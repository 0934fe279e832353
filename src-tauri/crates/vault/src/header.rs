use crate::codec::{Damage, Reader, Unknown, Writer};
use crate::keys::VaultId;
use crate::slot::{KeystoreSlot, PassphraseSlot, Slot};

/// What stands in the clear at the head of a vault file. Authentic only once the root key has verified it.
pub(crate) struct Header {
    pub(crate) vault: VaultId,
    pub(crate) generation: u64,
    pub(crate) slots: Vec<Slot>,
    pub(crate) unknown: Unknown,
}

/// More ways in than anybody needs; a bound for what a strange file may make us do.
const MAX_SLOTS: usize = 16;

mod tag {
    pub(super) const VAULT: u16 = 1;
    pub(super) const GENERATION: u16 = 2;
    pub(super) const SLOTS: u16 = 3;
}

impl Header {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::new(&self.unknown);
        writer.field(tag::VAULT, &self.vault.0);
        writer.field(tag::GENERATION, &self.generation.to_be_bytes());
        writer.list(tag::SLOTS, self.slots.iter().map(Slot::encode));
        writer.finish()
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Damage> {
        let mut reader = Reader::new(bytes);
        let vault = VaultId(reader.array(tag::VAULT)?);
        let generation = reader.u64(tag::GENERATION)?;
        let slots = reader.list(tag::SLOTS)?;
        if !(1..=MAX_SLOTS).contains(&slots.len()) {
            return Err(Damage::Field(tag::SLOTS));
        }
        let slots = slots.into_iter().map(Slot::decode).collect::<Result<_, _>>()?;
        Ok(Self { vault, generation, slots, unknown: reader.finish()? })
    }

    pub(crate) fn keystore(&self) -> Option<&KeystoreSlot> {
        self.slots.iter().find_map(|slot| match slot {
            Slot::Keystore(slot) => Some(slot),
            Slot::Passphrase(_) | Slot::Foreign(_) => None,
        })
    }

    pub(crate) fn passphrase(&self) -> Option<&PassphraseSlot> {
        self.slots.iter().find_map(|slot| match slot {
            Slot::Passphrase(slot) => Some(slot),
            Slot::Keystore(_) | Slot::Foreign(_) => None,
        })
    }
}
