//! The accounts of an open vault: read, sealed, added, changed.

use std::collections::HashMap;

use lingpai_domain::binding::{
    GiveUp, HandOut, KeepSealed, Permit, SealUnderNewPin, SealUnderRoot, SealUnderTypedPin, ShowCode, State,
};
use lingpai_domain::{
    Account, AccountId, AccountNumber, Activation, Arrangement, Device, Issuer, Moment, MovingFactor, OtpParameters,
    OtpSecret, Pin, UnixTime, trail,
};

use crate::damage::Damage;
use crate::format::body::Entry;
use crate::format::codec::Unknown;
use crate::format::stored::{Next, Stored};
use crate::keys::Fingerprint;
use crate::keys::entropy::make_bytes;
use crate::keys::fingerprint::Fingerprinter;
use crate::keys::kdf::Cost;
use crate::keys::seal::{Sealed, TransferSlot, Wrap, seal_under_pin, seal_under_root};
use crate::vault::Vault;
use crate::vault::fault::VaultFault;

/// The parts of a new account, without its secret.
pub struct NewAccount {
    /// Who issued it, if that is known.
    pub issuer: Option<Issuer>,
    /// Its number or name at the issuer.
    pub number: AccountNumber,
    /// How its codes are made.
    pub otp: OtpParameters,
    /// When it is bound.
    pub bound_at: UnixTime,
    /// The part that only a broker's account has.
    pub activation: Option<Activation>,
    /// How often its PIN was changed since the account was registered.
    pub epoch: u32,
    /// The further devices of a Main account.
    pub devices: Vec<Device>,
}

impl From<&Account> for NewAccount {
    fn from(account: &Account) -> Self {
        let Account { issuer, number, otp, bound_at, activation, epoch, devices, .. } = account.clone();
        Self { issuer, number, otp, bound_at, activation, epoch, devices }
    }
}

/// The key that an account's secret is sealed under, with the permit to do so.
pub enum Lock<'a> {
    /// The open vault's own key.
    Root(SealUnderRoot),
    /// A new PIN, with its cost.
    NewPin(SealUnderNewPin, &'a Pin, Cost),
    /// A PIN that was typed and compared by eye, with its cost.
    TypedPin(SealUnderTypedPin, &'a Pin, Cost),
}

/// A secret that another device sealed under the account's PIN.
pub struct Transferred<'a> {
    /// The part of the transfer that is not encrypted.
    pub head: &'a [u8],
    /// Argon2id's memory in KiB, passes and lanes, as the transfer states them.
    pub cost: [u32; 3],
    /// Argon2id's salt.
    pub salt: [u8; 16],
    /// The commitment that distinguishes a wrong PIN from damaged bytes.
    pub commitment: [u8; 32],
    /// The sealed secret, 41 to 168 bytes.
    pub sealed: &'a [u8],
}

/// A change that has been prepared, Argon2id's work included, and waits for [`Vault::commit`].
pub struct Change {
    stored: Stored,
    over: Over,
}

/// What becomes of the account that a change is for, where there is one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    /// The change takes its place.
    Replaces,
    /// Its own seal stays until a PIN opens the new one.
    Waits,
}

impl Change {
    /// Gives the id of the account that will be added.
    pub fn account(&self) -> AccountId {
        self.stored.account.id
    }

    /// The same change for an account that goes on waiting for a transfer's PIN.
    pub(crate) fn waiting(mut self, next: Option<Next>) -> Self {
        self.stored.next = next;
        self
    }

    /// Gives the account as the audit trail names it.
    pub fn named(&self) -> trail::Named {
        (&self.stored.account).into()
    }
}

impl NewAccount {
    /// Gives the change that makes this an account.
    pub(crate) fn change(self, id: AccountId, binding: State, fingerprint: Fingerprint, sealed: Sealed) -> Change {
        let Self { issuer, number, otp, bound_at, activation, epoch, devices } = self;
        let (arrangement, used) = (Arrangement::default(), None);
        let account =
            Account { id, issuer, number, otp, bound_at, activation, binding, epoch, devices, arrangement, used };
        let stored = Stored { account, fingerprint, sealed, next: None, unknown: Unknown::new() };
        Change { stored, over: Over::Replaces }
    }
}

