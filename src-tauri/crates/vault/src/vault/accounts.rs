//! The accounts of an open vault: read, sealed, added, changed.

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
use crate::keys::kdf::Cost;
use crate::keys::seal::{Sealed, TransferSlot, Wrap, seal_under_pin, seal_under_root};
use crate::vault::Vault;
use crate::vault::fault::VaultFault;

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
    /// How often its PIN was changed since it was registered.
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

/// What an account's secret is sealed under, with the permit to seal it.
pub enum Lock<'a> {
    /// The open vault alone.
    Root(SealUnderRoot),
    /// A PIN that was created, stretched at a cost.
    NewPin(SealUnderNewPin, &'a Pin, Cost),
    /// The PIN that was typed and compared by eye, stretched at a cost.
    TypedPin(SealUnderTypedPin, &'a Pin, Cost),
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
    /// The id of the account that is going to be added.
    pub fn account(&self) -> AccountId {
        self.stored.account.id
    }

    /// The same change for an account that goes on waiting for a transfer's PIN.
    pub(crate) fn waiting(mut self, next: Option<Next>) -> Self {
        self.stored.next = next;
        self
    }

    /// The account by its words, for the audit trail.
    pub fn named(&self) -> trail::Named {
        (&self.stored.account).into()
    }
}

impl NewAccount {
    /// The change that makes it an account.
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
    /// How the account is bound before and after.
    fn states(&self) -> (Option<State>, State) {
        match self {
            Self::Root(permit) => (permit.from(), permit.to()),
            Self::NewPin(permit, ..) => (permit.from(), permit.to()),
            Self::TypedPin(permit, ..) => (permit.from(), permit.to()),
        }
    }
}

impl Vault {
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
        if lock.states().0.is_some() {
            return Err(VaultFault::NoAccount);
        }
        self.seal_as(AccountId(make_bytes()?), new, secret, lock)
    }

    /// As [`Vault::prepare`] for an account that is there: the change takes its place.
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

    /// Seals the secret of an account without a PIN anew, for other words or parameters. It stays bound as it is.
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

    /// Seals a secret under a PIN, and for the recovery kit where there is one. Takes Argon2id's time and memory.
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

    /// Takes over a secret as another device sealed it. No PIN is checked and no memory taken; a cost far beyond the standard
    /// is refused. Over an account whose own seal a PIN opens, it waits until its PIN has opened it.
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
        // Until the PIN opens it, its own sealed bytes are all there is to tell it by.
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

    /// Adds a prepared account, or puts it in the place of the one with its id. It is on disk when this returns.
    pub fn commit(&mut self, change: Change, at: Moment) -> Result<AccountId, VaultFault> {
        let id = change.account();
        self.commit_all(vec![change], at).map(|()| id)
    }

    /// As [`Vault::commit`] for several, all or none of them, in one save. What takes the place of an account stays arranged
    /// in the list as that was.
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

    /// Keeps a further device that was handed out; it is on disk when this returns.
    pub fn hand_out(
        &mut self,
        id: AccountId,
        permit: &HandOut,
        devices: Vec<Device>,
        at: Moment,
    ) -> Result<(), VaultFault> {
        self.set_devices(id, permit, devices, at)
    }

    /// Gives a further device up; it is on disk when this returns.
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
}
