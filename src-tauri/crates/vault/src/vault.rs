use hmac::{Hmac, KeyInit, Mac};
use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{self, Event, PinGuard, State};
use lingpai_domain::{
    Account, AccountId, AccountNumber, Activation, Algorithm, Issuer, Moment, MovingFactor, OtpParameters, OtpSecret,
    Pin, UnixTime,
};
use sha2::Sha256;

use crate::anchor::{Anchor, AnchorText, AnchorVerdict};
use crate::body::{Body, Entry, Stored};
use crate::codec::{Damage, Unknown};
use crate::entropy::{NoEntropy, make_bytes};
use crate::file::{self, MINOR, Parsed};
use crate::folder::{Folder, FolderFault};
use crate::header::Header;
use crate::kdf::{Cost, KdfFault};
use crate::keys::{Derived, DeviceKey, Fingerprint, Key, Passphrase, RootKey, VaultId};
use crate::locked::{UnlockFault, Ways};
use crate::seal::{
    Context, Opened, PinTrial, Sealed, Wrap, open_secret, seal_for_kit, seal_under_pin, seal_under_root, unwrap_key,
};
use crate::settings::Settings;
use crate::slot::{KeystoreName, KeystoreSlot, PassphraseSlot, Slot};

/// What a new vault is opened with from then on.
pub enum Opener<'a> {
    /// A device key that the caller has put into the keystore named.
    Keystore(KeystoreName, &'a DeviceKey),
    /// A passphrase, stretched at a cost.
    Passphrase(&'a Passphrase, Cost),
}

/// An open vault.
pub struct Vault {
    pub(crate) folder: Folder,
    pub(crate) header: Header,
    pub(crate) body: Body,
    pub(crate) keys: Derived,
    access: Access,
    health: Health,
}

/// Whether an open vault may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It may.
    Full,
    /// It may only be read.
    ReadOnly(ReadOnly),
}

/// Why a vault may only be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// Another process holds it.
    OtherProcess,
    /// A newer version of the program wrote it.
    NewerVersion,
    /// The keystore remembers a newer state than this file, or nothing where it should remember one.
    Anchor(AnchorVerdict),
}

