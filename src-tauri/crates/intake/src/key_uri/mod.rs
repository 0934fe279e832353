//! The key URI format, `otpauth://totp/LABEL?PARAMETERS`, with the parameters a broker adds to it.
//!
//! Source: the page "Key Uri Format" of Google Authenticator's wiki; where it is silent, what most authenticators do.
//! PAYLOADS.md in this crate has the grammar, each refusal with its reason, and the test vectors.

mod escape;
mod fault;
mod label;
mod parameters;
mod registration;
mod secret;

use lingpai_domain::{Algorithm, Digits, Issuer, MovingFactor, OtpParameters, OutOfRange, Period, PlainAccount};
use lingpai_domain::{Registration, TextRule};

pub use fault::{ExpiryRule, Kind, Parameter, SecretRule, UriFault};
use label::Label;
use parameters::Parameters;

/// The longest key URI read, in bytes of UTF-8.
pub const MAX_LEN: usize = 2048;

/// What intake makes of foreign bytes, before the user agrees to it.
pub enum Candidate {
    /// A broker's registration.
    Registration(Registration),
    /// An ordinary account.
    Plain(PlainAccount),
}

/// Reads a key URI. With one of the broker's parameters `activation`, `expires` and `pin` it is a registration and
/// must be a whole one; otherwise it is an ordinary account.
///
/// Errors: the first rule that the text breaks. Neither the secret nor any other content is in the error, but for a
/// single forbidden character of a label or a number out of range.
pub fn read_key_uri(text: &str) -> Result<Candidate, UriFault> {
    let (label, query) = split(text)?;
    let parameters = Parameters::read(query)?;
    if parameters.has(Parameter::Encoder) {
        // KeePassXC's `encoder=steam`: the codes are letters, so digits would be wrong ones.
        return Err(UriFault::KindUnsupported(Kind::Steam));
    }
    let issuer = parameters.issuer()?;
    let label = Label::read(label, issuer.as_ref())?;
    if registration::is_one(&parameters) {
        return registration::read(&parameters, label, issuer).map(Candidate::Registration);
    }
    let (prefix, account) = label.into_parts();
    let otp = otp(&parameters)?;
    let secret = secret::read(&parameters)?;
    // The parameter wins over a prefix that differs, as in most authenticators; Microsoft 365 hands out such ones.
    Ok(Candidate::Plain(PlainAccount { issuer: issuer.or(prefix), account, otp, secret }))
}

/// Whether bytes begin like a text that [`read_key_uri`] may accept.
pub(crate) fn looks_like_one(bytes: &[u8]) -> bool {
    bytes.get(..SCHEME.len()).is_some_and(|start| start.eq_ignore_ascii_case(SCHEME.as_bytes()))
}

const SCHEME: &str = "otpauth://";

/// Cuts off scheme and type; gives the label and the query, both as written.
fn split(text: &str) -> Result<(&str, &str), UriFault> {
    let starts_with = |start: &str| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    if starts_with("otpauth-migration://") {
        return Err(UriFault::KindUnsupported(Kind::Migration));
    }
    if starts_with("lingpai://bind") {
        return Err(UriFault::KindUnsupported(Kind::Transfer));
    }
    if starts_with("steam://") {
        return Err(UriFault::KindUnsupported(Kind::Steam));
    }
    if !starts_with(SCHEME) {
        return Err(UriFault::NotOtpauth);
    }
    if text.len() > MAX_LEN {
        return Err(UriFault::TooLong { len: text.len(), max: MAX_LEN });
    }
    if text.contains('#') {
        return Err(UriFault::Fragment);
    }
    let rest = &text[SCHEME.len()..];
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (kind, label) = path.split_once('/').unwrap_or((path, ""));
    match kind.to_ascii_lowercase().as_str() {
        "totp" => Ok((label, query)),
        "hotp" => Err(UriFault::KindUnsupported(Kind::Hotp)),
        "steam" => Err(UriFault::KindUnsupported(Kind::Steam)),
        "yaotp" => Err(UriFault::KindUnsupported(Kind::Yandex)),
        _ => Err(UriFault::UnknownType),
    }
}

