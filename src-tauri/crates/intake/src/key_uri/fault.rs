use std::fmt;

use lingpai_domain::{OutOfRange, TextRule};

/// The rule of the key URI format that a text breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UriFault {
    /// The text has another scheme, or is no URI.
    #[error("it is no `otpauth:` URI")]
    NotOtpauth,
    /// The text is an account of a kind that is not supported.
    #[error("{0} are not supported")]
    KindUnsupported(Kind),
    /// The `otpauth:` type is unknown.
    #[error("the type of the URI is unknown: `totp`, `hotp` and `steam` are allowed")]
    UnknownType,
    /// The text is too long.
    #[error("the URI has {len} bytes: {max} at most are allowed")]
    TooLong {
        /// The length of the text in bytes.
        len: usize,
        /// The most allowed.
        max: usize,
    },
    /// The text has a `#`. Everything after it would be lost without notice.
    #[error("the URI has a fragment: write `%23` for `#`")]
    Fragment,
    /// The text has `&amp;` for `&`. All parameters but the first would be lost without notice.
    #[error("the URI was escaped for HTML: `&` is expected between parameters, not `&amp;`")]
    HtmlEscaped,
    /// A `%` is not followed by two hexadecimal digits (RFC 3986 §2.1).
    #[error("{parameter} has a bad escape: two hexadecimal digits are expected after `%`")]
    BadEscape {
        /// The part of the URI.
        parameter: Parameter,
    },
    /// The bytes are neither UTF-8 nor GBK.
    #[error("{parameter} is neither UTF-8 nor GBK")]
    NotText {
        /// The part of the URI.
        parameter: Parameter,
    },
    /// A required parameter is missing.
    #[error("{parameter} is missing")]
    Missing {
        /// The parameter.
        parameter: Parameter,
    },
    /// A parameter is given twice. Which one counts would be a guess.
    #[error("{parameter} is given twice")]
    Twice {
        /// The parameter.
        parameter: Parameter,
    },
    /// The secret breaks a rule.
    #[error("parameter `secret`: {0}")]
    Secret(SecretRule),
    /// A text is empty, too long or has a forbidden character.
    #[error("{parameter}: {rule}")]
    Text {
        /// The part of the URI.
        parameter: Parameter,
        /// The rule that it breaks.
        rule: TextRule,
    },
    /// The value is not made of the digits 0 to 9.
    #[error("{parameter} is no number: digits are expected")]
    NotANumber {
        /// The part of the URI.
        parameter: Parameter,
    },
    /// A number is out of range.
    #[error("{parameter}: {range}")]
    OutOfRange {
        /// The part of the URI.
        parameter: Parameter,
        /// The number and its range.
        range: OutOfRange,
    },
    /// The hash is not one that TOTP uses (RFC 6238 §1.2).
    #[error("parameter `algorithm` is unknown: `SHA1`, `SHA256` and `SHA512` are allowed")]
    Algorithm,
    /// The encoder of the codes is unknown, or does not go with a counter.
    #[error("parameter `encoder` is unknown: `steam` is allowed, and for codes by time alone")]
    Encoder,
    /// A Steam account has parameters that Steam does not use.
    #[error("Steam's codes have five characters, `SHA1` and a period of 30 s")]
    Steam,
    /// The expiry of a registration breaks a rule.
    #[error("parameter `expires`: {0}")]
    Expires(ExpiryRule),
    /// The PIN mode is unknown.
    #[error("parameter `pin` is unknown: `required` is allowed")]
    PinMode,
    /// The label prefix and the `issuer` parameter of a registration name different brokers.
    #[error("parameter `issuer` and the prefix of the label differ")]
    IssuersDiffer,
}

/// A part of a key URI, for faults.
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
    /// `counter`, for accounts that go by counter.
    Counter,
    /// `encoder`, with which KeePassXC marks Steam accounts.
    Encoder,
    /// `activation`, added by brokers.
    Activation,
    /// `expires`, added by brokers.
    Expires,
    /// `pin`, added by brokers.
    Pin,
    /// `support`, added by brokers.
    Support,
    /// The name of another parameter. Its value is not read.
    Other,
}

impl Parameter {
    /// The parameters that are read from the query, each with its name there.
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

/// A kind of account that is known and not supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A registration with `otpauth://hotp`: a PIN and an expiry do not go with a counter.
    Hotp,
    /// A registration with Steam codes.
    Steam,
    /// `otpauth://yaotp` of Yandex Key, whose codes are letters under a PIN.
    Yandex,
    /// `otpauth-migration:`, an export of Google Authenticator.
    Migration,
    /// `lingpai://bind`, which binds another device.
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

/// The rule that a secret breaks. It contains nothing of the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretRule {
    /// The secret has a character other than the letters A to Z and the digits 2 to 7 (RFC 4648 §6).
    #[error("it has a character that is not Base32: A to Z and 2 to 7 are allowed")]
    Character,
    /// No encoder makes this number of characters. Whether the last ones count would be a guess.
    #[error("it has {0} Base32 characters, which no encoder makes")]
    Length(usize),
    /// The padding does not fill the last group of eight characters.
    #[error("its padding is wrong: none or a full group of 8 is allowed")]
    Padding,
    /// The secret has no bytes, or too many.
    #[error("it has {len} bytes: 1 to {max} are allowed")]
    Size {
        /// The bytes.
        len: usize,
        /// The most allowed.
        max: usize,
    },
}

/// The rule that the expiry of a registration breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExpiryRule {
    /// The time does not have the form of RFC 3339, or has no offset.
    #[error("it is no RFC 3339 time with an offset, such as `2026-11-24T09:30:00+08:00`")]
    Form,
    /// The time does not exist in the calendar, is a leap second, or lies before 1970.
    #[error("there is no such time since 1970")]
    Calendar,
}
