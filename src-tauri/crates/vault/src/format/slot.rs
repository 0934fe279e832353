use lingpai_domain::UnixTime;
use subtle::ConstantTimeEq;

use crate::format::codec::{Damage, Reader, Unknown, Writer};
use crate::keys::aead;
use crate::keys::backup::BackupPassphrase;
use crate::keys::entropy::{NoEntropy, make_bytes};
use crate::keys::kdf::{Cost, KdfFault, Stretched, derive_stretched};
use crate::keys::kit::{KitRecipient, MAX_SEALED, RecoveryKit};
use crate::keys::{DeviceKey, Key, Passphrase, RootKey, VaultId};

/// The name of the keystore that holds the device key: 1 to 32 of `a` to `z` and `-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeystoreName(Box<str>);

impl KeystoreName {
    /// Checks the characters.
    pub fn parse(name: &str) -> Option<Self> {
        let good = (1..=32).contains(&name.len()) && name.bytes().all(|c| c.is_ascii_lowercase() || c == b'-');
        good.then(|| Self(name.into()))
    }

    /// Gives the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One way of opening the root key.
#[derive(Clone)]
pub(crate) enum Slot {
    Keystore(KeystoreSlot),
    Passphrase(PassphraseSlot),
    Kit(KitSlot),
    Backup(BackupSlot),
    /// A slot of a kind that a newer version wrote. It is kept byte for byte.
    Foreign(Box<[u8]>),
}

/// The kinds of slots that this version can open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// A device key in the operating system's keystore.
    Keystore,
    /// A passphrase. In a backup it is the passphrase for backups.
    Passphrase,
    /// The recovery kit.
    Kit,
}

/// The root key, wrapped by a device key in the operating system's keystore.
#[derive(Clone)]
pub(crate) struct KeystoreSlot {
    pub(crate) name: KeystoreName,
    commitment: [u8; 32],
    wrapped: Box<[u8]>,
    unknown: Unknown,
}

/// The root key, wrapped by a key that Argon2id makes of a passphrase.
#[derive(Clone)]
pub(crate) struct PassphraseSlot {
    cost: Cost,
    salt: [u8; 16],
    commitment: [u8; 32],
    wrapped: Box<[u8]>,
    unknown: Unknown,
}

/// The root key, sealed for a recovery kit.
#[derive(Clone)]
pub(crate) struct KitSlot {
    pub(crate) recipient: KitRecipient,
    pub(crate) made_at: UnixTime,
    sealed: Box<[u8]>,
    unknown: Unknown,
}

/// The root key of a backup, sealed for the passphrase for backups.
#[derive(Clone)]
pub(crate) struct BackupSlot {
    pub(crate) passphrase: BackupPassphrase,
    sealed: Box<[u8]>,
    unknown: Unknown,
}

/// Why a slot does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlotFault {
    /// The key or the passphrase is wrong.
    Wrong,
    /// The key or the passphrase is right, but the wrapped key was changed.
    Damaged,
    Kdf(KdfFault),
}

const KIND_KEYSTORE: u8 = 1;
const KIND_PASSPHRASE: u8 = 2;
const KIND_KIT: u8 = 3;
const KIND_BACKUP: u8 = 4;

mod tag {
    pub(super) const KIND: u16 = 1;
    pub(super) const WRAPPED: u16 = 2;
    pub(super) const NAME: u16 = 3;
    pub(super) const COST: u16 = 4;
    pub(super) const SALT: u16 = 5;
    pub(super) const COMMITMENT: u16 = 6;
    pub(super) const RECIPIENT: u16 = 7;
    pub(super) const MADE_AT: u16 = 8;
    pub(super) const LAST: u16 = MADE_AT;
}

/// Gives the context of a wrapped root key: its vault and the kind of its slot.
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
        let commitment = device.commitment(vault);
        Ok(Self { name, commitment, wrapped: wrapped.into(), unknown: Unknown::new() })
    }

    pub(crate) fn open(&self, device: &DeviceKey, vault: VaultId) -> Result<RootKey, SlotFault> {
        if !bool::from(device.commitment(vault).ct_eq(&self.commitment)) {
            return Err(SlotFault::Wrong);
        }
        unwrap(&device.wrap_key(vault), &self.wrapped, &context(vault, KIND_KEYSTORE)).ok_or(SlotFault::Damaged)
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

    pub(crate) fn cost(&self) -> Cost {
        self.cost
    }
}

impl KitSlot {
    pub(crate) fn make(kit: &RecoveryKit, root: &RootKey, vault: VaultId, made_at: UnixTime) -> Self {
        Self::make_for(kit.recipient(), root, vault, made_at)
    }

    /// Makes the slot of the same kit for another root key. This needs no kit.
    pub(crate) fn again(&self, root: &RootKey, vault: VaultId) -> Self {
        Self::make_for(self.recipient.clone(), root, vault, self.made_at)
    }