impl Lock<'_> {
    /// Gives how the account is bound before and after the change.
    fn states(&self) -> (Option<State>, State) {
        match self {
            Self::Root(permit) => (permit.from(), permit.to()),
            Self::NewPin(permit, ..) => (permit.from(), permit.to()),
            Self::TypedPin(permit, ..) => (permit.from(), permit.to()),
        }
    }
}

impl Vault {
    /// Gives all accounts that could be read, in the user's order, or else in the order of binding.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.body.all().map(|stored| &stored.account)
    }

    /// Gives the number of entries that could not be read. They are kept in the file.
    pub fn set_aside(&self) -> usize {
        self.body.entries.len() - self.body.all().count()
    }

    /// Gives an account.
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts().find(|account| account.id == id)
    }

    /// Gives an account, even a removed one.
    pub fn account_or_trashed(&self, id: AccountId) -> Option<&Account> {
        self.body.stored(id).map(|stored| &stored.account)
    }

    /// Gives the account of a fingerprint, even a removed one. `None` if there is none.
    pub fn same_as(&self, fingerprint: &Fingerprint) -> Option<&Account> {
        self.body.all().find(|stored| stored.fingerprint == *fingerprint).map(|stored| &stored.account)
    }

    /// Gives all accounts by their fingerprints, even removed ones, for whoever compares many.
    pub fn by_fingerprint(&self) -> HashMap<Fingerprint, &Account> {
        let mut accounts = HashMap::new();
        for stored in self.body.all() {
            accounts.entry(stored.fingerprint).or_insert(&stored.account);
        }
        accounts
    }

    /// Gives what makes fingerprints of secrets for this vault, and does not need it.
    pub fn fingerprinter(&self) -> Fingerprinter {
        self.keys.fingerprinter()
    }

    /// Seals the secret of a new account, and changes nothing yet. Takes Argon2id's time and memory if the account has
    /// a PIN.
    pub fn prepare(&self, new: NewAccount, secret: &OtpSecret, lock: Lock<'_>) -> Result<Change, VaultFault> {
        if lock.states().0.is_some() {
            return Err(VaultFault::NoAccount);
        }
        self.seal_as(AccountId(make_bytes()?), new, secret, lock)
    }

    /// Does the same as [`Vault::prepare`] to replace an existing account.
    pub fn prepare_as(
        &self,
        id: AccountId,
        new: NewAccount,
        secret: &OtpSecret,
        lock: Lock<'_>,
    ) -> Result<Change, VaultFault> {
        let there = self.body.stored(id).ok_or(VaultFault::NoAccount)?;
        if lock.states().0 != Some(there.account.binding) {
            return Err(VaultFault::NoAccount);
        }
        self.seal_as(id, new, secret, lock)
    }

    /// Seals the secret of an account without a PIN again, for another name or other parameters. The binding stays the
    /// same.
    pub fn prepare_edited(
        &self,
        id: AccountId,
        permit: &ShowCode,
        new: NewAccount,
        secret: &OtpSecret,
    ) -> Result<Change, VaultFault> {
        self.permitted(id, permit)?;
        let sealed = seal_under_root(secret, self.context(id), &self.keys.root_wrap)?;
        let fingerprint = self.keys.derive_fingerprint(secret, &new.otp);
        Ok(new.change(id, permit.to(), fingerprint, sealed))
    }

    fn seal_as(
        &self,
        id: AccountId,
        new: NewAccount,
        secret: &OtpSecret,
        lock: Lock<'_>,
    ) -> Result<Change, VaultFault> {
        let (_, binding) = lock.states();
        let sealed = match lock {
            Lock::Root(_) => seal_under_root(secret, self.context(id), &self.keys.root_wrap)?,
            Lock::NewPin(_, pin, cost) | Lock::TypedPin(_, pin, cost) => self.seal_under_pin(id, secret, pin, cost)?,
        };
        let fingerprint = self.keys.derive_fingerprint(secret, &new.otp);
        Ok(new.change(id, binding, fingerprint, sealed))
    }

    /// Seals a secret under a PIN, and for the recovery kit if there is one. Takes Argon2id's time and memory.
    pub(crate) fn seal_under_pin(
        &self,
        id: AccountId,
        secret: &OtpSecret,
        pin: &Pin,
        cost: Cost,
    ) -> Result<Sealed, VaultFault> {
        let kit = self.header.kit().map(|slot| &slot.recipient);
        Ok(seal_under_pin(secret, pin, self.context(id), &self.keys.pin_pepper, cost, kit)??)
    }

    /// Adopts a secret as another device sealed it. This checks no PIN and takes no memory for Argon2id. Costs over the
    /// limits are refused. Over an account with a seal of its own, the transfer waits until its PIN has opened it.
    pub fn prepare_transferred(
        &self,
        id: Option<AccountId>,
        permit: &KeepSealed,
        new: NewAccount,
        transferred: &Transferred<'_>,
    ) -> Result<Change, VaultFault> {
        let id = match (id, permit.from()) {
            (Some(id), _) => self.permitted(id, permit)?.account.id,
            (None, None) => AccountId(make_bytes()?),
            (None, Some(_)) => return Err(VaultFault::NoAccount),
        };
        let &Transferred { head, cost, salt, commitment, sealed } = transferred;
        let cost = Cost::of_transfer(cost).ok_or(VaultFault::Damaged(Damage::Sealed))?;
        let wrap = Wrap::Transfer(TransferSlot { head: head.into(), cost, salt, commitment });
        // The sealed bytes are the only mark of this secret until the PIN opens it.
        let fingerprint = self.keys.derive_sealed_fingerprint(sealed);
        let sealed = Sealed { secret: sealed.into(), wrap, kit: None };
        let over = match self.body.stored(id).map(|there| &there.sealed.wrap) {
            Some(Wrap::Pin(_) | Wrap::Transfer(_)) => Over::Waits,
            Some(Wrap::Root(_) | Wrap::Erased) | None => Over::Replaces,
        };
        Ok(Change { over, ..new.change(id, permit.to(), fingerprint, sealed) })
    }

    /// Whether no PIN has opened the account yet: its secret is still sealed as the transfer brought it.
    pub fn is_never_opened(&self, id: AccountId) -> bool {
        self.body.stored(id).is_some_and(|stored| matches!(stored.sealed.wrap, Wrap::Transfer(_)))
    }

    /// Adds a prepared account, or replaces the account with its id. The change is on disk when this returns.
    pub fn commit(&mut self, change: Change, at: Moment) -> Result<AccountId, VaultFault> {
        let id = change.account();
        self.commit_all(vec![change], at).map(|()| id)
    }

    /// Does the same as [`Vault::commit`] for several accounts, all of them or none, in one save. A replaced account
    /// keeps its arrangement in the list.
    pub fn commit_all(&mut self, changes: Vec<Change>, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            for Change { stored, over } in changes {
                match body.stored_mut(stored.account.id) {
                    Ok(there) if over == Over::Waits => {
                        there.account.binding = stored.account.binding;
                        there.next = Some(Next::Transfer(Box::new(stored)));
                    }
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

    /// Records a further device that was handed out. The change is on disk when this returns.
    pub fn hand_out(
        &mut self,
        id: AccountId,
        permit: &HandOut,
        devices: Vec<Device>,
        at: Moment,
    ) -> Result<(), VaultFault> {
        self.set_devices(id, permit, devices, at)
    }

    /// Gives up a further device. The change is on disk when this returns.
    pub fn give_up(
        &mut self,
        id: AccountId,
        permit: &GiveUp,
        devices: Vec<Device>,
        at: Moment,
    ) -> Result<(), VaultFault> {
        self.set_devices(id, permit, devices, at)
    }

    fn set_devices(
        &mut self,
        id: AccountId,
        permit: &impl Permit,
        devices: Vec<Device>,
        at: Moment,
    ) -> Result<(), VaultFault> {
        self.permitted(id, permit)?;
        self.change(at, |_, body, _| {
            let account = &mut body.stored_mut(id)?.account;
            (account.binding, account.devices) = (permit.to(), devices);
            Ok(())
        })
    }

    /// Sets the counter of an account's next code. The change is on disk when this returns. A time-based account is not
    /// changed.
    pub fn set_counter(&mut self, id: AccountId, next: u64, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            if let MovingFactor::Counter(counter) = &mut body.stored_mut(id)?.account.otp.moving_factor {
                *counter = next;
            }
            Ok(())
        })
    }
}
