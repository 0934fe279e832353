//! The key URI format, `otpauth://TYPE/LABEL?PARAMETERS`, with the parameters that a broker adds.
//!
//! The source is the page "Key Uri Format" of Google Authenticator's wiki. Where that page says nothing, the rule is
//! what most authenticators do. PAYLOADS.md in this crate has the grammar and the reason for each refusal.

mod codes;
pub(crate) mod escape;
mod fault;
mod label;
mod parameters;
mod registration;
mod secret;

use lingpai_domain::{AccountNumber, Issuer, OtpParameters, PlainAccount};

use crate::Candidate;

pub(crate) use codes::{algorithm, counter};
pub use fault::{ExpiryRule, Kind, Parameter, SecretRule, UriFault};
pub(crate) use label::{Label, issuer};
pub(crate) use secret::decode as decode_secret;

use codes::Type;
use parameters::Parameters;

/// The longest key URI that is read, in bytes of UTF-8.
pub const MAX_LEN: usize = 2048;

/// Reads a key URI. With one of the broker's parameters `activation`, `expires` and `pin` it is a registration and
/// must have all three. Otherwise it is an ordinary account.
///
/// # Errors
///
/// The first rule that the text breaks. The error never contains the secret. Of the rest it contains at most a single
/// forbidden character of a label, or a number that is out of range.
pub fn read_key_uri(text: &str) -> Result<Candidate, UriFault> {
    if let Some(secret) = after(text, "steam://") {
        return bare_steam(secret).map(Candidate::Plain);
    }
    let (kind, label, query) = split(text)?;
    let parameters = Parameters::read(query)?;
    let issuer = parameters.issuer()?;
    let label = Label::read(label, issuer.as_ref())?;
    if registration::is_one(&parameters) {
        return registration::read(kind, &parameters, label, issuer).map(Candidate::Registration);
    }
    let (prefix, account) = label.into_parts();
    let otp = codes::read(kind, [issuer.as_ref(), prefix.as_ref()], &parameters)?;
    let secret = secret::read(&parameters)?;
    // The parameter wins over a different prefix, as in most authenticators. Microsoft 365 issues such URIs.
    Ok(Candidate::Plain(PlainAccount { issuer: issuer.or(prefix), account, otp, secret }))
}

/// Whether bytes begin like a text that [`read_key_uri`] may accept.
pub(crate) fn looks_like_one(bytes: &[u8]) -> bool {
    bytes.get(..SCHEME.len()).is_some_and(|start| start.eq_ignore_ascii_case(SCHEME.as_bytes()))
}

const SCHEME: &str = "otpauth://";

/// Gives the text after `start`, which may be written in either case. `None` where the text begins differently.
fn after<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let (begin, rest) = text.split_at_checked(start.len())?;
    begin.eq_ignore_ascii_case(start).then_some(rest)
}

/// Reads the secret of Bitwarden's `steam://SECRET`, a Steam account without a name.
fn bare_steam(secret: &str) -> Result<PlainAccount, UriFault> {
    let secret = secret::decode(secret.as_bytes()).map_err(UriFault::Secret)?;
    let account = AccountNumber::parse("Steam").expect("five letters");
    let issuer = Issuer::parse("Steam").expect("five letters");
    Ok(PlainAccount { issuer: Some(issuer), account, otp: OtpParameters::STEAM, secret })
}

/// Splits a key URI into its type, its label and its query. Label and query stay percent-encoded.
fn split(text: &str) -> Result<(Type, &str, &str), UriFault> {
    let starts_with = |start: &str| after(text, start).is_some();
    if starts_with("otpauth-migration://") {
        return Err(UriFault::KindUnsupported(Kind::Migration));
    }
    if starts_with("lingpai://bind") {
        return Err(UriFault::KindUnsupported(Kind::Transfer));
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
        "totp" => Ok((Type::Time, label, query)),
        "hotp" => Ok((Type::Counter, label, query)),
        "steam" => Ok((Type::Steam, label, query)),
        "yaotp" => Err(UriFault::KindUnsupported(Kind::Yandex)),
        _ => Err(UriFault::UnknownType),
    }
}

#[cfg(test)]
mod tests {
    use lingpai_domain::{MovingFactor, Period};
    use proptest::prelude::*;

    use super::*;

    fn fault(text: &str) -> Option<UriFault> {
        read_key_uri(text).err()
    }

    #[test]
    fn other_kinds_are_named() {
        for (text, kind) in [
            ("otpauth://hotp/a:b?secret=GE&activation=1&expires=2026-11-24T09:30:00Z&pin=required", Kind::Hotp),
            ("otpauth://steam/a:b?secret=GE&activation=1&expires=2026-11-24T09:30:00Z&pin=required", Kind::Steam),
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
            "steam://GEZDGNBV1",
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
            let _verdict = read_key_uri(&format!("otpauth://hotp/a?secret=GEZDGNBV&counter=1&{query}"));
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