fn otp(parameters: &Parameters<'_>) -> Result<OtpParameters, UriFault> {
    let algorithm = match parameters.text(Parameter::Algorithm)? {
        None => Algorithm::Sha1,
        Some(name) if name.eq_ignore_ascii_case("SHA1") => Algorithm::Sha1,
        Some(name) if name.eq_ignore_ascii_case("SHA256") => Algorithm::Sha256,
        Some(name) if name.eq_ignore_ascii_case("SHA512") => Algorithm::Sha512,
        Some(_) => return Err(UriFault::Algorithm),
    };
    let digits = number(parameters, Parameter::Digits, Digits::new)?.unwrap_or(Digits::SIX);
    let period = number(parameters, Parameter::Period, Period::new)?.unwrap_or(Period::THIRTY_SECONDS);
    Ok(OtpParameters { algorithm, digits, moving_factor: MovingFactor::Time(period) })
}

/// A decimal number without sign, blank or fraction.
fn number<T>(
    parameters: &Parameters<'_>,
    parameter: Parameter,
    new: impl Fn(u64) -> Result<T, OutOfRange>,
) -> Result<Option<T>, UriFault> {
    let Some(text) = parameters.text(parameter)? else { return Ok(None) };
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(UriFault::NotANumber { parameter });
    }
    // All digits: only a number too large for the type is left to fail, and that is out of every range.
    let value = text.parse().unwrap_or(u64::MAX);
    new(value).map(Some).map_err(|range| UriFault::OutOfRange { parameter, range })
}

/// An issuer that says nothing is none.
fn issuer(text: &str, parameter: Parameter) -> Result<Option<Issuer>, UriFault> {
    match Issuer::parse(text) {
        Ok(issuer) => Ok(Some(issuer)),
        Err(TextRule::Empty) => Ok(None),
        Err(rule) => Err(UriFault::Text { parameter, rule }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fault(text: &str) -> Option<UriFault> {
        read_key_uri(text).err()
    }

    #[test]
    fn other_kinds_are_named() {
        for (text, kind) in [
            ("otpauth://hotp/a?secret=GE&counter=1", Kind::Hotp),
            ("otpauth://steam/a?secret=GE", Kind::Steam),
            ("steam://GEZDGNBV", Kind::Steam),
            ("otpauth://totp/a?secret=GE&encoder=steam", Kind::Steam),
            ("otpauth://yaotp/a?secret=GE", Kind::Yandex),
            ("OTPAUTH-MIGRATION://offline?data=AA", Kind::Migration),
            ("lingpai://bind/1?d=AA", Kind::Transfer),
        ] {
            assert_eq!(fault(text), Some(UriFault::KindUnsupported(kind)), "{text}");
        }
    }

    #[test]
    fn no_error_repeats_the_secret_or_the_account() {
        for text in [
            "otpauth://totp/Fuyi:700004?secret=GEZDGNBV1&issuer=Fuyi",
            "otpauth://totp/Fuyi:700004?secret=GEZDGNBVG",
            "otpauth://totp/Fuyi:700004?secret=GEZDGNBV%4",
            "otpauth://totp/Fuyi:700004?secret=GEZDGNBV&secret=GEZDGNBV",
            "otpauth://totp/Fuyi:700004?secret=GEZDGNBV&expires=soon",
        ] {
            let fault = fault(text).expect("refused");
            let shown = format!("{fault} {fault:?}");
            assert!(!shown.contains("GEZ") && !shown.contains("700004"), "{shown}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            let _verdict = read_key_uri(&text);
        }

        #[test]
        fn any_label_and_query_are_read_or_refused(label in ".{0,40}", query in "[a-z%=&+0-9A-F:;?#.é]{0,80}") {
            let _verdict = read_key_uri(&format!("otpauth://totp/{label}?{query}"));
            let _verdict = read_key_uri(&format!("otpauth://totp/a?secret=GEZDGNBV&activation=1&{query}"));
        }

        #[test]
        fn what_is_in_range_arrives_unchanged(
            secret in proptest::collection::vec(any::<u8>(), 1..=128),
            digits in 4_u64..=10,
            period in 1_u64..=3600,
        ) {
            let text = data_encoding::BASE32_NOPAD.encode(&secret);
            let uri = format!("otpauth://totp/a?secret={text}&digits={digits}&period={period}");
            let Ok(Candidate::Plain(account)) = read_key_uri(&uri) else { panic!("{digits} {period} was refused") };
            prop_assert_eq!(account.secret.expose(), &secret[..]);
            prop_assert_eq!(u64::from(account.otp.digits.get()), digits);
            let period = Period::new(period).expect("in range");
            prop_assert_eq!(account.otp.moving_factor, MovingFactor::Time(period));
        }
    }
}
