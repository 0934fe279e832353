use std::time::Duration;

use crate::{AccountNumber, ActivationCode, Issuer, OtpParameters, OtpSecret, SupportContact, UnixTime};

/// What a broker's registration QR carries.
pub struct Registration {
    /// The broker.
    pub issuer: Issuer,
    /// The account number at the broker.
    pub account: AccountNumber,
    /// Tells this registration from an earlier or later one of the same account number.
    pub activation: ActivationCode,
    /// The first moment at which it must be refused.
    pub expires: UnixTime,
    /// Whom to call for a new one.
    pub support: Option<SupportContact>,
    /// How codes are made.
    pub otp: OtpParameters,
    /// From what codes are made.
    pub secret: OtpSecret,
}

/// Whether a registration may still be bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// It may, for so long.
    Valid {
        /// The time left, more than zero.
        remaining: Duration,
    },
    /// It may not.
    Expired,
}

impl Registration {
    /// Whether it may be bound at `now` (guide: 24 hours after issue it is void).
    pub fn validity(&self, now: UnixTime) -> Validity {
        if now < self.expires { Validity::Valid { remaining: self.expires.since(now) } } else { Validity::Expired }
    }
}

/// An ordinary account, of any issuer that hands out `otpauth://` key URIs: no PIN, no activation, no expiry.
pub struct PlainAccount {
    /// Who issued it, where the key URI says so.
    pub issuer: Option<Issuer>,
    /// The account's name at the issuer.
    pub account: AccountNumber,
    /// How codes are made.
    pub otp: OtpParameters,
    /// From what codes are made.
    pub secret: OtpSecret,
}
