use std::time::Duration;

use lingpai_domain::binding::{self, Event};
use lingpai_domain::{
    AccountId, AccountNumber, Activation, ActivationCode, Issuer, OtpParameters, PlainAccount, Registration,
    SupportContact, UnixTime, Validity, burn_stack,
};
use lingpai_intake::{Candidate, IntakeFault, read_candidate};
use lingpai_vault::{Lock, NewAccount, Vault};

use crate::fault::Fault;
use crate::session::Lingpai;

/// What is held between reading a picture and the user's agreement. Only a candidate that may be bound keeps its secret.
pub(crate) enum Held {
    Nothing,
    Refused(Option<IntakeFault>),
    Registration(Box<Registration>),
    Expired { issuer: Issuer, number: AccountNumber, expires: UnixTime, support: Option<SupportContact> },
    AlreadyBound { issuer: Option<Issuer>, number: AccountNumber, support: Option<SupportContact> },
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
    },
    /// A broker's registration that is too old.
    Expired {
        /// The broker.
        issuer: Issuer,
        /// The account number.
        number: AccountNumber,
        /// When it expired.
        expires: UnixTime,
        /// Whom to ask for a new one.
        support: Option<SupportContact>,
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
    /// Reads the QR code in a picture and holds what it says until the user agrees or dismisses it.
    pub fn take_picture(&self, picture: &[u8]) -> Result<Waiting, Fault> {
        // Decoding takes its time and needs nothing of the session.
        let read = read_candidate(picture);
        burn_stack();
        let now = self.ports.clock.now();
        self.with_open(|open| {
            open.pad = None;
            open.held = match read {
                Ok(candidate) => judge(candidate, &open.vault, now),
                Err(fault) => Held::Refused(Some(fault)),
            };
            Ok(open.held.view(now))
        })
    }

    /// Notes that a picture's file could not be read.
    pub fn refuse_picture(&self) -> Result<Waiting, Fault> {
        let now = self.ports.clock.now();
        self.with_open(|open| {
            open.held = Held::Refused(None);
            Ok(open.held.view(now))
        })
    }

    /// What waits for the user's agreement.
    pub fn waiting(&self) -> Result<Waiting, Fault> {
        let now = self.ports.clock.now();
        self.with_open(|open| {
            open.held = expire(std::mem::replace(&mut open.held, Held::Nothing), now);
            Ok(open.held.view(now))
        })
    }

    /// Drops what waits for the user's agreement, and its secret.
    pub fn dismiss(&self) -> Result<(), Fault> {
        self.with_open(|open| {
            open.held = Held::Nothing;
            open.pad = None;
            Ok(())
        })
    }

    /// Binds the ordinary account that waits for the user's agreement. On a fault it goes on waiting.
    pub fn bind_plain(&self) -> Result<AccountId, Fault> {
        self.with_change(|open| {
            let at = open.moment(&self.ports);
            let Held::Plain(plain) = &open.held else { return Err(Fault::Stale) };
            let (binding, _) = binding::transition(None, Event::BindPlain)?;
            let PlainAccount { issuer, account, otp, secret } = &**plain;
            let new = NewAccount {
                issuer: issuer.clone(),
                number: account.clone(),
                otp: *otp,
                bound_at: at.wall,
                activation: None,
                binding,
            };
            let change = open.vault.prepare(new, secret, Lock::Root)?;
            let id = open.vault.commit(change, at)?;
            open.held = Held::Nothing;
            Ok(id)
        })
    }
}

/// Names the situation that a candidate makes: may it be bound, and if not, why.
fn judge(candidate: Candidate, vault: &Vault, now: UnixTime) -> Held {
    match candidate {
        Candidate::Registration(registration) => {
            let bound = vault.accounts().any(|account| {
                account.activation.is_some()
                    && account.issuer.as_ref() == Some(&registration.issuer)
                    && account.number == registration.account
            });
            if bound || vault.same_as(&registration.secret, &registration.otp).is_some() {
                let Registration { issuer, account, support, .. } = registration;
                return Held::AlreadyBound { issuer: Some(issuer), number: account, support };
            }
            expire(Held::Registration(Box::new(registration)), now)
        }
        Candidate::Plain(plain) => match vault.same_as(&plain.secret, &plain.otp) {
            Some(bound) => Held::AlreadyBound {
                issuer: bound.issuer.clone(),
                number: bound.number.clone(),
                support: bound.activation.as_ref().and_then(|activation| activation.support.clone()),
            },
            None => Held::Plain(Box::new(plain)),
        },
    }
}

/// Lets go of a registration, and its secret, once it has expired.
fn expire(held: Held, now: UnixTime) -> Held {
    match held {
        Held::Registration(registration) if registration.validity(now) == Validity::Expired => {
            let Registration { issuer, account, expires, support, .. } = *registration;
            Held::Expired { issuer, number: account, expires, support }
        }
        held @ (Held::Nothing
        | Held::Refused(_)
        | Held::Registration(_)
        | Held::Expired { .. }
        | Held::AlreadyBound { .. }
        | Held::Plain(_)) => held,
    }
}

impl Held {
    fn view(&self, now: UnixTime) -> Waiting {
        match self {
            Self::Nothing => Waiting::Nothing,
            Self::Refused(fault) => Waiting::Refused(*fault),
            Self::Registration(registration) => Waiting::Registration {
                issuer: registration.issuer.clone(),
                number: registration.account.clone(),
                activation: registration.activation.clone(),
                expires: registration.expires,
                remaining: registration.expires.since(now),
                support: registration.support.clone(),
            },
            Self::Expired { issuer, number, expires, support } => Waiting::Expired {
                issuer: issuer.clone(),
                number: number.clone(),
                expires: *expires,
                support: support.clone(),
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

/// What a registration becomes when it is bound.
pub(crate) fn new_main(registration: &Registration, bound_at: UnixTime) -> Result<NewAccount, Fault> {
    let (binding, _) = binding::transition(None, Event::RegisterFirst)?;
    Ok(NewAccount {
        issuer: Some(registration.issuer.clone()),
        number: registration.account.clone(),
        otp: registration.otp,
        bound_at,
        activation: Some(Activation { code: registration.activation.clone(), support: registration.support.clone() }),
        binding,
    })
}
