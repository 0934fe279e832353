use jiff::Timestamp;
use lingpai_domain::{ActivationCode, Issuer, Registration, SupportContact, TextRule, UnixTime};

use super::codes::{self, Type};
use super::{ExpiryRule, Label, Parameter, Parameters, UriFault, secret};

/// The parameters that make a key URI a broker's registration. Where there is one of them, all are required: a
/// registration that lost a part must not pass for an ordinary account, which has no PIN and no expiry.
const MARKS: [Parameter; 3] = [Parameter::Activation, Parameter::Expires, Parameter::Pin];

pub(super) fn is_one(parameters: &Parameters<'_>) -> bool {
    MARKS.iter().any(|&mark| parameters.has(mark))
}

pub(super) fn read(
    kind: Type,
    parameters: &Parameters<'_>,
    label: Label,
    issuer: Option<Issuer>,
) -> Result<Registration, UriFault> {
    let otp = codes::read_registration(kind, parameters)?;
    if let Some(&parameter) = MARKS.iter().find(|&&mark| !parameters.has(mark)) {
        return Err(UriFault::Missing { parameter });
    }
    let (prefix, account) = label.into_parts();
    let issuer = match (issuer, prefix) {
        (Some(issuer), Some(prefix)) if issuer != prefix => return Err(UriFault::IssuersDiffer),
        (Some(issuer), _) | (None, Some(issuer)) => issuer,
        (None, None) => return Err(UriFault::Missing { parameter: Parameter::Issuer }),
    };
    let activation = checked(parameters, Parameter::Activation, ActivationCode::parse)?
        .ok_or(UriFault::Missing { parameter: Parameter::Activation })?;
    let expires = parameters.text(Parameter::Expires)?.ok_or(UriFault::Missing { parameter: Parameter::Expires })?;
    let expires = expiry(&expires).map_err(UriFault::Expires)?;
    if parameters.text(Parameter::Pin)?.is_none_or(|mode| mode.as_str() != "required") {
        return Err(UriFault::PinMode);
    }
    let support = checked(parameters, Parameter::Support, SupportContact::parse)?;
    let secret = secret::read(parameters)?;
    Ok(Registration { issuer, account, activation, expires, support, otp, secret })
}

fn checked<T>(
    parameters: &Parameters<'_>,
    parameter: Parameter,
    parse: impl Fn(&str) -> Result<T, TextRule>,
) -> Result<Option<T>, UriFault> {
    let text = parameters.text(parameter)?;
    text.map(|text| parse(&text)).transpose().map_err(|rule| UriFault::Text { parameter, rule })
}

/// Reads a time in the form of RFC 3339 §5.6 with upper-case letters: `2026-11-24T09:30:00+08:00`. It is rounded down
/// to a whole millisecond.
fn expiry(text: &str) -> Result<UnixTime, ExpiryRule> {
    if !is_rfc_3339(text) {
        return Err(ExpiryRule::Form);
    }
    // The library would turn second 60 into 59, so it is refused here.
    if text.get(17..19) == Some("60") {
        return Err(ExpiryRule::Calendar);
    }
    let time: Timestamp = text.parse().map_err(|_| ExpiryRule::Calendar)?;
    let millis = u64::try_from(time.as_millisecond()).map_err(|_| ExpiryRule::Calendar)?;
    Ok(UnixTime::from_millis(millis))
}

/// Whether a time has the form of the RFC. The library reads many more forms, some of them by guessing.
fn is_rfc_3339(text: &str) -> bool {
    let shaped = |text: &str, shape: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|(byte, shape)| match shape {
                b'0' => byte.is_ascii_digit(),
                b'+' => matches!(byte, b'+' | b'-'),
                _ => byte == shape,
            })
    };
    let Some((date_time, rest)) = text.split_at_checked(19) else { return false };
    let offset = match rest.strip_prefix('.') {
        Some(fraction) => {
            let offset = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if !(1..=9).contains(&(fraction.len() - offset.len())) {
                return false;
            }
            offset
        }
        None => rest,
    };
    shaped(date_time, "0000-00-00T00:00:00") && (offset == "Z" || shaped(offset, "+00:00"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_taken_into_account() {
        let nine_thirty = Ok(UnixTime::from_secs(1_795_483_800));
        for text in ["2026-11-24T09:30:00+08:00", "2026-11-24T01:30:00Z", "2026-11-23T20:30:00-05:00"] {
            assert_eq!(expiry(text), nine_thirty, "{text}");
        }
        let finer = expiry("2026-11-24T01:30:00.2509Z");
        assert_eq!(finer, Ok(UnixTime::from_millis(1_795_483_800_250)));
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "",
            "soon",
            "2026-11-24",
            "2026-11-24T09:30:00",
            "2026-11-24 09:30:00+08:00",
            "2026-11-24t09:30:00z",
            "2026-11-24T09:30+08:00",
            "2026-11-24T09:30:00+08",
            "2026-11-24T09:30:00+0800",
            "2026-11-24T09:30:00 08:00",
            "2026-11-24T09:30:00.+08:00",
            "2026-11-24T09:30:00.1234567890Z",
            "2026-11-24T09:30:00,5Z",
            "2026-11-24T09:30:00Z[Asia/Hong_Kong]",
            "2026-11-24T09:30:00+08:00é",
            "１026-11-24T09:30:00Z",
            "1795483800",
        ] {
            assert_eq!(expiry(text), Err(ExpiryRule::Form), "{text}");
        }
    }

    #[test]
    fn times_that_are_not_are_refused() {
        for text in [
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-11-24T24:00:00Z",
            "2026-11-24T09:60:00Z",
            "2016-12-31T23:59:60Z",
            "2026-11-24T09:30:00+26:00",
            "2026-11-24T09:30:00+08:60",
            "1969-12-31T23:59:59Z",
        ] {
            assert_eq!(expiry(text), Err(ExpiryRule::Calendar), "{text}");
        }
        assert_eq!(expiry("1970-01-01T00:00:00Z"), Ok(UnixTime::from_secs(0)));
    }
}
