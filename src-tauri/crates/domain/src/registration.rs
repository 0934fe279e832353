use std::time::Duration;

use crate::{AccountNumber, ActivationCode, Issuer, OtpParameters, OtpSecret, SupportContact, UnixTime};

/// The content of a broker's registration QR code.
pub struct Registration {
    /// The broker.
    pub issuer: Issuer,
    /// The account number at the broker.
    pub account: AccountNumber,
    /// Distinguishes this registration from others of the same account number.
    pub activation: ActivationCode,
    /// The first moment at which it is refused.
    pub expires: UnixTime,
    /// Whom to call for a new one.
    pub support: Option<SupportContact>,
    /// How codes are made.
    pub otp: OtpParameters,
    /// The secret from which codes are made.
    pub secret: OtpSecret,
}

/// Whether a registration may still be bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// It may be bound.
    Valid {
        /// The time left, more than zero.
        remaining: Duration,
    },
    /// It has expired.
    Expired,
}

impl Registration {
    /// Whether it may be bound at `now` (by the broker's guide it expires 24 hours after issue).
    pub fn validity(&self, now: UnixTime) -> Validity {
        if now < self.expires { Validity::Valid { remaining: self.expires.since(now) } } else { Validity::Expired }
    }
}

/// An ordinary account of any issuer of `otpauth://` key URIs. It has no PIN, no activation and no expiry.
pub struct PlainAccount {
    /// Its issuer, if the key URI names one.
    pub issuer: Option<Issuer>,
    /// The account's name at the issuer.
    pub account: AccountNumber,
    /// How codes are made.
    pub otp: OtpParameters,
    /// The secret from which codes are made.
    pub secret: OtpSecret,
}
