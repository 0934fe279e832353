pub(crate) mod anchor;
mod arrange;
mod backup;
pub(crate) mod open;
pub(crate) mod way_in;
pub(crate) mod ways;

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{self, Event, PinGuard, State};
use lingpai_domain::{
    Account, AccountId, AccountNumber, Activation, Algorithm, Alphabet, Arrangement, Device, Issuer, Moment,
    MovingFactor, OtpParameters, OtpSecret, Pin, UnixTime, trail,
};
use sha2::Sha256;

use crate::format::body::{Body, Entry, Line, MAX_SEEN, MAX_TRAIL, Stored, Trashed};
use crate::format::codec::{Damage, Unknown};
use crate::format::file::{self, MINOR, Parsed};
use crate::format::header::Header;
use crate::format::settings::Settings;
use crate::format::slot::{KeystoreName, KeystoreSlot, PassphraseSlot, Slot};
use crate::keys::entropy::{NoEntropy, make_bytes};
use crate::keys::kdf::{Cost, KdfFault};
use crate::keys::seal::{
    Context, Opened, PinTrial, Sealed, TransferSlot, Under, Wrap, open_secret, seal_for_kit, seal_under_pin,
    seal_under_root, unwrap_key,
};
use crate::keys::{Derived, DeviceKey, Fingerprint, Key, Passphrase, RootKey, VaultId};
use crate::store::folder::{Folder, FolderFault};
use crate::vault::anchor::{Anchor, AnchorText, AnchorVerdict};
use crate::vault::way_in::{UnlockFault, Ways};

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
    /// What the next change notes in the audit trail.
    to_note: Vec<trail::Entry>,
    /// Whether an account was used since the last save.
    pub(crate) used: bool,
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
    /// The recovery kit does not hold the account's key.
    #[error("the recovery kit does not hold this account's key")]
    NotInKit,
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
    /// How often its PIN was changed since it was registered.
    pub epoch: u32,
    /// The further devices of a Main account.
    pub devices: Vec<Device>,
}

impl From<&Account> for NewAccount {
    fn from(account: &Account) -> Self {
        let Account { issuer, number, otp, bound_at, activation, binding, epoch, devices, .. } = account.clone();
        Self { issuer, number, otp, bound_at, activation, binding, epoch, devices }
    }
}

/// What a new account's secret is sealed under.
pub enum Lock<'a> {
    /// The open vault alone.
    Root,
    /// A PIN, stretched at a cost.
    Pin(&'a Pin, Cost),
}

/// A secret that another device has sealed under the account's PIN.
pub struct Transferred<'a> {
    /// All that the transfer says in the open.
    pub head: &'a [u8],
    /// Argon2id's memory in KiB, passes and lanes, as the transfer asks for them.
    pub cost: [u32; 3],
    /// Argon2id's salt.
    pub salt: [u8; 16],
    /// What tells a wrong PIN from damaged bytes.
    pub commitment: [u8; 32],
    /// The sealed secret, 41 to 168 bytes.
    pub sealed: &'a [u8],
}

/// A change that has been prepared, Argon2id's work included, and waits for [`Vault::commit`].
pub struct Change(Stored);

impl Change {
    /// The id of the account that is going to be added.
    pub fn account(&self) -> AccountId {
        self.0.account.id
    }

    /// The account by its words, for the audit trail.
    pub fn named(&self) -> trail::Named {
        (&self.0.account).into()
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
        Self { folder, header: file.header, body, keys, access, health, to_note: Vec::new(), used: false }
    }

    pub(crate) fn new_full(folder: Folder, header: Header, body: Body, keys: Derived, health: Health) -> Self {
        Self { folder, header, body, keys, access: Access::Full, health, to_note: Vec::new(), used: false }
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

    /// All accounts that could be read, in the order that the user put them in, or else in which they were bound.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.body.all().map(|stored| &stored.account)
    }

    /// How many entries could not be read. They are kept in the file.
    pub fn set_aside(&self) -> usize {
        self.body.entries.len() - self.body.all().count()
    }

