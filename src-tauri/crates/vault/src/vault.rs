use hmac::{Hmac, KeyInit, Mac};
use lingpai_domain::binding::State;
use lingpai_domain::{
    Account, AccountId, AccountNumber, Activation, Algorithm, Issuer, MovingFactor, OtpParameters, OtpSecret, Pin,
    UnixTime,
};
use sha2::Sha256;

use crate::body::{Body, Entry, Stored};
use crate::codec::{Damage, Unknown};
use crate::entropy::{NoEntropy, make_bytes};
use crate::file::{self, Parsed};
use crate::folder::{Folder, FolderFault};
use crate::header::Header;
use crate::kdf::{Cost, KdfFault};
use crate::keys::{Derived, DeviceKey, Fingerprint, Key, Passphrase, RootKey, VaultId};
use crate::seal::{Context, PinTrial, Sealed, Wrap, open_secret, seal_under_pin, seal_under_root};
use crate::slot::{KeystoreName, KeystoreSlot, PassphraseSlot, Slot, SlotFault};

/// What a new vault is opened with from then on.
pub enum Opener<'a> {
    /// A device key that the caller has put into the keystore named.
    Keystore(KeystoreName, &'a DeviceKey),
    /// A passphrase, stretched at a cost.
    Passphrase(&'a Passphrase, Cost),
}

/// A vault whose file has been read and whose keys are not known yet.
pub struct Locked {
    folder: Folder,
    file: Parsed,
}

/// An open vault.
pub struct Vault {
    folder: Folder,
    header: Header,
    body: Body,
    keys: Derived,
}

/// Why a vault could not be made or changed. Nothing of the change is kept, in memory or on disk.
#[derive(Debug, thiserror::Error)]
pub enum VaultFault {
    /// The folder.
    #[error(transparent)]
    Folder(#[from] FolderFault),
    /// No random bytes.
    #[error(transparent)]
    NoEntropy(#[from] NoEntropy),
    /// Argon2id.
    #[error(transparent)]
    Kdf(#[from] KdfFault),
    /// There is a vault in the folder already.
    #[error("there is a vault already")]
    Exists,
    /// No account has this id.
    #[error("there is no such account")]
    NoAccount,
    /// The account's secret cannot be opened this way.
    #[error("the account has a PIN")]
    HasPin,
    /// The account has no PIN.
    #[error("the account has no PIN")]
    NoPin,
    /// The account's sealed secret was changed.
    #[error("the account is damaged: {0}")]
    Damaged(Damage),
}

/// Why a vault stays locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnlockFault {
    /// The vault has no slot of this kind.
    #[error("the vault does not open this way")]
    NoSlot,
    /// It is another key or passphrase.
    #[error("the key or passphrase is another one")]
    Wrong,
    /// The right key, over changed bytes.
    #[error("the vault is damaged: {0}")]
    Damaged(Damage),
    /// It could not be checked.
    #[error(transparent)]
    Kdf(KdfFault),
}

impl Locked {
    /// Reads the newest whole file of a folder. `Err` gives the folder back where there is no vault.
    pub fn read(folder: Folder) -> Result<Result<Self, Folder>, FolderFault> {
        Ok(match folder.newest()? {
            Some(file) => Ok(Self { folder, file }),
            None => Err(folder),
        })
    }

    /// The vault's name for good, under which its keys lie in a keystore.
    pub fn id(&self) -> VaultId {
        self.file.header.vault
    }

    /// Which keystore holds the device key, where the vault opens with one.
    pub fn keystore(&self) -> Option<&KeystoreName> {
        self.file.header.keystore().map(|slot| &slot.name)
    }

    /// Whether the vault opens with a passphrase.
    pub fn has_passphrase(&self) -> bool {
        self.file.header.passphrase().is_some()
    }

    /// Opens the vault with the key from the keystore. A fault gives the locked vault back.
    pub fn unlock_with_device_key(self, device: &DeviceKey) -> Result<Vault, (Self, UnlockFault)> {
        let root = match self.file.header.keystore() {
            Some(slot) => slot.open(device, self.id()).map_err(UnlockFault::from),
            None => Err(UnlockFault::NoSlot),
        };
        self.unlock(root)
    }

    /// Opens the vault with its passphrase. Takes Argon2id's time and memory. A fault gives the locked vault back.
    pub fn unlock_with_passphrase(self, passphrase: &Passphrase) -> Result<Vault, (Self, UnlockFault)> {
        let root = match self.file.header.passphrase() {
            Some(slot) => slot.open(passphrase, self.id()).map_err(UnlockFault::from),
            None => Err(UnlockFault::NoSlot),
        };
        self.unlock(root)
    }

    fn unlock(self, root: Result<RootKey, UnlockFault>) -> Result<Vault, (Self, UnlockFault)> {
        let root = match root {
            Ok(root) => root,
            Err(fault) => return Err((self, fault)),
        };
        let keys = root.derive_all(self.id());
        match self.file.open(&keys) {
            Ok(body) => Ok(Vault { folder: self.folder, header: self.file.header, body, keys }),
            Err(damage) => Err((self, UnlockFault::Damaged(damage))),
        }
    }
}

impl From<SlotFault> for UnlockFault {
    fn from(fault: SlotFault) -> Self {
        match fault {
            SlotFault::Wrong => Self::Wrong,
            SlotFault::Damaged => Self::Damaged(Damage::Sealed),
            SlotFault::Kdf(fault) => Self::Kdf(fault),
        }
    }
}

/// What a new account is made of, beside its secret.
pub struct NewAccount {
    /// Who issued it, where known.
    pub issuer: Option<Issuer>,
    /// Its number or name at the issuer.
    pub number: AccountNumber,
    /// How its codes are made.
    pub otp: OtpParameters,
    /// When it is bound.
    pub bound_at: UnixTime,
    /// What only a broker's account has.
    pub activation: Option<Activation>,
    /// How it is bound.
    pub binding: State,
}

/// What a new account's secret is sealed under.
pub enum Lock<'a> {
    /// The open vault alone.
    Root,
    /// A PIN, stretched at a cost.
    Pin(&'a Pin, Cost),
}

/// A change that has been prepared, Argon2id's work included, and waits for [`Vault::commit`].
pub struct Change(Stored);

impl Change {
    /// The id of the account that is going to be added.
    pub fn account(&self) -> AccountId {
        self.0.account.id
    }
}

impl Vault {
    /// A new id for a vault that is going to be made.
    pub fn make_id() -> Result<VaultId, NoEntropy> {
        VaultId::make()
    }

    /// Makes a vault in a folder that has none, with one way in. It is on disk when this returns.
    pub fn create(folder: Folder, id: VaultId, opener: Opener<'_>) -> Result<Self, VaultFault> {
        let generation = folder.next_generation()?;
        if generation != 1 {
            return Err(VaultFault::Exists);
        }
        let root = RootKey(Key::make()?);
        let slot = match opener {
            Opener::Keystore(name, device) => Slot::Keystore(KeystoreSlot::make(name, device, &root, id)?),
            Opener::Passphrase(passphrase, cost) => {
                Slot::Passphrase(PassphraseSlot::make(passphrase, &root, id, cost)??)
            }
        };
        let keys = root.derive_all(id);
        let header = Header { vault: id, generation, slots: vec![slot], unknown: Unknown::new() };
        let mut vault = Self { folder, header, body: Body::default(), keys };
        vault.header.generation = 0;
        vault.save()?;
        Ok(vault)
    }

    /// All accounts that could be read, in the order they were bound.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.all().map(|stored| &stored.account)
    }

    /// How many entries could not be read. They are kept in the file.
    pub fn set_aside(&self) -> usize {
        self.body.entries.len() - self.all().count()
    }

    /// One account.
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.stored(id).map(|stored| &stored.account)
    }

    /// The account that has the same secret and parameters, if there is one.
    pub fn same_as(&self, secret: &OtpSecret, otp: &OtpParameters) -> Option<&Account> {
        let fingerprint = self.derive_fingerprint(secret, otp);
        self.all().find(|stored| stored.fingerprint == fingerprint).map(|stored| &stored.account)
    }

    /// Seals a new account's secret. Takes Argon2id's time and memory where it has a PIN; changes nothing yet.
    pub fn prepare(&self, new: NewAccount, secret: &OtpSecret, lock: Lock<'_>) -> Result<Change, VaultFault> {
        let context = Context { vault: self.header.vault, account: AccountId(make_bytes()?) };
        let sealed = match lock {
            Lock::Root => seal_under_root(secret, context, &self.keys.root_wrap)?,
            Lock::Pin(pin, cost) => seal_under_pin(secret, pin, context, &self.keys.pin_pepper, cost)??,
        };
        let fingerprint = self.derive_fingerprint(secret, &new.otp);
        let NewAccount { issuer, number, otp, bound_at, activation, binding } = new;
        let account = Account { id: context.account, issuer, number, otp, bound_at, activation, binding };
        Ok(Change(Stored { account, fingerprint, sealed, unknown: Unknown::new() }))
    }

    /// Adds a prepared account; it is on disk when this returns.
    pub fn commit(&mut self, change: Change) -> Result<AccountId, VaultFault> {
        let id = change.account();
        self.body.entries.push(Entry::Account(Box::new(change.0)));
        match self.save() {
            Ok(()) => Ok(id),
            Err(fault) => {
                self.body.entries.pop();
                Err(fault)
            }
        }
    }

    /// Changes how an account is bound; it is on disk when this returns.
    pub fn set_binding(&mut self, id: AccountId, binding: State) -> Result<(), VaultFault> {
        let stored = self.stored_mut(id).ok_or(VaultFault::NoAccount)?;
        let before = std::mem::replace(&mut stored.account.binding, binding);
        let saved = self.save();
        if saved.is_err() {
            let stored = self.stored_mut(id).ok_or(VaultFault::NoAccount)?;
            stored.account.binding = before;
        }
        saved
    }

    /// Changes how an account is bound in memory alone: for what the file already says, such as a try that was counted.
    pub fn note_binding(&mut self, id: AccountId, binding: State) -> Result<(), VaultFault> {
        self.stored_mut(id).ok_or(VaultFault::NoAccount)?.account.binding = binding;
        Ok(())
    }

    /// Opens the secret of an account without a PIN.
    pub fn open_secret(&self, id: AccountId) -> Result<OtpSecret, VaultFault> {
        let Stored { sealed, .. } = self.stored(id).ok_or(VaultFault::NoAccount)?;
        match &sealed.wrap {
            Wrap::Root(wrapped) => open_secret(&sealed.secret, wrapped, &self.keys.root_wrap, self.context(id))
                .map_err(VaultFault::Damaged),
            Wrap::Pin(_) => Err(VaultFault::HasPin),
        }
    }

    /// Takes out what checking a PIN of this account needs.
    pub fn pin_trial(&self, id: AccountId) -> Result<PinTrial, VaultFault> {
        let Stored { sealed: Sealed { secret, wrap }, .. } = self.stored(id).ok_or(VaultFault::NoAccount)?;
        match wrap {
            Wrap::Root(_) => Err(VaultFault::NoPin),
            Wrap::Pin(slot) => Ok(PinTrial {
                secret: secret.clone(),
                slot: slot.clone(),
                // EXPOSE: a second copy of the pepper for the time of the check; wiped with the trial.
                pepper: Key::from_bytes(self.keys.pin_pepper.expose()),
                context: self.context(id),
            }),
        }
    }

    fn save(&mut self) -> Result<(), VaultFault> {
        let before = self.header.generation;
        self.header.generation = self.folder.next_generation()?;
        let saved = file::encode(&self.header, &self.body, &self.keys)
            .map_err(VaultFault::from)
            .and_then(|bytes| self.folder.save(self.header.generation, &bytes).map_err(VaultFault::from));
        if saved.is_err() {
            self.header.generation = before;
        }
        saved
    }

    fn context(&self, account: AccountId) -> Context {
        Context { vault: self.header.vault, account }
    }

    fn derive_fingerprint(&self, secret: &OtpSecret, otp: &OtpParameters) -> Fingerprint {
        // EXPOSE: HMAC's key; the secret goes through HMAC and cannot be had back from the fingerprint.
        let mac =
            Hmac::<Sha256>::new_from_slice(self.keys.fingerprint.expose()).expect("HMAC takes keys of any length");
        let algorithm: &[u8] = match otp.algorithm {
            Algorithm::Sha1 => b"1",
            Algorithm::Sha256 => b"2",
            Algorithm::Sha512 => b"3",
        };
        let factor = match otp.moving_factor {
            MovingFactor::Time(period) => period.secs(),
            // Two HOTP registrations of one secret are the same account whatever their counters.
            MovingFactor::Counter(_) => 0,
        };
        let parameters = [algorithm, &[otp.digits.get()], &factor.to_be_bytes()].concat();
        let mac = mac.chain_update(parameters).chain_update(secret.expose());
        Fingerprint(mac.finalize().into_bytes().into())
    }

    fn all(&self) -> impl Iterator<Item = &Stored> {
        self.body.entries.iter().filter_map(|entry| match entry {
            Entry::Account(stored) => Some(&**stored),
            Entry::SetAside(_) => None,
        })
    }

    fn stored(&self, id: AccountId) -> Option<&Stored> {
        self.all().find(|stored| stored.account.id == id)
    }

    fn stored_mut(&mut self, id: AccountId) -> Option<&mut Stored> {
        self.body.entries.iter_mut().find_map(|entry| match entry {
            Entry::Account(stored) if stored.account.id == id => Some(&mut **stored),
            Entry::Account(_) | Entry::SetAside(_) => None,
        })
    }
}
