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

/// A candidate after it was judged, until the user agrees to it. Only one that may be bound keeps its secret.
pub(super) enum Judged {
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

/// Judges a candidate: whether it may be bound, and if not, why.
pub(super) fn judge(room: &Room<'_>, candidate: Single) -> Judged {
    match candidate {
        Single::Registration(registration) => judge_registration(room, registration),
        Single::Transfer(transfer) => judge_transfer(room, transfer),
        Single::Plain(plain) => match room.vault.same_as(&plain.secret, &plain.otp) {
            Some(bound) => Judged::AlreadyBound {
                issuer: bound.issuer.clone(),
                number: bound.number.clone(),
                support: bound.activation.as_ref().and_then(|activation| activation.support.clone()),
            },
            None => Judged::Plain(Box::new(plain)),
        },
    }
}

fn judge_registration(room: &Room<'_>, registration: Registration) -> Judged {
    let expired = registration.validity(room.at.wall) == Validity::Expired;
    let bound = bound(room.vault, &registration.issuer, &registration.account);
    let same_code = bound.is_some_and(|bound| activated_by(bound, &registration.activation));
    if same_code || room.vault.same_as(&registration.secret, &registration.otp).is_some() {
        let Registration { issuer, account, support, .. } = registration;
        return Judged::AlreadyBound { issuer: Some(issuer), number: account, support };
    }
    if expired || room.vault.was_seen_expired(&registration.secret, &registration.otp) {
        let Registration { issuer, account, expires, support, .. } = registration;
        return Judged::Expired { issuer, number: account, expires, support, transfer: false };
    }
    let replaces = bound.map(|bound| bound.id);
    Judged::Registration { registration: Box::new(registration), replaces }
}

fn judge_transfer(room: &Room<'_>, transfer: Box<Transfer>) -> Judged {
    let bound = bound(room.vault, &transfer.issuer, &transfer.account);
    let renews = match bound {
        // A Main account's transfer does not come back to itself.
        Some(Account { binding: State::Synced(Role::Main(_), _) | State::Unsynced(Role::Main(_), ..), .. }) => {
            let Transfer { issuer, account, support, .. } = *transfer;
            return Judged::AlreadyBound { issuer: Some(issuer), number: account, support };
        }
        other => other.map(|bound| bound.id),
    };
    expire(Judged::Transfer { transfer, renews }, room.at.wall)
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
pub(super) fn expire(held: Judged, now: UnixTime) -> Judged {
    match held {
        Judged::Registration { registration, .. } if registration.validity(now) == Validity::Expired => {
            let Registration { issuer, account, expires, support, .. } = *registration;
            Judged::Expired { issuer, number: account, expires, support, transfer: false }
        }
        Judged::Transfer { transfer, .. } if transfer.expires <= now => {
            let Transfer { issuer, account, expires, support, .. } = *transfer;
            Judged::Expired { issuer, number: account, expires, support, transfer: true }
        }
        held @ (Judged::Nothing
        | Judged::Refused(_)
        | Judged::Registration { .. }
        | Judged::Transfer { .. }
        | Judged::Expired { .. }
        | Judged::AlreadyBound { .. }
        | Judged::Plain(_)) => held,
    }
}