    /// One account.
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts().find(|account| account.id == id)
    }

    /// One account, a removed one too.
    pub fn account_or_trashed(&self, id: AccountId) -> Option<&Account> {
        self.body.stored(id).map(|stored| &stored.account)
    }

    /// The account that has the same secret and parameters, if there is one.
    pub fn same_as(&self, secret: &OtpSecret, otp: &OtpParameters) -> Option<&Account> {
        let fingerprint = self.keys.derive_fingerprint(secret, otp);
        self.body.all().find(|stored| stored.fingerprint == fingerprint).map(|stored| &stored.account)
    }

    /// What tells a secret with its parameters from any other, and says nothing else about it.
    pub fn fingerprint(&self, secret: &OtpSecret, otp: &OtpParameters) -> Fingerprint {
        self.keys.derive_fingerprint(secret, otp)
    }

    /// Seals a new account's secret. Takes Argon2id's time and memory where it has a PIN; changes nothing yet.
    pub fn prepare(&self, new: NewAccount, secret: &OtpSecret, lock: Lock<'_>) -> Result<Change, VaultFault> {
        self.prepare_as(AccountId(make_bytes()?), new, secret, lock)
    }

    /// As [`Vault::prepare`] under an id of the caller's: one of an account that is there has the change take its place.
    pub fn prepare_as(
        &self,
        id: AccountId,
        new: NewAccount,
        secret: &OtpSecret,
        lock: Lock<'_>,
    ) -> Result<Change, VaultFault> {
        let context = self.context(id);
        let kit = self.header.kit().map(|slot| &slot.recipient);
        let sealed = match lock {
            Lock::Root => seal_under_root(secret, context, &self.keys.root_wrap)?,
            Lock::Pin(pin, cost) => seal_under_pin(secret, pin, context, &self.keys.pin_pepper, cost, kit)??,
        };
        let fingerprint = self.keys.derive_fingerprint(secret, &new.otp);
        Ok(Change(new.stored(id, fingerprint, sealed)))
    }

    /// Takes over a secret as another device sealed it. No PIN is checked and no memory taken; costs beyond the caps are
    /// refused.
    pub fn prepare_transferred(
        &self,
        id: Option<AccountId>,
        new: NewAccount,
        transferred: &Transferred<'_>,
    ) -> Result<Change, VaultFault> {
        let id = match id {
            Some(id) => id,
            None => AccountId(make_bytes()?),
        };
        let &Transferred { head, cost, salt, commitment, sealed } = transferred;
        let cost = Cost::within_caps(cost).ok_or(VaultFault::Damaged(Damage::Sealed))?;
        let wrap = Wrap::Transfer(TransferSlot { head: head.into(), cost, salt, commitment });
        // Until the PIN opens it, its own sealed bytes are all there is to tell it by.
        let fingerprint = self.keys.derive_sealed_fingerprint(sealed);
        let sealed = Sealed { secret: sealed.into(), wrap, kit: None };
        Ok(Change(new.stored(id, fingerprint, sealed)))
    }

    /// Adds a prepared account, or has it take the place of the one with its id; it is on disk when this returns.
    pub fn commit(&mut self, change: Change, at: Moment) -> Result<AccountId, VaultFault> {
        let id = change.account();
        self.commit_all(vec![change], at).map(|()| id)
    }

    /// Changes how a Main account is bound and its further devices; it is on disk when this returns.
    pub fn set_devices(
        &mut self,
        id: AccountId,
        binding: State,
        devices: Vec<Device>,
        at: Moment,
    ) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            let account = &mut body.stored_mut(id)?.account;
            (account.binding, account.devices) = (binding, devices);
            Ok(())
        })
    }

    /// Has the next change note this in the audit trail, in the same save.
    pub fn noting(&mut self, entry: trail::Entry) -> &mut Self {
        self.to_note.push(entry);
        self
    }

    /// Saves what [`Vault::noting`] was told, with no other change.
    pub fn note(&mut self, entry: trail::Entry, at: Moment) -> Result<(), VaultFault> {
        self.noting(entry).change(at, |_, _, _| Ok(()))
    }

    /// What happened, the newest first.
    pub fn trail(&self) -> impl Iterator<Item = &trail::Entry> {
        self.body.trail.iter().rev().filter_map(|line| match line {
            Line::Read(entry) => Some(entry),
            Line::Other(_) => None,
        })
    }

    /// The removed accounts, each with when it was removed, the newest first.
    pub fn trash(&self) -> impl Iterator<Item = (&Account, UnixTime)> {
        self.body.trash.iter().rev().filter_map(|trashed| match &trashed.entry {
            Entry::Account(stored) => Some((&stored.account, trashed.removed_at)),
            Entry::SetAside(_) => None,
        })
    }

    /// Moves an account into the trash, bound as the table says; it is on disk when this returns.
    pub fn remove(&mut self, id: AccountId, binding: State, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            let mut found = None;
            body.entries.retain_mut(|entry| match entry {
                Entry::Account(stored) if stored.account.id == id && found.is_none() => {
                    stored.account.binding = binding;
                    found = Some(entry.clone());
                    false
                }
                Entry::Account(_) | Entry::SetAside(_) => true,
            });
            let entry = found.ok_or(VaultFault::NoAccount)?;
            body.trash.push(Trashed { removed_at: at.wall, entry });
            Ok(())
        })
    }

    /// Brings an account back from the trash; it is on disk when this returns.
    pub fn bring_back(&mut self, id: AccountId, binding: State, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            let is_it = |trashed: &Trashed| matches!(&trashed.entry, Entry::Account(stored) if stored.account.id == id);
            let place = body.trash.iter().position(is_it).ok_or(VaultFault::NoAccount)?;
            body.entries.push(body.trash.remove(place).entry);
            body.stored_mut(id)?.account.binding = binding;
            Ok(())
        })
    }

    /// Lets accounts go for good that have been in the trash for so long. Nothing is saved where there are none.
    pub fn empty_trash(&mut self, after: Duration, at: Moment) -> Result<(), VaultFault> {
        let old = |trashed: &Trashed| at.wall.since(trashed.removed_at) >= after;
        if !self.body.trash.iter().any(old) {
            return Ok(());
        }
        self.change(at, |_, body, _| {
            body.trash.retain(|trashed| !old(trashed));
            Ok(())
        })
    }

    /// Remembers that a registration has been seen expired: a clock set back does not revive it.
    pub fn remember_expired(&mut self, secret: &OtpSecret, otp: &OtpParameters, at: Moment) -> Result<(), VaultFault> {
        if self.was_seen_expired(secret, otp) {
            return Ok(());
        }
        self.change(at, |_, body, keys| {
            if body.seen.len() >= MAX_SEEN {
                body.seen.remove(0);
            }
            body.seen.push(keys.derive_fingerprint(secret, otp));
            Ok(())
        })
    }

    /// Whether this device has seen the registration expired.
    pub fn was_seen_expired(&self, secret: &OtpSecret, otp: &OtpParameters) -> bool {
        self.body.seen.contains(&self.keys.derive_fingerprint(secret, otp))
    }

    /// As [`Vault::commit`] for several, all or none of them, in one save. What takes the place of an account stays arranged
    /// in the list as that was.
    pub fn commit_all(&mut self, changes: Vec<Change>, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            for Change(stored) in changes {
                match body.stored_mut(stored.account.id) {
                    Ok(there) => {
                        let unknown = std::mem::take(&mut there.unknown);
                        let Account { arrangement, used, .. } = there.account.clone();
                        let account = Account { arrangement, used, ..stored.account };
                        *there = Stored { account, unknown, ..stored };
                    }
                    Err(_) => body.entries.push(Entry::Account(Box::new(stored))),
                }
            }
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

    /// Sets the counter of an account's next code; it is on disk when this returns. An account that goes by time is left
    /// as it is.
    pub fn set_counter(&mut self, id: AccountId, next: u64, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            if let MovingFactor::Counter(counter) = &mut body.stored_mut(id)?.account.otp.moving_factor {
                *counter = next;
            }
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
            if let (None, Some(slot), Some(account_key)) = (&stored.sealed.kit, header.kit(), &opened.account_key) {
                stored.sealed.kit = Some(seal_for_kit(account_key, &slot.recipient, context));
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

    /// Opens the secret of an ordinary account.
    pub fn open_secret(&self, id: AccountId) -> Result<OtpSecret, VaultFault> {
        let Stored { account, .. } = self.body.stored(id).ok_or(VaultFault::NoAccount)?;
        match account.binding {
            State::Plain => self.open_root_wrapped(id),
            State::Synced(..) | State::Unsynced(..) => Err(VaultFault::HasPin),
        }
    }

    /// Opens the secret of an account whose PIN has been compared by eye, to be sealed under that PIN.
    pub fn open_compared(&self, id: AccountId) -> Result<OtpSecret, VaultFault> {
        let Stored { account, .. } = self.body.stored(id).ok_or(VaultFault::NoAccount)?;
        match account.binding {
            State::Unsynced(_, binding::Proof::ByEye, _) => self.open_root_wrapped(id),
            State::Plain => Err(VaultFault::NoPin),
            State::Synced(..) | State::Unsynced(_, binding::Proof::Opens, _) => Err(VaultFault::HasPin),
        }
    }

    fn open_root_wrapped(&self, id: AccountId) -> Result<OtpSecret, VaultFault> {
        let Stored { sealed, .. } = self.body.stored(id).ok_or(VaultFault::NoAccount)?;
        match &sealed.wrap {
            Wrap::Root(wrapped) => unwrap_key(wrapped, &self.keys.root_wrap, self.context(id))
                .and_then(|account_key| open_secret(&sealed.secret, &account_key, self.context(id)))
                .map_err(VaultFault::Damaged),
            Wrap::Pin(_) | Wrap::Transfer(_) => Err(VaultFault::HasPin),
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
                under: Under::Slot {
                    slot: slot.clone(),
                    // EXPOSE: a second copy of the pepper for the time of the check; wiped with the trial.
                    pepper: Key::from_bytes(self.keys.pin_pepper.expose()),
                    context: self.context(id),
                },
            }),
            Wrap::Transfer(slot) => Ok(PinTrial { secret: secret.clone(), under: Under::Transfer(slot.clone()) }),
        }
    }

    /// What the keystore is to remember of the state that is on disk now.
    pub fn anchor(&self) -> AnchorText {
        let all = self.body.all().chain(self.body.removed()).map(|stored| &stored.account);
        let attempts = all.filter_map(|account| Some((account.id, account.binding.guard()?.attempts())));
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
        if let Err(fault) = self.writable() {
            self.to_note.clear();
            return Err(fault);
        }
        let before = (self.header.clone(), self.body.clone());
        let done = act(&mut self.header, &mut self.body, &self.keys);
        let notes = std::mem::take(&mut self.to_note).into_iter().map(Line::Read);
        self.body.trail.extend(notes);
        let surplus = self.body.trail.len().saturating_sub(MAX_TRAIL);
        self.body.trail.drain(..surplus);
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
        self.used = false;
        Ok(())
    }

    pub(crate) fn context(&self, account: AccountId) -> Context {
        Context { vault: self.header.vault, account }
    }
}

