//! Makes accounts from the fields of a form. A fault names its field.

use std::fmt;

use lingpai_domain::{
    AccountNumber, Alphabet, Digits, Issuer, MovingFactor, OtpParameters, OutOfRange, Period, PlainAccount, TextRule,
};
use zeroize::Zeroizing;

use crate::key_uri::{SecretRule, algorithm, counter, decode_secret};

/// The moving factor of a typed account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedCodes {
    /// By time, with a period in seconds.
    Time(u64),
    /// By counter, with the counter of the next code.
    Counter(u64),
    /// Steam's way. Algorithm and digits are ignored then.
    Steam,
}

/// The fields of the form without the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedFields<'a> {
    /// The issuer. It may be empty.
    pub issuer: &'a str,
    /// The name at the issuer. It may be empty if there is an issuer. The issuer's name is used then.
    pub name: &'a str,
    /// `SHA1`, `SHA256` or `SHA512`.
    pub algorithm: &'a str,
    /// The number of digits, 4 to 10.
    pub digits: u8,
    /// The moving factor.
    pub codes: TypedCodes,
}

/// An account that was typed, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The issuer, if it is known.
    pub issuer: Option<Issuer>,
    /// The name.
    pub account: AccountNumber,
    /// How the codes are made.
    pub otp: OtpParameters,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedField {
    /// The issuer.
    Issuer,
    /// The name.
    Name,
    /// The secret.
    Secret,
    /// The hash.
    Algorithm,
    /// The length of a code.
    Digits,
    /// The period or the counter.
    Codes,
}

/// The rule that a field breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TypedRule {
    /// The field must not be empty.
    #[error("it is empty")]
    Missing,
    /// The text is too long or has a forbidden character.
    #[error(transparent)]
    Text(TextRule),
    /// The secret breaks a rule.
    #[error(transparent)]
    Secret(SecretRule),
    /// The hash is unknown.
    #[error("`SHA1`, `SHA256` and `SHA512` are allowed")]
    Algorithm,
    /// The number is out of range.
    #[error(transparent)]
    Range(OutOfRange),
}

/// The first field that breaks a rule. It contains no part of the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {rule}")]
pub struct TypedFault {
    /// The field.
    pub field: TypedField,
    /// The rule.
    pub rule: TypedRule,
}

impl fmt::Display for TypedField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Issuer => "the issuer",
            Self::Name => "the name",
            Self::Secret => "the secret",
            Self::Algorithm => "the hash",
            Self::Digits => "the length of a code",
            Self::Codes => "the period or counter",
        })
    }
}

/// Makes an account from the fields and the secret. The secret is Base32 (RFC 4648 §6) in either case. White space
/// and hyphens in it are ignored, because issuers print secrets in groups.
pub fn typed(fields: TypedFields<'_>, secret: &str) -> Result<PlainAccount, TypedFault> {
    let Described { issuer, account, otp } = described(fields)?;
    let mut letters = Zeroizing::new(String::with_capacity(secret.len()));
    letters.extend(secret.chars().filter(|c| !c.is_whitespace() && *c != '-'));
    let at_fault = |rule| TypedFault { field: TypedField::Secret, rule };
    if letters.is_empty() {
        return Err(at_fault(TypedRule::Missing));
    }
    let secret = decode_secret(letters.as_bytes()).map_err(|rule| at_fault(TypedRule::Secret(rule)))?;
    Ok(PlainAccount { issuer, account, otp, secret })
}

/// Reads the fields without the secret. White space around a name is removed.
pub fn described(fields: TypedFields<'_>) -> Result<Described, TypedFault> {
    let issuer = named(fields.issuer, TypedField::Issuer, Issuer::parse)?;
    let account = match (named(fields.name, TypedField::Name, AccountNumber::parse)?, &issuer) {
        (Some(account), _) => account,
        (None, Some(issuer)) => {
            AccountNumber::parse(issuer.as_str()).map_err(|rule| fault(TypedField::Name, TypedRule::Text(rule)))?
        }
        (None, None) => return Err(fault(TypedField::Name, TypedRule::Missing)),
    };
    Ok(Described { issuer, account, otp: parameters(fields)? })
}