/// What was found wrong on the way to an open vault.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// How many damaged files were passed over.
    pub damaged: usize,
    /// Whether they could not be moved to quarantine.
    pub quarantine_failed: bool,
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
    /// The vault may only be read.
    #[error("the vault may only be read")]
    ReadOnly(ReadOnly),
    /// A way in that was to prove who asks does not open the vault.
    #[error(transparent)]
    Proof(#[from] UnlockFault),
    /// Without it nothing would open the vault.
    #[error("it is the last way into the vault")]
    LastWayIn,
    /// No account has this id.
    #[error("there is no such account")]
    NoAccount,
    /// The account's secret cannot be opened this way.
    #[error("the account has a PIN")]
    HasPin,
    /// The account has no PIN.
    #[error("the account has no PIN")]
    NoPin,
    /// The account's secret was erased after ten wrong PINs.
    #[error("the account's secret was erased after ten wrong PINs")]
    Erased,
    /// The account's sealed secret was changed.
    #[error("the account is damaged: {0}")]
    Damaged(Damage),
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

    /// Makes a vault in a folder that takes one, with one way in. It is on disk when this returns.
    pub fn create(folder: Folder, id: VaultId, opener: Opener<'_>, at: Moment) -> Result<Self, VaultFault> {
        if !folder.takes_a_new_vault()? {
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
        let header = Header {
            minor: MINOR,
            vault: id,
            generation: 0,
            slots: vec![slot],
            saved_at: at.wall,
            unknown: Unknown::new(),
        };
        let mut vault = Self::new_full(folder, header, Body::default(), keys, Health::default());
        vault.save(at)?;
        Ok(vault)
    }

    pub(crate) fn opened(folder: Folder, file: Parsed, body: Body, keys: Derived, health: Health) -> Self {
        let access = if file.newer {
            Access::ReadOnly(ReadOnly::NewerVersion)
        } else if !folder.may_be_written() {
            Access::ReadOnly(ReadOnly::OtherProcess)
        } else {
            Access::Full
        };
        Self { folder, header: file.header, body, keys, access, health }
    }

    pub(crate) fn new_full(folder: Folder, header: Header, body: Body, keys: Derived, health: Health) -> Self {
        Self { folder, header, body, keys, access: Access::Full, health }
    }

    /// The vault's name for good.
    pub fn id(&self) -> VaultId {
        self.header.vault
    }

    /// Whether it may be changed.
    pub fn access(&self) -> Access {
        self.access
    }

    /// What was found wrong when it was opened.
    pub fn health(&self) -> Health {
        self.health
    }

    /// How it opens.
    pub fn ways(&self) -> Ways {
        Ways::of(&self.header)
    }

    /// What the user has set.
    pub fn settings(&self) -> &Settings {
        &self.body.settings
    }

    /// Changes what the user has set; it is on disk when this returns.
    pub fn set_settings(&mut self, settings: Settings, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            body.settings = settings;
            Ok(())
        })
    }

    /// The latest moment of the steady clock that any save knew.
    pub fn steady(&self) -> UnixTime {
        self.body.steady
    }

    /// The number of the file that holds this state.
    pub fn generation(&self) -> u64 {
        self.header.generation
    }

    /// All accounts that could be read, in the order they were bound.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.body.all().map(|stored| &stored.account)
    }

    /// How many entries could not be read. They are kept in the file.
    pub fn set_aside(&self) -> usize {
        self.body.entries.len() - self.body.all().count()
    }

    /// One account.
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.body.stored(id).map(|stored| &stored.account)
    }

    /// The account that has the same secret and parameters, if there is one.
    pub fn same_as(&self, secret: &OtpSecret, otp: &OtpParameters) -> Option<&Account> {
        let fingerprint = self.keys.derive_fingerprint(secret, otp);
        self.body.all().find(|stored| stored.fingerprint == fingerprint).map(|stored| &stored.account)
    }

    /// Seals a new account's secret. Takes Argon2id's time and memory where it has a PIN; changes nothing yet.
    pub fn prepare(&self, new: NewAccount, secret: &OtpSecret, lock: Lock<'_>) -> Result<Change, VaultFault> {
        let context = self.context(AccountId(make_bytes()?));
        let kit = self.header.kit().map(|slot| &slot.recipient);
        let sealed = match lock {
            Lock::Root => seal_under_root(secret, context, &self.keys.root_wrap)?,
            Lock::Pin(pin, cost) => seal_under_pin(secret, pin, context, &self.keys.pin_pepper, cost, kit)??,
        };
        let fingerprint = self.keys.derive_fingerprint(secret, &new.otp);
        let NewAccount { issuer, number, otp, bound_at, activation, binding } = new;
        let account = Account { id: context.account, issuer, number, otp, bound_at, activation, binding };
        Ok(Change(Stored { account, fingerprint, sealed, unknown: Unknown::new() }))
    }

    /// Adds a prepared account; it is on disk when this returns.
    pub fn commit(&mut self, change: Change, at: Moment) -> Result<AccountId, VaultFault> {
        let id = change.account();
        self.change(at, |_, body, _| {
            body.entries.push(Entry::Account(Box::new(change.0)));
            Ok(id)
        })
    }

    /// Adds prepared accounts, all or none of them, in one save.
    pub fn commit_all(&mut self, changes: Vec<Change>, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            body.entries.extend(changes.into_iter().map(|change| Entry::Account(Box::new(change.0))));
            Ok(())
        })
    }

    /// Changes how an account is bound; it is on disk when this returns.
    pub fn set_binding(&mut self, id: AccountId, binding: State, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            body.stored_mut(id)?.account.binding = binding;
            Ok(())
        })
    }

    /// Changes how an account is bound in memory alone: for what the file already says, such as a try that was counted.
    pub fn note_binding(&mut self, id: AccountId, binding: State) -> Result<(), VaultFault> {
        self.body.stored_mut(id)?.account.binding = binding;
        Ok(())
    }

    /// Settles a right PIN: the new binding, and where there is a recovery kit that does not hold the account's key
    /// yet, the key sealed for it. On disk when this returns.
    pub fn settle_right_pin(
        &mut self,
        id: AccountId,
        binding: State,
        opened: &Opened,
        at: Moment,
    ) -> Result<(), VaultFault> {
        let context = self.context(id);
        self.change(at, |header, body, _| {
            let stored = body.stored_mut(id)?;
            stored.account.binding = binding;
            if let (None, Some(slot)) = (&stored.sealed.kit, header.kit()) {
                stored.sealed.kit = Some(seal_for_kit(&opened.account_key, &slot.recipient, context));
            }
            Ok(())
        })
    }

    /// Erases an account's secret after its tenth wrong PIN, where the user has set that; the account stays in the list.
    /// Older generations hold the secret still, so they go.
    pub fn erase(&mut self, id: AccountId, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            body.stored_mut(id)?.sealed = Sealed { secret: [].into(), wrap: Wrap::Erased, kit: None };
            Ok(())
        })?;
        Ok(self.folder.forget_old_ones(self.header.generation)?)
    }

    /// Opens the secret of an account without a PIN.
    pub fn open_secret(&self, id: AccountId) -> Result<OtpSecret, VaultFault> {
        let Stored { sealed, .. } = self.body.stored(id).ok_or(VaultFault::NoAccount)?;
        match &sealed.wrap {
            Wrap::Root(wrapped) => unwrap_key(wrapped, &self.keys.root_wrap, self.context(id))
                .and_then(|account_key| open_secret(&sealed.secret, &account_key, self.context(id)))
                .map_err(VaultFault::Damaged),
            Wrap::Pin(_) => Err(VaultFault::HasPin),
            Wrap::Erased => Err(VaultFault::Erased),
        }
    }

    /// Takes out what checking a PIN of this account needs.
    pub fn pin_trial(&self, id: AccountId) -> Result<PinTrial, VaultFault> {
        let Stored { sealed: Sealed { secret, wrap, .. }, .. } = self.body.stored(id).ok_or(VaultFault::NoAccount)?;
        match wrap {
            Wrap::Root(_) => Err(VaultFault::NoPin),
            Wrap::Erased => Err(VaultFault::Erased),
            Wrap::Pin(slot) => Ok(PinTrial {
                secret: secret.clone(),
                slot: slot.clone(),
                // EXPOSE: a second copy of the pepper for the time of the check; wiped with the trial.
                pepper: Key::from_bytes(self.keys.pin_pepper.expose()),
                context: self.context(id),
            }),
        }
    }

    /// What the keystore is to remember of the state that is on disk now.
    pub fn anchor(&self) -> AnchorText {
        let attempts = self.accounts().filter_map(|account| Some((account.id, account.binding.guard()?.attempts())));
        Anchor::new(self.header.generation, attempts).text(&self.keys, self.id())
    }

    /// Notes that the keystore holds an anchor from now on, or does not any more.
    pub fn set_anchored(&mut self, anchored: bool, at: Moment) -> Result<(), VaultFault> {
        if self.body.anchored == anchored {
            return Ok(());
        }
        self.change(at, |_, body, _| {
            body.anchored = anchored;
            Ok(())
        })
    }

    /// Compares the file with what the keystore remembers; from a verdict other than `Fine` on it may only be read.
    pub fn check_anchor(&mut self, remembered: Option<&AnchorText>) -> AnchorVerdict {
        let verdict = match remembered.map(|text| Anchor::read(text, &self.keys, self.id())) {
            None if self.body.anchored => AnchorVerdict::Missing,
            None => AnchorVerdict::Fine,
            Some(None) => AnchorVerdict::Forged,
            Some(Some(anchor)) if anchor.generation > self.header.generation => AnchorVerdict::Older,
            Some(Some(anchor)) => {
                // A newer file may be one that a thief made before: tries that the keystore has seen are never given
                // back. After a crash just behind a right PIN they count once more, until the next right one.
                self.body.raise(&anchor.attempts);
                AnchorVerdict::Fine
            }
        };
        if verdict != AnchorVerdict::Fine && self.access == Access::Full {
            self.access = Access::ReadOnly(ReadOnly::Anchor(verdict));
        }
        verdict
    }

    /// Goes on with a file that the keystore's memory does not bear out, because the user says so: what the keystore
    /// remembers of wrong PINs counts on, and every PIN account is Unsynced. On disk when this returns.
    pub fn accept_older(&mut self, remembered: Option<&AnchorText>, at: Moment) -> Result<(), VaultFault> {
        if !matches!(self.access, Access::ReadOnly(ReadOnly::Anchor(_))) {
            return self.writable();
        }
        let anchor = remembered.and_then(|text| Anchor::read(text, &self.keys, self.id()));
        let before = std::mem::replace(&mut self.access, Access::Full);
        let attempts = anchor.as_ref().map_or(&[][..], |anchor| &anchor.attempts);
        if let Some(anchor) = &anchor {
            self.folder.raise_floor(anchor.generation);
        }
        let saved = self.change(at, |_, body, _| {
            body.relocate(attempts);
            Ok(())
        });
        if saved.is_err() {
            self.access = before;
        }
        saved
    }

    pub(crate) fn writable(&self) -> Result<(), VaultFault> {
        match self.access {
            Access::Full => Ok(()),
            Access::ReadOnly(why) => Err(VaultFault::ReadOnly(why)),
        }
    }

    /// Makes a change in memory and on disk, or in neither.
    pub(crate) fn change<T>(
        &mut self,
        at: Moment,
        act: impl FnOnce(&mut Header, &mut Body, &Derived) -> Result<T, VaultFault>,
    ) -> Result<T, VaultFault> {
        self.writable()?;
        let before = (self.header.clone(), self.body.clone());
        let done = act(&mut self.header, &mut self.body, &self.keys);
        let done = done.and_then(|value| self.save(at).map(|()| value));
        if done.is_err() {
            (self.header, self.body) = before;
        }
        done
    }

    pub(crate) fn save(&mut self, at: Moment) -> Result<(), VaultFault> {
        self.header.generation = self.folder.next_generation()?;
        self.header.saved_at = at.wall;
        self.body.steady = self.body.steady.max(at.steady);
        let bytes = file::encode(&self.header, &self.body, &self.keys)?;
        let keys = &self.keys;
        self.folder.save(self.header.generation, at.wall, &bytes, |parsed| parsed.open(keys).map(drop))?;
        Ok(())
    }

    pub(crate) fn context(&self, account: AccountId) -> Context {
        Context { vault: self.header.vault, account }
    }
}

