//! What waits for the user's agreement, as it is shown.

use std::time::Duration;

use lingpai_domain::attempts::Attempts;
use lingpai_domain::devices::DeviceSlot;
use lingpai_domain::{AccountNumber, ActivationCode, Issuer, OtpParameters, SupportContact, UnixTime};
use lingpai_intake::IntakeFault;
use lingpai_vault::Vault;

use crate::adding::found::{FoundItem, MigrationBatch};
use crate::adding::judged::{BoundCandidate, ExpiredCandidate, Judged};

/// What waits for the user's agreement, without any secret.
#[derive(Debug, PartialEq, Eq)]
pub enum Waiting {
    /// Nothing.
    Nothing,
    /// A picture could not be used, with the reason. `None` if the file could not be read.
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
        /// How long it can still be bound.
        remaining: Duration,
        /// Whom to call.
        support: Option<SupportContact>,
        /// The activation code of the binding that it replaces, and whether that is frozen.
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
        /// The number that this device gets among the account's devices.
        slot: DeviceSlot,
        /// When it expires.
        expires: UnixTime,
        /// How long it can still be bound.
        remaining: Duration,
        /// Whom to call.
        support: Option<SupportContact>,
        /// Whether it renews a binding on this device.
        renews: bool,
    },
    /// A registration or a transfer that has expired.
    Expired(ExpiredCandidate),
    /// An account that is bound on this device already.
    AlreadyBound(BoundCandidate),
    /// Several things: the found list.
    Several {
        /// The items, in the order in which they were found.
        items: Vec<FoundItem>,
        /// The migrations among them.
        batches: Vec<MigrationBatch>,
    },
    /// An ordinary account that may be bound.
    Plain {
        /// Its issuer, if known.
        issuer: Option<Issuer>,
        /// Its name.
        number: AccountNumber,
        /// How its codes are made.
        otp: OtpParameters,
    },
}

/// A candidate as it is shown, without its secret.
pub(super) fn of_judged(judged: &Judged, vault: &Vault, now: UnixTime) -> Waiting {
    match judged {
        Judged::Nothing => Waiting::Nothing,
        Judged::Refused(fault) => Waiting::Refused(*fault),
        Judged::Registration { registration, replaces } => Waiting::Registration {
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
        Judged::Transfer { transfer, renews } => Waiting::Transfer {
            issuer: transfer.issuer.clone(),
            number: transfer.account.clone(),
            activation: transfer.activation.clone(),
            slot: transfer.slot,
            expires: transfer.expires,
            remaining: transfer.expires.since(now),
            support: transfer.support.clone(),
            renews: renews.is_some(),
        },
        Judged::Expired(expired) => Waiting::Expired(expired.clone()),
        Judged::AlreadyBound(bound) => Waiting::AlreadyBound(bound.clone()),
        Judged::Plain(plain) => {
            Waiting::Plain { issuer: plain.issuer.clone(), number: plain.account.clone(), otp: plain.otp }
        }
    }
}
