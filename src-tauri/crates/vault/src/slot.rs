use subtle::ConstantTimeEq;

use crate::aead;
use crate::codec::{Damage, Reader, Unknown, Writer};
use crate::entropy::{NoEntropy, make_bytes};
use crate::kdf::{Cost, KdfFault, Stretched, derive_stretched};
use crate::keys::{DeviceKey, Key, Passphrase, RootKey, VaultId};

/// Which keystore of the operating system holds the device key: 1 to 32 of `a` to `z` and `-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeystoreName(Box<str>);

impl KeystoreName {
    /// Checks the characters.
    pub fn parse(name: &str) -> Option<Self> {
        let good = (1..=32).contains(&name.len()) && name.bytes().all(|c| c.is_ascii_lowercase() || c == b'-');
        good.then(|| Self(name.into()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One way of opening the root key.
pub(crate) enum Slot {
    Keystore(KeystoreSlot),
    Passphrase(PassphraseSlot),
    /// A kind of slot that a newer version wrote, kept byte for byte.
    Foreign(Box<[u8]>),
}

/// The root key wrapped by a device key that lies in the operating system's keystore.
pub(crate) struct KeystoreSlot {
    pub(crate) name: KeystoreName,
    wrapped: Box<[u8]>,
    unknown: Unknown,
}

/// The root key wrapped by what Argon2id makes of a passphrase.
pub(crate) struct PassphraseSlot {
    cost: Cost,
    salt: [u8; 16],
    commitment: [u8; 32],
    wrapped: Box<[u8]>,
    unknown: Unknown,
}

/// Why a slot stays closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlotFault {
    /// The key or the passphrase is another one.
    Wrong,
    /// The passphrase is right, but the wrapped key was changed.
    Damaged,
    Kdf(KdfFault),
}

const KIND_KEYSTORE: u8 = 1;
const KIND_PASSPHRASE: u8 = 2;

mod tag {
    pub(super) const KIND: u16 = 1;
    pub(super) const WRAPPED: u16 = 2;
    pub(super) const NAME: u16 = 3;
    pub(super) const COST: u16 = 4;
    pub(super) const SALT: u16 = 5;
    pub(super) const COMMITMENT: u16 = 6;
}

/// What a wrapped root key is bound to: its vault and the kind of its slot.
fn context(vault: VaultId, kind: u8) -> Vec<u8> {
    [b"lingpai/1 root key\0", &vault.0[..], &[kind]].concat()
}

impl KeystoreSlot {
    pub(crate) fn make(
        name: KeystoreName,
        device: &DeviceKey,
        root: &RootKey,
        vault: VaultId,
    ) -> Result<Self, NoEntropy> {
        // EXPOSE: the root key is the plain text that is being wrapped.
        let wrapped = aead::seal(&device.wrap_key(vault), root.0.expose(), &context(vault, KIND_KEYSTORE))?;
        Ok(Self { name, wrapped: wrapped.into(), unknown: Unknown::new() })
    }

    pub(crate) fn open(&self, device: &DeviceKey, vault: VaultId) -> Result<RootKey, SlotFault> {
        unwrap(&device.wrap_key(vault), &self.wrapped, &context(vault, KIND_KEYSTORE)).ok_or(SlotFault::Wrong)
    }
}

impl PassphraseSlot {
    pub(crate) fn make(
        passphrase: &Passphrase,
        root: &RootKey,
        vault: VaultId,
        cost: Cost,
    ) -> Result<Result<Self, KdfFault>, NoEntropy> {
        let salt = make_bytes()?;
        let stretched = match stretch(passphrase, &salt, vault, cost) {
            Ok(stretched) => stretched,
            Err(fault) => return Ok(Err(fault)),
        };
        // EXPOSE: the root key is the plain text that is being wrapped.
        let wrapped = aead::seal(&stretched.key, root.0.expose(), &context(vault, KIND_PASSPHRASE))?;
        let commitment = stretched.commitment;
        Ok(Ok(Self { cost, salt, commitment, wrapped: wrapped.into(), unknown: Unknown::new() }))
    }

    pub(crate) fn open(&self, passphrase: &Passphrase, vault: VaultId) -> Result<RootKey, SlotFault> {
        let stretched = stretch(passphrase, &self.salt, vault, self.cost).map_err(SlotFault::Kdf)?;
        if !bool::from(stretched.commitment.ct_eq(&self.commitment)) {
            return Err(SlotFault::Wrong);
        }
        unwrap(&stretched.key, &self.wrapped, &context(vault, KIND_PASSPHRASE)).ok_or(SlotFault::Damaged)
    }
}

fn stretch(passphrase: &Passphrase, salt: &[u8; 16], vault: VaultId, cost: Cost) -> Result<Stretched, KdfFault> {
    // EXPOSE: the passphrase is Argon2id's input.
    derive_stretched(passphrase.expose(), salt, None, &[b"lingpai/1 passphrase\0", &vault.0[..]].concat(), cost)
}

fn unwrap(key: &Key, wrapped: &[u8], context: &[u8]) -> Option<RootKey> {
    let plain = aead::open(key, wrapped, context).ok()?;
    plain.as_slice().try_into().ok().map(|bytes| RootKey(Key::from_bytes(bytes)))
}

impl Slot {
    pub(crate) fn encode(&self) -> Vec<u8> {
        match self {
            Self::Keystore(KeystoreSlot { name, wrapped, unknown }) => {
                let mut writer = Writer::new(unknown);
                writer.field(tag::KIND, &[KIND_KEYSTORE]);
                writer.field(tag::WRAPPED, wrapped);
                writer.field(tag::NAME, name.as_str().as_bytes());
                writer.finish()
            }
            Self::Passphrase(PassphraseSlot { cost, salt, commitment, wrapped, unknown }) => {
                let mut writer = Writer::new(unknown);
                writer.field(tag::KIND, &[KIND_PASSPHRASE]);
                writer.field(tag::WRAPPED, wrapped);
                writer.field(tag::COST, &cost.encode());
                writer.field(tag::SALT, salt);
                writer.field(tag::COMMITMENT, commitment);
                writer.finish()
            }
            Self::Foreign(bytes) => bytes.to_vec(),
        }
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Damage> {
        let mut reader = Reader::new(bytes);
        match reader.array(tag::KIND)? {
            [KIND_KEYSTORE] => {
                let wrapped = wrapped(&mut reader)?;
                let name = reader.text(tag::NAME)?.and_then(KeystoreName::parse);
                let name = name.ok_or(Damage::Field(tag::NAME))?;
                Ok(Self::Keystore(KeystoreSlot { name, wrapped, unknown: reader.finish()? }))
            }
            [KIND_PASSPHRASE] => Ok(Self::Passphrase(PassphraseSlot {
                wrapped: wrapped(&mut reader)?,
                cost: Cost::decode(&reader.array(tag::COST)?, tag::COST)?,
                salt: reader.array(tag::SALT)?,
                commitment: reader.array(tag::COMMITMENT)?,
                unknown: reader.finish()?,
            })),
            _ => {
                reader.finish()?;
                Ok(Self::Foreign(bytes.into()))
            }
        }
    }
}

/// A sealed 32-byte key has one length.
fn wrapped(reader: &mut Reader<'_>) -> Result<Box<[u8]>, Damage> {
    let bytes: [u8; 32 + aead::OVERHEAD] = reader.array(tag::WRAPPED)?;
    Ok(bytes.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const VAULT: VaultId = VaultId([5; 16]);

    #[test]
    fn a_keystore_slot_opens_with_its_key_in_its_vault() {
        let (root, device) = (RootKey(Key::from_bytes(&[3; 32])), DeviceKey::make().expect("entropy"));
        let name = KeystoreName::parse("secret-service").expect("a name");
        let slot = KeystoreSlot::make(name, &device, &root, VAULT).expect("entropy");
        let Ok(Slot::Keystore(slot)) = Slot::decode(&Slot::Keystore(slot).encode()) else {
            panic!("a keystore slot reads back")
        };
        assert_eq!(slot.name.as_str(), "secret-service");
        assert_eq!(slot.open(&device, VAULT).expect("its key").0.expose(), &[3; 32]);
        assert_eq!(slot.open(&DeviceKey::make().expect("entropy"), VAULT).err(), Some(SlotFault::Wrong));
        assert_eq!(slot.open(&device, VaultId([6; 16])).err(), Some(SlotFault::Wrong));
    }

    #[test]
    fn a_passphrase_slot_tells_wrong_from_damaged() {
        let root = RootKey(Key::from_bytes(&[3; 32]));
        let right = Passphrase::new("correct horse").expect("not empty");
        let slot = PassphraseSlot::make(&right, &root, VAULT, Cost::LEAST).expect("entropy").expect("memory");
        let Ok(Slot::Passphrase(mut slot)) = Slot::decode(&Slot::Passphrase(slot).encode()) else {
            panic!("a passphrase slot reads back")
        };
        assert_eq!(slot.open(&right, VAULT).expect("its passphrase").0.expose(), &[3; 32]);
        let wrong = Passphrase::new("correct horsf").expect("not empty");
        assert_eq!(slot.open(&wrong, VAULT).err(), Some(SlotFault::Wrong));
        slot.wrapped[30] ^= 1;
        assert_eq!(slot.open(&right, VAULT).err(), Some(SlotFault::Damaged));
    }

    #[test]
    fn a_slot_of_a_newer_version_is_kept() {
        let unknown = vec![(tag::KIND, vec![9].into()), (40, vec![1, 2, 3].into())];
        let bytes = Writer::new(&unknown).finish();
        let slot = Slot::decode(&bytes).expect("well formed");
        assert!(matches!(slot, Slot::Foreign(_)));
        assert_eq!(slot.encode(), bytes);
    }
}