impl Derived {
    /// Marks a secret with its parameters, for whether two accounts are the same.
    pub(crate) fn derive_fingerprint(&self, secret: &OtpSecret, otp: &OtpParameters) -> Fingerprint {
        // EXPOSE: HMAC's key; the secret goes through HMAC and cannot be had back from the fingerprint.
        let mac = Hmac::<Sha256>::new_from_slice(self.fingerprint.expose()).expect("HMAC takes keys of any length");
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
}

impl Body {
    pub(crate) fn all(&self) -> impl Iterator<Item = &Stored> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Account(stored) => Some(&**stored),
            Entry::SetAside(_) => None,
        })
    }

    pub(crate) fn stored(&self, id: AccountId) -> Option<&Stored> {
        self.all().find(|stored| stored.account.id == id)
    }

    pub(crate) fn stored_mut(&mut self, id: AccountId) -> Result<&mut Stored, VaultFault> {
        let found = self.entries.iter_mut().find_map(|entry| match entry {
            Entry::Account(stored) if stored.account.id == id => Some(&mut **stored),
            Entry::Account(_) | Entry::SetAside(_) => None,
        });
        found.ok_or(VaultFault::NoAccount)
    }

    /// Every PIN account is Unsynced from now on, and no count of wrong PINs falls below what is remembered.
    pub(crate) fn relocate(&mut self, remembered: &[(AccountId, Attempts)]) {
        for entry in &mut self.entries {
            let Entry::Account(stored) = entry else { continue };
            let account = &mut stored.account;
            if let Ok((moved, _)) = binding::transition(Some(account.binding), Event::Relocate) {
                account.binding = moved;
            }
        }
        self.raise(remembered);
    }

    /// No count of wrong PINs falls below what is remembered.
    fn raise(&mut self, remembered: &[(AccountId, Attempts)]) {
        for entry in &mut self.entries {
            let Entry::Account(stored) = entry else { continue };
            let account = &mut stored.account;
            let remembered = remembered.iter().find(|(id, _)| *id == account.id);
            if let (Some((_, attempts)), Some(guard)) = (remembered, account.binding.guard())
                && attempts.wrong() > guard.attempts().wrong()
            {
                account.binding = account.binding.with_guard(PinGuard::Resting(*attempts));
            }
        }
    }
}
