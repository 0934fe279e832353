use std::{fmt, str::FromStr};

use data_encoding::BASE32_NOPAD;
use jiff::{SignedDuration, Timestamp, tz};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use zeroize::Zeroizing;

use crate::{AccountNumber, BrokerError, Issuer, SupportNumber, otp, otp::PERIOD_SECS};

/// A moment as the broker's customers read it: RFC 3339 in Hong Kong time (+08:00), with whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HongKongTime(pub Timestamp);

impl fmt::Display for HongKongTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.0.to_zoned(tz::TimeZone::fixed(tz::offset(8)));
        f.pad(&local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }
}

/// How long after its issue a registration may be bound: -8760 to 8760 hours, rounded to seconds.
///
/// A negative value makes a registration that has already expired, for tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValidFor(SignedDuration);

/// A number of hours outside the allowed range.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no number of hours from -8760 to 8760")]
pub struct ValidForRule(String);

impl ValidFor {
    /// The time that the guide promises.
    pub const ONE_DAY: Self = Self(SignedDuration::from_hours(24));

    /// Gives the expiry of a registration issued at `issued`, in whole seconds.
    pub(crate) fn after(self, issued: Timestamp) -> Result<Timestamp, BrokerError> {
        issued.checked_add(self.0).map_err(|_| BrokerError::Time)
    }
}

impl FromStr for ValidFor {
    type Err = ValidForRule;

    fn from_str(text: &str) -> Result<Self, ValidForRule> {
        let refused = || ValidForRule(text.into());
        let hours: f64 = text.parse().map_err(|_| refused())?;
        // The range also refuses NaN and the infinities.
        if !(-8760.0..=8760.0).contains(&hours) {
            return Err(refused());
        }
        let secs = SignedDuration::try_from_secs_f64((hours * 3600.0).round()).map_err(|_| refused())?;
        Ok(Self(secs))
    }
}

/// The content of a registration QR code.
pub(crate) struct Registration {
    pub(crate) account: AccountNumber,
    pub(crate) issuer: Issuer,
    pub(crate) support: SupportNumber,
    pub(crate) activation: String,
    pub(crate) secret: otp::Secret,
    pub(crate) issued: Timestamp,
    pub(crate) expires: Timestamp,
}

/// The characters that are not escaped in a label: the unreserved characters of RFC 3986 §2.3.
const LABEL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// The characters that are not escaped in a query value: also `:` (pchar of RFC 3986 §3.3).
const QUERY: &AsciiSet = &LABEL.remove(b':');

fn label(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, LABEL)
}

fn query(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, QUERY)
}

impl Registration {
    /// Makes the payload of the QR code: a key URI with the broker's extra parameters, which other authenticators
    /// ignore.
    pub(crate) fn uri(&self) -> Zeroizing<String> {
        // EXPOSE: the registration QR code brings the secret to the customer's device.
        let secret = Zeroizing::new(BASE32_NOPAD.encode(&self.secret[..]));
        let expires = HongKongTime(self.expires).to_string();
        Zeroizing::new(format!(
            "otpauth://totp/{}:{}?secret={}&issuer={}&algorithm=SHA1&digits=6&period={PERIOD_SECS}\
             &activation={}&expires={}&pin=required&support={}",
            label(self.issuer.as_str()),
            label(self.account.as_str()),
            secret.as_str(),
            query(self.issuer.as_str()),
            query(&self.activation),
            query(&expires),
            query(self.support.as_str()),
        ))
    }
}

/// Makes a six-digit activation code. All of the million codes are equally likely.
pub(crate) fn make_activation() -> Result<String, getrandom::Error> {
    make_digits(6)
}

/// Makes 1 to 9 random digits. All sequences are equally likely.
pub(crate) fn make_digits(len: u32) -> Result<String, getrandom::Error> {
    let count = 10_u32.pow(len);
    let even = u32::MAX - u32::MAX % count;
    loop {
        // Values above the last whole multiple would make the low sequences more likely.
        let drawn = getrandom::u32()?;
        if drawn < even {
            return Ok(format!("{:0width$}", drawn % count, width = len as usize));
        }
    }
}

/// Makes a shared secret of random bytes.
pub(crate) fn make_secret() -> Result<otp::Secret, getrandom::Error> {
    let mut secret = otp::Secret::default();
    getrandom::fill(&mut secret[..])?;
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registration(issuer: &str, support: &str) -> Registration {
        let expires: Timestamp = "2026-11-24T01:30:00Z".parse().expect("RFC 3339");
        Registration {
            account: "700004".parse().expect("digits"),
            issuer: issuer.parse().expect("allowed"),
            support: support.parse().expect("allowed"),
            activation: "152149".into(),
            secret: Zeroizing::new(*b"12345678901234567890"),
            issued: expires,
            expires,
        }
    }

    /// The example of the design, with the secret of RFC 4226 appendix D. This test contains no real secret.
    #[test]
    fn the_payload_is_the_documented_one() {
        assert_eq!(
            registration("Fuyi", "852-25097524").uri().as_str(),
            "otpauth://totp/Fuyi:700004?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Fuyi&algorithm=SHA1&digits=6\
             &period=60&activation=152149&expires=2026-11-24T09:30:00%2B08:00&pin=required&support=852-25097524"
        );
    }

    #[test]
    fn what_is_reserved_is_percent_encoded() {
        let uri = registration("富易 & Co.", "40080 95521 / (852) 25097524").uri();
        assert!(uri.starts_with("otpauth://totp/%E5%AF%8C%E6%98%93%20%26%20Co.:700004?"));
        assert!(uri.contains("&issuer=%E5%AF%8C%E6%98%93%20%26%20Co.&"));
        assert!(uri.ends_with("&support=40080%2095521%20%2F%20%28852%29%2025097524"));
    }

    #[test]
    fn hours_may_be_negative_and_fractional_but_not_endless() {
        let secs = |text: &str| text.parse::<ValidFor>().map(|valid| valid.0.as_secs());
        assert_eq!(secs("24"), Ok(86_400));
        assert_eq!(secs("-0.5"), Ok(-1800));
        assert_eq!(secs("0.001"), Ok(4));
        for text in ["", "a day", "NaN", "inf", "8760.1", "-8761", "1e300"] {
            assert_eq!(secs(text), Err(ValidForRule(text.into())));
        }
    }

    #[test]
    fn activation_codes_have_six_digits_and_differ() {
        let drawn: Vec<String> = (0..200).map(|_| make_activation().expect("random bytes")).collect();
        assert!(drawn.iter().all(|code| code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())));
        // With 200 draws from a million, 20 repetitions do not happen by chance.
        assert!(drawn.iter().collect::<std::collections::HashSet<_>>().len() > 180);
    }
}
