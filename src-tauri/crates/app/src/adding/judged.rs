//! Whether a candidate may be bound, and if not, why.

use lingpai_domain::binding::{Role, State};
use lingpai_domain::{
    Account, AccountId, AccountNumber, ActivationCode, Issuer, PlainAccount, Registration, SupportContact, UnixTime,
    Validity,
};
use lingpai_intake::{IntakeFault, Transfer};
use lingpai_vault::Vault;

use crate::room::Room;

/// A candidate that stands for one account.
pub(super) enum Single {
    Registration(Registration),
    Transfer(Box<Transfer>),
    Plain(PlainAccount),
}

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

/// Judges a candidate: whether it may be bound, and if not, why.
pub(super) fn judge(room: &mut Room<'_>, candidate: Single) -> Judged {
    match candidate {
        Single::Registration(registration) => judge_registration(room, registration),
        Single::Transfer(transfer) => judge_transfer(room, transfer),
        Single::Plain(plain) => match room.vault.same_as(&plain.secret, &plain.otp) {
            Some(bound) => Judged::AlreadyBound(BoundCandidate {
                issuer: bound.issuer.clone(),
                number: bound.number.clone(),
                support: bound.activation.as_ref().and_then(|activation| activation.support.clone()),
            }),
            None => Judged::Plain(Box::new(plain)),
        },
    }
}

fn judge_registration(room: &mut Room<'_>, registration: Registration) -> Judged {
    let expired = registration.validity(room.at.wall) == Validity::Expired;
    if expired {
        // If this cannot be saved, only the clock decides the next time. Now it is refused in any case.
        room.vault.remember_expired(&registration.secret, &registration.otp, room.at).ok();
    }
    let bound = bound(room.vault, &registration.issuer, &registration.account);
    let same_code = bound.is_some_and(|bound| activated_by(bound, &registration.activation));
    if same_code || room.vault.same_as(&registration.secret, &registration.otp).is_some() {
        let Registration { issuer, account: number, support, .. } = registration;
        return Judged::AlreadyBound(BoundCandidate { issuer: Some(issuer), number, support });
    }
    if expired || room.vault.was_seen_expired(&registration.secret, &registration.otp) {
        return Judged::Expired(ExpiredCandidate::registration(registration));
    }
    let replaces = bound.map(|bound| bound.id);
    Judged::Registration { registration: Box::new(registration), replaces }
}

fn judge_transfer(room: &Room<'_>, transfer: Box<Transfer>) -> Judged {
    let bound = bound(room.vault, &transfer.issuer, &transfer.account);
    let renews = match bound {
        // A Main account does not bind its own transfer.
        Some(Account { binding: State::Synced(Role::Main(_), _) | State::Unsynced(Role::Main(_), ..), .. }) => {
            let Transfer { issuer, account: number, support, .. } = *transfer;
            return Judged::AlreadyBound(BoundCandidate { issuer: Some(issuer), number, support });
        }
        other => other.map(|bound| bound.id),
    };
    expire(Judged::Transfer { transfer, renews }, room.at.wall)
}

/// The account of this broker and number that is bound here.
fn bound<'v>(vault: &'v Vault, issuer: &Issuer, number: &AccountNumber) -> Option<&'v Account> {
    vault.accounts().find(|account| {
        account.activation.is_some() && account.issuer.as_ref() == Some(issuer) && account.number == *number
    })
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