impl NewAccount {
    fn stored(self, id: AccountId, fingerprint: Fingerprint, sealed: Sealed) -> Stored {
        let Self { issuer, number, otp, bound_at, activation, binding, epoch, devices } = self;
        let (arrangement, used) = (Arrangement::default(), None);
        let account =
            Account { id, issuer, number, otp, bound_at, activation, binding, epoch, devices, arrangement, used };
        Stored { account, fingerprint, sealed, unknown: Unknown::new() }
    }
}

impl Derived {
    /// Marks a secret that nothing here opens yet.
    fn derive_sealed_fingerprint(&self, sealed: &[u8]) -> Fingerprint {
        // EXPOSE: HMAC's key; what goes through it is sealed.
        let mac = Hmac::<Sha256>::new_from_slice(self.fingerprint.expose()).expect("HMAC takes keys of any length");
        Fingerprint(mac.chain_update(b"transfer").chain_update(sealed).finalize().into_bytes().into())
    }

    /// Marks a secret with its parameters, for whether two accounts are the same.
    pub(crate) fn derive_fingerprint(&self, secret: &OtpSecret, otp: &OtpParameters) -> Fingerprint {
        // EXPOSE: HMAC's key; the secret goes through HMAC and cannot be had back from the fingerprint.
        let mac = Hmac::<Sha256>::new_from_slice(self.fingerprint.expose()).expect("HMAC takes keys of any length");
        let algorithm: &[u8] = match (otp.alphabet, otp.algorithm) {
            (Alphabet::Steam, _) => b"4",
            (Alphabet::Decimal, Algorithm::Sha1) => b"1",
            (Alphabet::Decimal, Algorithm::Sha256) => b"2",
            (Alphabet::Decimal, Algorithm::Sha512) => b"3",
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

    /// An account by its id, a removed one too: its PIN is needed to bring it back.
    pub(crate) fn stored(&self, id: AccountId) -> Option<&Stored> {
        self.all().chain(self.removed()).find(|stored| stored.account.id == id)
    }

    fn removed(&self) -> impl Iterator<Item = &Stored> {
        self.trash.iter().filter_map(|trashed| match &trashed.entry {
            Entry::Account(stored) => Some(&**stored),
            Entry::SetAside(_) => None,
        })
    }

    /// Every entry, those in the trash too.
    pub(crate) fn every_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut().chain(self.trash.iter_mut().map(|trashed| &mut trashed.entry))
    }

    pub(crate) fn stored_mut(&mut self, id: AccountId) -> Result<&mut Stored, VaultFault> {
        let found = self.every_mut().find_map(|entry| match entry {
            Entry::Account(stored) if stored.account.id == id => Some(&mut **stored),
            Entry::Account(_) | Entry::SetAside(_) => None,
        });
        found.ok_or(VaultFault::NoAccount)
    }

    /// Every PIN account is Unsynced from now on, and no count of wrong PINs falls below what is remembered.
    pub(crate) fn relocate(&mut self, remembered: &[(AccountId, Attempts)]) {
        for entry in self.every_mut() {
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
        for entry in self.every_mut() {
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