    fn make_for(recipient: KitRecipient, root: &RootKey, vault: VaultId, made_at: UnixTime) -> Self {
        let sealed = recipient.seal(&root.0, &context(vault, KIND_KIT));
        Self { recipient, made_at, sealed, unknown: Unknown::new() }
    }

    pub(crate) fn open(&self, kit: &RecoveryKit, vault: VaultId) -> Result<RootKey, SlotFault> {
        if kit.recipient() != self.recipient {
            return Err(SlotFault::Wrong);
        }
        kit.open(&self.sealed, &context(vault, KIND_KIT)).map(RootKey).ok_or(SlotFault::Damaged)
    }
}

impl BackupSlot {
    /// Makes the slot. This needs no passphrase.
    pub(crate) fn make(passphrase: BackupPassphrase, root: &RootKey, vault: VaultId) -> Self {
        let sealed = passphrase.recipient.seal(&root.0, &context(vault, KIND_BACKUP));
        Self { passphrase, sealed, unknown: Unknown::new() }
    }

    /// Makes the slot of the same passphrase for another root key.
    pub(crate) fn again(&self, root: &RootKey, vault: VaultId) -> Self {
        Self::make(self.passphrase.clone(), root, vault)
    }

    pub(crate) fn open(&self, passphrase: &Passphrase, vault: VaultId) -> Result<RootKey, SlotFault> {
        let own = self.passphrase.private(passphrase, vault).map_err(SlotFault::Kdf)?.ok_or(SlotFault::Wrong)?;
        own.open(&self.sealed, &context(vault, KIND_BACKUP)).map(RootKey).ok_or(SlotFault::Damaged)
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
    /// Gives the kind. `None` for a slot that a newer version wrote.
    pub(crate) fn kind(&self) -> Option<SlotKind> {
        match self {
            Self::Keystore(_) => Some(SlotKind::Keystore),
            Self::Passphrase(_) | Self::Backup(_) => Some(SlotKind::Passphrase),
            Self::Kit(_) => Some(SlotKind::Kit),
            Self::Foreign(_) => None,
        }
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        match self {
            Self::Keystore(KeystoreSlot { name, commitment, wrapped, unknown }) => {
                let mut writer = Writer::new(unknown);
                writer.field(tag::KIND, &[KIND_KEYSTORE]);
                writer.field(tag::WRAPPED, wrapped);
                writer.field(tag::NAME, name.as_str().as_bytes());
                writer.field(tag::COMMITMENT, commitment);
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
            Self::Kit(KitSlot { recipient, made_at, sealed, unknown }) => {
                let mut writer = Writer::new(unknown);
                writer.field(tag::KIND, &[KIND_KIT]);
                writer.field(tag::WRAPPED, sealed);
                writer.field(tag::RECIPIENT, recipient.text().as_bytes());
                writer.field(tag::MADE_AT, &made_at.millis().to_be_bytes());
                writer.finish()
            }
            Self::Backup(BackupSlot { passphrase: BackupPassphrase { cost, salt, recipient }, sealed, unknown }) => {
                let mut writer = Writer::new(unknown);
                writer.field(tag::KIND, &[KIND_BACKUP]);
                writer.field(tag::WRAPPED, sealed);
                writer.field(tag::COST, &cost.encode());
                writer.field(tag::SALT, salt);
                writer.field(tag::RECIPIENT, recipient.text().as_bytes());
                writer.finish()
            }
            Self::Foreign(bytes) => bytes.to_vec(),
        }
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Damage> {
        let mut reader = Reader::new(bytes, tag::LAST)?;
        match reader.array(tag::KIND)? {
            [KIND_KEYSTORE] => {
                let wrapped = wrapped(&mut reader)?;
                let name = KeystoreName::parse(text(&mut reader, tag::NAME)?).ok_or(Damage::Field(tag::NAME))?;
                let commitment = reader.array(tag::COMMITMENT)?;
                Ok(Self::Keystore(KeystoreSlot { name, commitment, wrapped, unknown: reader.finish()? }))
            }
            [KIND_PASSPHRASE] => Ok(Self::Passphrase(PassphraseSlot {
                wrapped: wrapped(&mut reader)?,
                cost: Cost::decode(&reader.array(tag::COST)?, tag::COST)?,
                salt: reader.array(tag::SALT)?,
                commitment: reader.array(tag::COMMITMENT)?,
                unknown: reader.finish()?,
            })),
            [KIND_KIT] => {
                let sealed = sealed(&mut reader)?;
                let recipient = recipient(&mut reader)?;
                let made_at = UnixTime::from_millis(reader.u64(tag::MADE_AT)?);
                Ok(Self::Kit(KitSlot { recipient, made_at, sealed, unknown: reader.finish()? }))
            }
            [KIND_BACKUP] => {
                let sealed = sealed(&mut reader)?;
                let passphrase = BackupPassphrase {
                    cost: Cost::decode(&reader.array(tag::COST)?, tag::COST)?,
                    salt: reader.array(tag::SALT)?,
                    recipient: recipient(&mut reader)?,
                };
                Ok(Self::Backup(BackupSlot { passphrase, sealed, unknown: reader.finish()? }))
            }
            // The meaning of its other fields is unknown, so only the form was checked.
            _ => Ok(Self::Foreign(bytes.into())),
        }
    }
}

fn text<'a>(reader: &mut Reader<'a>, tag: u16) -> Result<&'a str, Damage> {
    reader.text(tag)?.ok_or(Damage::Missing(tag))
}

/// Reads a key that is sealed in an age file.
fn sealed(reader: &mut Reader<'_>) -> Result<Box<[u8]>, Damage> {
    let sealed = reader.field(tag::WRAPPED)?;
    if sealed.len() > MAX_SEALED { Err(Damage::Field(tag::WRAPPED)) } else { Ok(sealed.into()) }
}

fn recipient(reader: &mut Reader<'_>) -> Result<KitRecipient, Damage> {
    KitRecipient::parse(text(reader, tag::RECIPIENT)?).ok_or(Damage::Field(tag::RECIPIENT))
}

/// Reads a sealed key, whose length is fixed.
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
        let Ok(Slot::Keystore(mut slot)) = Slot::decode(&Slot::Keystore(slot).encode()) else {
            panic!("a keystore slot reads back")
        };
        assert_eq!(slot.name.as_str(), "secret-service");
        assert_eq!(slot.open(&device, VAULT).expect("its key").0.expose(), &[3; 32]);
        assert_eq!(slot.open(&DeviceKey::make().expect("entropy"), VAULT).err(), Some(SlotFault::Wrong));
        assert_eq!(slot.open(&device, VaultId([6; 16])).err(), Some(SlotFault::Wrong));
        slot.wrapped[30] ^= 1;
        assert_eq!(slot.open(&device, VAULT).err(), Some(SlotFault::Damaged));
    }

    #[test]
    fn a_kit_slot_opens_with_its_kit_in_its_vault() {
        let (root, kit) = (RootKey(Key::from_bytes(&[3; 32])), RecoveryKit::make());
        let made_at = UnixTime::from_secs(1_795_000_000);
        let bytes = Slot::Kit(KitSlot::make(&kit, &root, VAULT, made_at)).encode();
        let slot = Slot::decode(&bytes).expect("its own bytes");
        assert_eq!(slot.encode(), bytes);
        let Slot::Kit(mut slot) = slot else { panic!("a kit slot reads back") };
        assert_eq!(slot.made_at, made_at);
        assert_eq!(slot.open(&kit, VAULT).expect("its kit").0.expose(), &[3; 32]);
        assert_eq!(slot.open(&RecoveryKit::make(), VAULT).err(), Some(SlotFault::Wrong));
        assert_eq!(slot.open(&kit, VaultId([6; 16])).err(), Some(SlotFault::Damaged));
        let last = slot.sealed.len() - 1;
        slot.sealed[last] ^= 1;
        assert_eq!(slot.open(&kit, VAULT).err(), Some(SlotFault::Damaged));
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
    fn a_backup_slot_is_made_without_its_passphrase_and_opens_with_it() {
        let (root, right) = (RootKey(Key::from_bytes(&[3; 32])), Passphrase::new("correct horse").expect("not empty"));
        let public = BackupPassphrase::make(&right, VAULT, Cost::LEAST).expect("entropy").expect("memory");
        let bytes = Slot::Backup(BackupSlot::make(public, &root, VAULT)).encode();
        let slot = Slot::decode(&bytes).expect("its own bytes");
        assert_eq!((slot.encode(), slot.kind()), (bytes, Some(SlotKind::Passphrase)));
        let Slot::Backup(mut slot) = slot else { panic!("a backup slot reads back") };
        assert_eq!(slot.open(&right, VAULT).expect("its passphrase").0.expose(), &[3; 32]);
        let wrong = Passphrase::new("correct horsf").expect("not empty");
        assert_eq!(slot.open(&wrong, VAULT).err(), Some(SlotFault::Wrong));
        assert_eq!(slot.open(&right, VaultId([6; 16])).err(), Some(SlotFault::Wrong));
        let other = RootKey(Key::from_bytes(&[4; 32]));
        assert_eq!(slot.again(&other, VAULT).open(&right, VAULT).expect("its passphrase").0.expose(), &[4; 32]);
        let last = slot.sealed.len() - 1;
        slot.sealed[last] ^= 1;
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
