//! Whether a candidate may be bound, and if not, why.

use std::collections::HashMap;

use lingpai_domain::binding::{PinCheck, Role, State};
use lingpai_domain::{
    Account, AccountId, AccountNumber, ActivationCode, Issuer, PlainAccount, Registration, SupportContact, UnixTime,
    Validity,
};
use lingpai_intake::{IntakeFault, Transfer};
use lingpai_vault::{Fingerprint, Vault};

use crate::adding::identified::{CandidateId, Single};
use crate::room::Room;

/// A candidate after it was judged, until the user agrees to it. Its secret is kept only if it may be bound.
pub(super) enum Judged {
    Nothing,
    Refused(Option<IntakeFault>),
    Registration {
        registration: Box<Registration>,
        /// The account that it replaces if the user agrees.
        replaces: Option<AccountId>,
    },
    Transfer {
        transfer: Box<Transfer>,
        /// The account whose PIN was changed.
        renews: Option<AccountId>,
    },
    Expired(ExpiredCandidate),
    AlreadyBound(BoundCandidate),
    Plain(Box<PlainAccount>),
}

/// What is kept of a registration or a transfer that has expired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpiredCandidate {
    /// The broker.
    pub issuer: Issuer,
    /// The account number.
    pub number: AccountNumber,
    /// When it expired.
    pub expires: UnixTime,
    /// Whom to ask for a new one.
    pub support: Option<SupportContact>,
    /// Whether it is a transfer.
    pub transfer: bool,
}

/// What is kept of a candidate that is bound on this device already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundCandidate {
    /// Its issuer, if it names one.
    pub issuer: Option<Issuer>,
    /// Its number or name.
    pub number: AccountNumber,
    /// Whom to call about it.
    pub support: Option<SupportContact>,
}

impl ExpiredCandidate {
    fn registration(registration: Registration) -> Self {
        let Registration { issuer, account: number, expires, support, .. } = registration;
        Self { issuer, number, expires, support, transfer: false }
    }

    fn transfer(transfer: Transfer) -> Self {
        let Transfer { issuer, account: number, expires, support, .. } = transfer;
        Self { issuer, number, expires, support, transfer: true }
    }
}

/// The accounts that are bound on this device, by what a candidate is compared with. Each candidate of a list is looked up, and
/// none is compared with every account.
pub(super) struct Bound<'v> {
    by_fingerprint: HashMap<Fingerprint, &'v Account>,
    /// The brokers' accounts by issuer and number.
    by_number: HashMap<(&'v str, &'v str), &'v Account>,
}

impl<'v> Bound<'v> {
    pub(super) fn of(vault: &'v Vault) -> Self {
        let mut by_number = HashMap::new();
        for account in vault.accounts().filter(|account| account.activation.is_some()) {
            if let Some(issuer) = &account.issuer {
                by_number.entry((issuer.as_str(), account.number.as_str())).or_insert(account);
            }
        }
        Self { by_fingerprint: vault.by_fingerprint(), by_number }
    }

    /// Gives the account with the same secret and parameters, even a removed one.
    fn same_as(&self, id: &CandidateId) -> Option<&'v Account> {
        match id {
            CandidateId::Secret(fingerprint) => self.by_fingerprint.get(fingerprint).copied(),
            CandidateId::Sealed(_) => None,
        }
    }

    /// Gives the broker's account of this number.
    fn numbered(&self, issuer: &Issuer, number: &AccountNumber) -> Option<&'v Account> {
        self.by_number.get(&(issuer.as_str(), number.as_str())).copied()
    }
}

/// Judges a candidate: whether it may be bound, and if not, why.
pub(super) fn judge(room: &Room<'_>, bound: &Bound<'_>, candidate: Single, id: &CandidateId) -> Judged {
    match candidate {
        Single::Registration(registration) => judge_registration(room, bound, registration, id),
        Single::Transfer(transfer) => judge_transfer(room, bound, transfer),
        Single::Plain(plain) => match bound.same_as(id) {
            Some(bound) => Judged::AlreadyBound(BoundCandidate {
                issuer: bound.issuer.clone(),
                number: bound.number.clone(),
                support: bound.activation.as_ref().and_then(|activation| activation.support.clone()),
            }),
            None => Judged::Plain(Box::new(plain)),
        },
    }
}

fn judge_registration(room: &Room<'_>, bound: &Bound<'_>, registration: Registration, id: &CandidateId) -> Judged {
    let expired = registration.validity(room.at.wall) == Validity::Expired;
    let there = bound.numbered(&registration.issuer, &registration.account);
    let same_code = there.is_some_and(|there| activated_by(there, &registration.activation));
    if same_code || bound.same_as(id).is_some() {
        let Registration { issuer, account: number, support, .. } = registration;
        return Judged::AlreadyBound(BoundCandidate { issuer: Some(issuer), number, support });
    }
    let seen = matches!(id, CandidateId::Secret(fingerprint) if room.vault.was_seen_expired(fingerprint));
    if expired || seen {
        return Judged::Expired(ExpiredCandidate::registration(registration));
    }
    let replaces = there.map(|there| there.id);
    Judged::Registration { registration: Box::new(registration), replaces }
}

fn judge_transfer(room: &Room<'_>, bound: &Bound<'_>, transfer: Box<Transfer>) -> Judged {
    let there = bound.numbered(&transfer.issuer, &transfer.account);
    if there.is_some_and(|there| !may_renew(room.vault, there, &transfer)) {
        let Transfer { issuer, account: number, support, .. } = *transfer;
        return Judged::AlreadyBound(BoundCandidate { issuer: Some(issuer), number, support });
    }
    let renews = there.map(|there| there.id);
    expire(Judged::Transfer { transfer, renews }, room.at.wall)
}

/// Whether a transfer may come over a bound account. Anybody can make one up, so it must be of the same registration and bring
/// a later PIN, unless no PIN has opened the account yet.
fn may_renew(vault: &Vault, bound: &Account, transfer: &Transfer) -> bool {
    match bound.binding {
        State::Synced(Role::Sub, _) | State::Unsynced(Role::Sub, PinCheck::Opens, _) => {
            let later = activated_by(bound, &transfer.activation) && transfer.epoch > bound.epoch;
            later || vault.is_never_opened(bound.id)
        }
        // A Main account's transfer does not come back to itself. One over an account that was compared by eye would take
        // the place of the only secret there is.
        State::Synced(Role::Main(_), _)
        | State::Unsynced(Role::Main(_), ..)
        | State::Unsynced(Role::Sub, PinCheck::ByEye, _)
        | State::Plain => false,
    }
}

fn activated_by(account: &Account, code: &ActivationCode) -> bool {
    account.activation.as_ref().is_some_and(|activation| activation.code == *code)
}

/// Drops a registration or transfer that has expired, and its secret.
pub(super) fn expire(held: Judged, now: UnixTime) -> Judged {
    match held {
        Judged::Registration { registration, .. } if registration.validity(now) == Validity::Expired => {
            Judged::Expired(ExpiredCandidate::registration(*registration))
        }
        Judged::Transfer { transfer, .. } if transfer.expires <= now => {
            Judged::Expired(ExpiredCandidate::transfer(*transfer))
        }
        held @ (Judged::Nothing
        | Judged::Refused(_)
        | Judged::Registration { .. }
        | Judged::Transfer { .. }
        | Judged::Expired(_)
        | Judged::AlreadyBound(_)
        | Judged::Plain(_)) => held,
    }
}
