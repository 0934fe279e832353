use std::time::Duration;

use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{self, Event, Role, State};
use lingpai_domain::devices::DeviceSlot;
use lingpai_domain::trail::{Entry, What};
use lingpai_domain::{
    Account, AccountId, AccountNumber, Activation, ActivationCode, Issuer, Moment, OtpParameters, PlainAccount,
    Registration, SupportContact, UnixTime, Validity,
};
use lingpai_intake::{IntakeFault, PinSeal, Transfer};
use lingpai_vault::{Change, Lock, NewAccount, Transferred, Vault};

use crate::adding::found::{FoundBatch, FoundItem, Gathered};
use crate::fault::Fault;
use crate::session::{Lingpai, Open};

/// A candidate that stands for one account.
pub(crate) enum Single {
    Registration(Registration),
    Transfer(Box<Transfer>),
    Plain(PlainAccount),
}

/// What is held between reading a picture and the user's agreement. Only a candidate that may be bound keeps its secret.
pub(crate) enum Held {
    Nothing,
    Refused(Option<IntakeFault>),
    Registration {
        registration: Box<Registration>,
        /// The account that it takes the place of, with the user's agreement.
        replaces: Option<AccountId>,
    },
    Transfer {
        transfer: Box<Transfer>,
        /// The account whose PIN was changed.
        renews: Option<AccountId>,
    },
    Expired {
        issuer: Issuer,
        number: AccountNumber,
        expires: UnixTime,
        support: Option<SupportContact>,
        transfer: bool,
    },
    AlreadyBound {
        issuer: Option<Issuer>,
        number: AccountNumber,
        support: Option<SupportContact>,
    },
    Plain(Box<PlainAccount>),
}

/// What waits for the user's agreement, without any secret.
#[derive(Debug, PartialEq, Eq)]
pub enum Waiting {
    /// Nothing.
    Nothing,
    /// A picture could not be used; with its fault, or without one when the file itself could not be read.
    Refused(Option<IntakeFault>),
    /// A broker's registration that may be bound.
    Registration {
        /// The broker.
        issuer: Issuer,
        /// The account number.
        number: AccountNumber,
        /// The activation code.
        activation: ActivationCode,
        /// When it expires.
        expires: UnixTime,
        /// How long it may still be bound.
        remaining: Duration,
        /// Whom to call.
        support: Option<SupportContact>,
        /// The activation code of the binding that it takes the place of, and whether that is frozen.
        replaces: Option<(ActivationCode, bool)>,
    },
    /// A transfer that may be bound.
    Transfer {
        /// The broker.
        issuer: Issuer,
        /// The account number.
        number: AccountNumber,
        /// The activation code.
        activation: ActivationCode,
        /// Which of the account's devices this becomes.
        slot: DeviceSlot,
        /// When it expires.
        expires: UnixTime,
        /// How long it may still be bound.
        remaining: Duration,
        /// Whom to call.
        support: Option<SupportContact>,
        /// Whether it renews a binding on this device.
        renews: bool,
    },
    /// A broker's registration, or a transfer, that is too old.
    Expired {
        /// The broker.
        issuer: Issuer,
        /// The account number.
        number: AccountNumber,
        /// When it expired.
        expires: UnixTime,
        /// Whom to ask for a new one.
        support: Option<SupportContact>,
        /// Whether it is a transfer.
        transfer: bool,
    },
    /// An account that is bound on this device already.
    AlreadyBound {
        /// Who issued it, where known.
        issuer: Option<Issuer>,
        /// Its number or name.
        number: AccountNumber,
        /// Whom to call.
        support: Option<SupportContact>,
    },
    /// Several things.
    Several {
        /// Each of them, in the order they were found.
        items: Vec<FoundItem>,
        /// How much there is of each migration.
        batches: Vec<FoundBatch>,
    },
    /// An ordinary account that may be bound.
    Plain {
        /// Who issued it, where known.
        issuer: Option<Issuer>,
        /// Its name.
        number: AccountNumber,
        /// How its codes are made.
        otp: OtpParameters,
    },
}

impl Lingpai {
    /// What waits for the user's agreement.
    pub fn waiting(&self) -> Result<Waiting, Fault> {
        self.with_change(|open| {
            let at = open.moment(&self.ports);
            open.expire_held(at);
            Ok(open.waiting(at.wall))
        })
    }

