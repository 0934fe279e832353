use std::fmt;

use lingpai_domain::{OutOfRange, TextRule};

/// The rule of the key URI format that a text breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UriFault {
    /// Another scheme, or no URI.
    #[error("it is no `otpauth:` URI")]
    NotOtpauth,
    /// An account, but of a kind that is not read here.
    #[error("{0} are not supported")]
    KindUnsupported(Kind),
    /// An `otpauth:` type that nobody has defined.
    #[error("the type of the URI is unknown: `totp`, `hotp` and `steam` are allowed")]
    UnknownType,
    /// The text is too long.
    #[error("the URI has {len} bytes: {max} at most are allowed")]
    TooLong {
        /// Its bytes.
        len: usize,
        /// The most allowed.
        max: usize,
    },
    /// A `#`: what follows it would be lost unseen.
    #[error("the URI has a fragment: write `%23` for `#`")]
    Fragment,
    /// `&amp;` for `&`: every parameter but the first would be lost unseen.
    #[error("the URI was escaped for HTML: `&` is expected between parameters, not `&amp;`")]
    HtmlEscaped,
    /// A `%` without two hexadecimal digits (RFC 3986 §2.1).
    #[error("{parameter} has a bad escape: two hexadecimal digits are expected after `%`")]
    BadEscape {
        /// Where.
        parameter: Parameter,
    },
    /// Bytes that are neither UTF-8 nor GBK.
    #[error("{parameter} is neither UTF-8 nor GBK")]
    NotText {
        /// Where.
        parameter: Parameter,
    },
    /// A parameter that must be there is not.
    #[error("{parameter} is missing")]
    Missing {
        /// Which.
        parameter: Parameter,
    },
    /// A parameter is there twice; which of them counts would be a guess.
    #[error("{parameter} is given twice")]
    Twice {
        /// Which.
        parameter: Parameter,
    },
    /// The secret.
    #[error("parameter `secret`: {0}")]
    Secret(SecretRule),
    /// A text that must not be shown as it is.
    #[error("{parameter}: {rule}")]
    Text {
        /// Where.
        parameter: Parameter,
        /// Which rule it breaks.
        rule: TextRule,
    },
    /// Something else than the digits 0 to 9.
    #[error("{parameter} is no number: digits are expected")]
    NotANumber {
        /// Where.
        parameter: Parameter,
    },
    /// A number outside its range.
    #[error("{parameter}: {range}")]
    OutOfRange {
        /// Where.
        parameter: Parameter,
        /// The number and its range.
        range: OutOfRange,
    },
    /// A hash that TOTP does not use (RFC 6238 §1.2).
    #[error("parameter `algorithm` is unknown: `SHA1`, `SHA256` and `SHA512` are allowed")]
    Algorithm,
    /// An encoder of codes that nobody has defined, or one that does not go with a counter.
    #[error("parameter `encoder` is unknown: `steam` is allowed, and for codes by time alone")]
    Encoder,
    /// A Steam account with parameters that Steam does not have.
    #[error("Steam's codes have five characters, `SHA1` and a period of 30 s")]
    Steam,
    /// The expiry of a registration.
    #[error("parameter `expires`: {0}")]
    Expires(ExpiryRule),
    /// Another PIN mode than the one there is.
    #[error("parameter `pin` is unknown: `required` is allowed")]
    PinMode,
    /// A registration's label prefix and `issuer` parameter name different brokers.
    #[error("parameter `issuer` and the prefix of the label differ")]
    IssuersDiffer,
}

/// Where in a key URI something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// The label: issuer prefix and account.
    Label,
    /// `secret`.
    Secret,
    /// `issuer`.
    Issuer,
    /// `algorithm`.
    Algorithm,
    /// `digits`.
    Digits,
    /// `period`.
    Period,
    /// `counter`, of accounts by counter.
    Counter,
    /// `encoder`, by which KeePassXC marks Steam accounts.
    Encoder,
    /// `activation`, the broker's.
    Activation,
    /// `expires`, the broker's.
    Expires,
    /// `pin`, the broker's.
    Pin,
    /// `support`, the broker's.
    Support,
    /// The name of some other parameter; its value is not looked at.
    Other,
}

impl Parameter {
    /// Those that are read from the query, each with the name it has there.
    pub(super) const NAMED: [(&'static str, Self); 11] = [
        ("secret", Self::Secret),
        ("issuer", Self::Issuer),
        ("algorithm", Self::Algorithm),
        ("digits", Self::Digits),
        ("period", Self::Period),
        ("counter", Self::Counter),
        ("encoder", Self::Encoder),
        ("activation", Self::Activation),
        ("expires", Self::Expires),
        ("pin", Self::Pin),
        ("support", Self::Support),
    ];
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Self::NAMED.iter().find(|(_, parameter)| parameter == self) {
            Some((name, _)) => write!(f, "parameter `{name}`"),
            None if *self == Self::Label => f.write_str("the label"),
            None => f.write_str("a parameter's name"),
        }
    }
}

/// A kind of account that is known but not read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A registration of `otpauth://hotp`: a PIN and an expiry do not go with a counter.
    Hotp,
    /// A registration with Steam's codes.
    Steam,
    /// `otpauth://yaotp`, Yandex Key: letters under a PIN.
    Yandex,
    /// `otpauth-migration:`, an export of Google Authenticator.
    Migration,
    /// `lingpai://bind`, reserved for binding another device.
    Transfer,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hotp => "registrations by counter (HOTP)",
            Self::Steam => "registrations with Steam's codes",
            Self::Yandex => "Yandex accounts",
            Self::Migration => "exports of Google Authenticator",
            Self::Transfer => "transfers from another device",
        })
    }
}

/// Which rule a secret breaks. It says nothing of the secret's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretRule {
    /// Something else than the letters A to Z and the digits 2 to 7 (RFC 4648 §6).
    #[error("it has a character that is not Base32: A to Z and 2 to 7 are allowed")]
    Character,
    /// A number of characters that no encoder makes: whether the rest counts would be a guess.
    #[error("it has {0} Base32 characters, which no encoder makes")]
    Length(usize),
    /// Padding that does not fill the last group of eight.
    #[error("its padding is wrong: none or a full group of 8 is allowed")]
    Padding,
    /// No bytes, or more than a secret may have.
    #[error("it has {len} bytes: 1 to {max} are allowed")]
    Size {
        /// The bytes.
        len: usize,
        /// The most allowed.
        max: usize,
    },
}

/// Which rule the expiry of a registration breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExpiryRule {
    /// Another form than RFC 3339's, or one without an offset.
    #[error("it is no RFC 3339 time with an offset, such as `2026-11-24T09:30:00+08:00`")]
    Form,
    /// A day or time that the calendar does not have, a leap second, or one before 1970.
    #[error("there is no such time since 1970")]
    Calendar,
}