fn parameters(
    TypedFields { algorithm: name, digits, codes, .. }: TypedFields<'_>,
) -> Result<OtpParameters, TypedFault> {
    let range = |field| move |range| fault(field, TypedRule::Range(range));
    let moving_factor = match codes {
        TypedCodes::Steam => return Ok(OtpParameters::STEAM),
        TypedCodes::Time(secs) => MovingFactor::Time(Period::new(secs).map_err(range(TypedField::Codes))?),
        TypedCodes::Counter(next) => MovingFactor::Counter(counter(next).map_err(range(TypedField::Codes))?),
    };
    Ok(OtpParameters {
        algorithm: algorithm(name).ok_or(fault(TypedField::Algorithm, TypedRule::Algorithm))?,
        digits: Digits::new(digits.into()).map_err(range(TypedField::Digits))?,
        moving_factor,
        alphabet: Alphabet::Decimal,
    })
}

fn named<T>(
    text: &str,
    field: TypedField,
    parse: impl FnOnce(&str) -> Result<T, TextRule>,
) -> Result<Option<T>, TypedFault> {
    match text.trim() {
        "" => Ok(None),
        text => parse(text).map(Some).map_err(|rule| fault(field, TypedRule::Text(rule))),
    }
}

const fn fault(field: TypedField, rule: TypedRule) -> TypedFault {
    TypedFault { field, rule }
}

#[cfg(test)]
mod tests {
    use lingpai_domain::Algorithm;
    use proptest::prelude::*;

    use super::*;

    const FIELDS: TypedFields<'_> =
        TypedFields { issuer: "Example", name: "alice", algorithm: "SHA256", digits: 8, codes: TypedCodes::Time(60) };
    const SECRET: &str = "GEZDGNBVGY3TQOJQ";

    fn broken(fields: TypedFields<'_>, secret: &str) -> Option<TypedFault> {
        typed(fields, secret).err()
    }

    #[test]
    fn what_is_typed_arrives_as_it_was_meant() {
        let account = typed(FIELDS, " gezd gnbv-GY3T\u{a0}QOJQ ").expect("a good account");
        assert_eq!(account.secret.expose(), b"1234567890");
        assert_eq!(account.otp.algorithm, Algorithm::Sha256);
        assert_eq!(account.otp.digits.get(), 8);
        let nameless = typed(TypedFields { name: " ", ..FIELDS }, SECRET).expect("the issuer names it");
        assert_eq!(nameless.account.as_str(), "Example");
        let steam = typed(TypedFields { codes: TypedCodes::Steam, digits: 0, algorithm: "", ..FIELDS }, SECRET);
        assert_eq!(steam.expect("Steam has no choices").otp, OtpParameters::STEAM);
    }

    #[test]
    fn each_fault_names_its_field() {
        let at = |field, rule| Some(TypedFault { field, rule });
        let range = |value, min, max| TypedRule::Range(OutOfRange { value, min, max });
        let with = |codes| TypedFields { codes, ..FIELDS };
        assert_eq!(
            broken(TypedFields { issuer: "", name: "", ..FIELDS }, SECRET),
            at(TypedField::Name, TypedRule::Missing)
        );
        assert_eq!(
            broken(TypedFields { issuer: "a\u{202E}b", ..FIELDS }, SECRET),
            at(TypedField::Issuer, TypedRule::Text(TextRule::Forbidden('\u{202E}')))
        );
        assert_eq!(broken(FIELDS, " - "), at(TypedField::Secret, TypedRule::Missing));
        assert_eq!(broken(FIELDS, "GE1"), at(TypedField::Secret, TypedRule::Secret(SecretRule::Character)));
        assert_eq!(
            broken(TypedFields { algorithm: "MD5", ..FIELDS }, SECRET),
            at(TypedField::Algorithm, TypedRule::Algorithm)
        );
        assert_eq!(broken(TypedFields { digits: 3, ..FIELDS }, SECRET), at(TypedField::Digits, range(3, 4, 10)));
        assert_eq!(broken(with(TypedCodes::Time(0)), SECRET), at(TypedField::Codes, range(0, 1, 3600)));
        let (most, over) = (MovingFactor::MAX_COUNTER, MovingFactor::MAX_COUNTER + 1);
        assert_eq!(broken(with(TypedCodes::Counter(most)), SECRET), None);
        assert_eq!(broken(with(TypedCodes::Counter(over)), SECRET), at(TypedField::Codes, range(over, 0, most)));
    }

    proptest! {
        #[test]
        fn anything_typed_is_taken_or_refused(issuer in any::<String>(), name in any::<String>(), secret in any::<String>()) {
            let taken = typed(TypedFields { issuer: &issuer, name: &name, ..FIELDS }, &secret);
            if let Err(fault) = taken {
                prop_assert!(secret.len() < 4 || !fault.to_string().contains(&secret));
            }
        }
    }
}