    /// Drops what waits for the user's agreement, and its secret; one of several goes back among them.
    pub fn dismiss(&self) -> Result<Waiting, Fault> {
        let now = self.ports.clock.now();
        self.with_open(|open| {
            open.pad = None;
            let held = std::mem::replace(&mut open.held, Held::Nothing);
            if !open.gathered.put_back(held) {
                open.gathered = Gathered::default();
            }
            Ok(open.waiting(now))
        })
    }

    /// Binds the ordinary account that waits for the user's agreement. On a fault it goes on waiting.
    pub fn bind_plain(&self) -> Result<AccountId, Fault> {
        self.with_change(|open| {
            let at = open.moment(&self.ports);
            let Held::Plain(plain) = &open.held else { return Err(Fault::Stale) };
            let change = open.prepare_plain(plain, at)?;
            open.settle_bound(change, false, at)
        })
    }
}

impl Lingpai {
    /// Binds the registration that waits as a further device: Unsynced, without a PIN. On a fault it goes on waiting.
    pub fn bind_further(&self) -> Result<AccountId, Fault> {
        self.with_change(|open| {
            let at = open.moment(&self.ports);
            let Held::Registration { registration, replaces } = &open.held else { return Err(Fault::Stale) };
            let replacing = Replacing::of(registration, *replaces, &open.vault, at.wall)?;
            let new = replacing.account(registration, Event::RegisterFurther, Event::ReplaceFurther, at.wall)?;
            let id = replacing.id;
            let change = match id {
                Some(id) => open.vault.prepare_as(id, new, &registration.secret, Lock::Root)?,
                None => open.vault.prepare(new, &registration.secret, Lock::Root)?,
            };
            open.settle_bound(change, id.is_some(), at)
        })
    }

    /// Binds the transfer that waits: Unsynced, until its PIN opens it. On a fault it goes on waiting.
    pub fn bind_transfer(&self) -> Result<AccountId, Fault> {
        self.with_change(|open| {
            let at = open.moment(&self.ports);
            let Held::Transfer { transfer, renews } = &open.held else { return Err(Fault::Stale) };
            let change = open.prepare_transfer(transfer, *renews, at)?;
            open.settle_bound(change, false, at)
        })
    }
}

/// A registration with the account that it takes the place of.
pub(crate) struct Replacing {
    pub(crate) id: Option<AccountId>,
    binding: Option<State>,
}

impl Replacing {
    /// Of a registration that may still be bound.
    pub(crate) fn of(
        registration: &Registration,
        replaces: Option<AccountId>,
        vault: &Vault,
        now: UnixTime,
    ) -> Result<Self, Fault> {
        if registration.expires <= now {
            return Err(Fault::Expired);
        }
        let there = replaces.map(|id| vault.account(id).ok_or(Fault::Stale)).transpose()?;
        Ok(Self { id: replaces, binding: there.map(|account| account.binding) })
    }

    /// What the registration becomes when it is bound anew, or in the place of another.
    pub(crate) fn account(
        &self,
        registration: &Registration,
        anew: Event,
        in_place: Event,
        bound_at: UnixTime,
    ) -> Result<NewAccount, Fault> {
        let event = if self.binding.is_some() { in_place } else { anew };
        let (binding, _) = binding::transition(self.binding, event)?;
        let Registration { issuer, account, activation, support, otp, .. } = registration;
        Ok(NewAccount {
            issuer: Some(issuer.clone()),
            number: account.clone(),
            otp: *otp,
            bound_at,
            activation: Some(Activation { code: activation.clone(), support: support.clone() }),
            binding,
            epoch: 0,
            devices: Vec::new(),
        })
    }
}

impl Open {
    /// Has a prepared account bound; of what waited, nothing does any more, or the others that were found with it.
    pub(crate) fn settle_bound(&mut self, change: Change, replaced: bool, at: Moment) -> Result<AccountId, Fault> {
        let id = change.account();
        let what = if replaced { What::Replaced } else { What::Bound };
        let line = Entry { at: at.wall, what, account: Some(change.named()) };
        self.vault.noting(line).commit(change, at)?;
        self.forget_earlier(id);
        self.gathered.bound(std::mem::replace(&mut self.held, Held::Nothing));
        Ok(id)
    }

    /// Codes and the mark of a wrong PIN of what was there before mean nothing once it was bound anew.
    pub(crate) fn forget_earlier(&mut self, id: AccountId) {
        self.forget_codes(id);
        self.last_wrong.remove(&id);
        self.transfer.take_if(|shown| shown.account == id);
    }

    /// Seals an ordinary account; nothing is changed yet.
    pub(crate) fn prepare_plain(&self, plain: &PlainAccount, at: Moment) -> Result<Change, Fault> {
        let (binding, _) = binding::transition(None, Event::BindPlain)?;
        let PlainAccount { issuer, account, otp, secret } = plain;
        let new = NewAccount {
            issuer: issuer.clone(),
            number: account.clone(),
            otp: *otp,
            bound_at: at.wall,
            activation: None,
            binding,
            epoch: 0,
            devices: Vec::new(),
        };
        Ok(self.vault.prepare(new, secret, Lock::Root)?)
    }

    /// Takes a transfer as it is sealed; nothing is changed yet.
    pub(crate) fn prepare_transfer(
        &self,
        transfer: &Transfer,
        renews: Option<AccountId>,
        at: Moment,
    ) -> Result<Change, Fault> {
        if transfer.expires <= at.wall {
            return Err(Fault::Expired);
        }
        let there = renews.map(|id| self.vault.account(id).ok_or(Fault::Stale)).transpose()?;
        let (binding, _) = binding::transition(there.map(|account| account.binding), Event::BindTransfer)?;
        let Transfer { issuer, account, activation, support, epoch, seal, .. } = transfer;
        let new = NewAccount {
            issuer: Some(issuer.clone()),
            number: account.clone(),
            otp: transfer.otp(),
            bound_at: at.wall,
            activation: Some(Activation { code: activation.clone(), support: support.clone() }),
            binding,
            epoch: *epoch,
            devices: Vec::new(),
        };
        let PinSeal { memory_kib, passes, lanes, salt, commitment, sealed } = seal;
        let cost = [*memory_kib, (*passes).into(), (*lanes).into()];
        let head = transfer.head();
        let sealed = Transferred { head: &head, cost, salt: *salt, commitment: *commitment, sealed };
        Ok(self.vault.prepare_transferred(renews, new, &sealed)?)
    }

    /// What waits for the user's agreement, without its secret.
    pub(crate) fn waiting(&self, now: UnixTime) -> Waiting {
        match self.held.view(&self.vault, now) {
            Waiting::Nothing if !self.gathered.is_empty() => self.gathered.view(),
            waiting @ (Waiting::Nothing
            | Waiting::Refused(_)
            | Waiting::Registration { .. }
            | Waiting::Transfer { .. }
            | Waiting::Expired { .. }
            | Waiting::AlreadyBound { .. }
            | Waiting::Several { .. }
            | Waiting::Plain { .. }) => waiting,
        }
    }

    /// Names the situation that a candidate makes: may it be bound, and if not, why.
    pub(crate) fn judge_candidate(&mut self, candidate: Single, at: Moment) -> Held {
        match candidate {
            Single::Registration(registration) => self.judge_registration(registration, at),
            Single::Transfer(transfer) => self.judge_transfer(transfer, at.wall),
            Single::Plain(plain) => match self.vault.same_as(&plain.secret, &plain.otp) {
                Some(bound) => Held::AlreadyBound {
                    issuer: bound.issuer.clone(),
                    number: bound.number.clone(),
                    support: bound.activation.as_ref().and_then(|activation| activation.support.clone()),
                },
                None => Held::Plain(Box::new(plain)),
            },
        }
    }

    /// Lets go of what waits once it has expired.
    fn expire_held(&mut self, at: Moment) {
        if let Held::Registration { registration, .. } = &self.held
            && registration.validity(at.wall) == Validity::Expired
        {
            // As in `judge_registration`.
            self.vault.remember_expired(&registration.secret, &registration.otp, at).ok();
        }
        self.held = expire(std::mem::replace(&mut self.held, Held::Nothing), at.wall);
        self.gathered.expire(at.wall);
    }

    fn judge_registration(&mut self, registration: Registration, at: Moment) -> Held {
        let expired = registration.validity(at.wall) == Validity::Expired;
        if expired {
            // Where it cannot be written, the clock alone decides the next time; this time it is refused all the same.
            self.vault.remember_expired(&registration.secret, &registration.otp, at).ok();
        }
        let bound = bound(&self.vault, &registration.issuer, &registration.account);
        let same_code = bound.is_some_and(|bound| activated_by(bound, &registration.activation));
        if same_code || self.vault.same_as(&registration.secret, &registration.otp).is_some() {
            let Registration { issuer, account, support, .. } = registration;
            return Held::AlreadyBound { issuer: Some(issuer), number: account, support };
        }
        if expired || self.vault.was_seen_expired(&registration.secret, &registration.otp) {
            let Registration { issuer, account, expires, support, .. } = registration;
            return Held::Expired { issuer, number: account, expires, support, transfer: false };
        }
        let replaces = bound.map(|bound| bound.id);
        Held::Registration { registration: Box::new(registration), replaces }
    }

    fn judge_transfer(&self, transfer: Box<Transfer>, now: UnixTime) -> Held {
        let bound = bound(&self.vault, &transfer.issuer, &transfer.account);
        let renews = match bound {
            // A Main account's transfer does not come back to itself.
            Some(Account { binding: State::Synced(Role::Main(_), _) | State::Unsynced(Role::Main(_), ..), .. }) => {
                let Transfer { issuer, account, support, .. } = *transfer;
                return Held::AlreadyBound { issuer: Some(issuer), number: account, support };
            }
            other => other.map(|bound| bound.id),
        };
        expire(Held::Transfer { transfer, renews }, now)
    }
}

/// The broker's account of this number that is bound here.
fn bound<'v>(vault: &'v Vault, issuer: &Issuer, number: &AccountNumber) -> Option<&'v Account> {
    vault.accounts().find(|account| {
        account.activation.is_some() && account.issuer.as_ref() == Some(issuer) && account.number == *number
    })
}

fn activated_by(account: &Account, code: &ActivationCode) -> bool {
    account.activation.as_ref().is_some_and(|activation| activation.code == *code)
}

/// Lets go of a registration or transfer, and its secret, once it has expired.
pub(crate) fn expire(held: Held, now: UnixTime) -> Held {
    match held {
        Held::Registration { registration, .. } if registration.validity(now) == Validity::Expired => {
            let Registration { issuer, account, expires, support, .. } = *registration;
            Held::Expired { issuer, number: account, expires, support, transfer: false }
        }
        Held::Transfer { transfer, .. } if transfer.expires <= now => {
            let Transfer { issuer, account, expires, support, .. } = *transfer;
            Held::Expired { issuer, number: account, expires, support, transfer: true }
        }
        held @ (Held::Nothing
        | Held::Refused(_)
        | Held::Registration { .. }
        | Held::Transfer { .. }
        | Held::Expired { .. }
        | Held::AlreadyBound { .. }
        | Held::Plain(_)) => held,
    }
}

impl Held {
    pub(crate) fn view(&self, vault: &Vault, now: UnixTime) -> Waiting {
        match self {
            Self::Nothing => Waiting::Nothing,
            Self::Refused(fault) => Waiting::Refused(*fault),
            Self::Registration { registration, replaces } => Waiting::Registration {
                issuer: registration.issuer.clone(),
                number: registration.account.clone(),
                activation: registration.activation.clone(),
                expires: registration.expires,
                remaining: registration.expires.since(now),
                support: registration.support.clone(),
                replaces: replaces.and_then(|id| vault.account(id)).and_then(|there| {
                    let frozen = there.binding.guard()?.attempts() == Attempts::Frozen;
                    Some((there.activation.as_ref()?.code.clone(), frozen))
                }),
            },
            Self::Transfer { transfer, renews } => Waiting::Transfer {
                issuer: transfer.issuer.clone(),
                number: transfer.account.clone(),
                activation: transfer.activation.clone(),
                slot: transfer.slot,
                expires: transfer.expires,
                remaining: transfer.expires.since(now),
                support: transfer.support.clone(),
                renews: renews.is_some(),
            },
            Self::Expired { issuer, number, expires, support, transfer } => Waiting::Expired {
                issuer: issuer.clone(),
                number: number.clone(),
                expires: *expires,
                support: support.clone(),
                transfer: *transfer,
            },
            Self::AlreadyBound { issuer, number, support } => {
                Waiting::AlreadyBound { issuer: issuer.clone(), number: number.clone(), support: support.clone() }
            }
            Self::Plain(plain) => {
                Waiting::Plain { issuer: plain.issuer.clone(), number: plain.account.clone(), otp: plain.otp }
            }
        }
    }
}
