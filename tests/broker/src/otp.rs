use jiff::Timestamp;
use subtle::{Choice, ConstantTimeEq};
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::Zeroizing;

use crate::{BrokerError, OneTimeCode};

/// The length of a time step in seconds (X of RFC 6238 §4.1). The guide's codes are good for 60 s.
pub const PERIOD_SECS: u64 = 60;

/// A shared secret: 20 bytes, as long as the output of HMAC-SHA-1 (RFC 4226 §4, R6).
pub(crate) type Secret = Zeroizing<[u8; 20]>;

/// Gives the time step of a moment (T of RFC 6238 §4.2, T0 = 0).
///
/// # Errors
/// [`BrokerError::Time`] before 1970.
pub(crate) fn step_at(at: Timestamp) -> Result<u64, BrokerError> {
    let secs = u64::try_from(at.as_second()).map_err(|_| BrokerError::Time)?;
    Ok(secs / PERIOD_SECS)
}

fn generator(secret: &Secret) -> Totp {
    // EXPOSE: totp-rs needs its own copy. Its `zeroize` feature wipes the copy when the generator is dropped.
    let key = totp_rs::Secret::new(Box::from(&secret[..]));
    let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_secret(key);
    // `build` would require an account name, which does not affect codes.
    builder.with_step_duration(PERIOD_SECS).build_noncompliant()
}

fn code(generator: &Totp, step: u64) -> Zeroizing<String> {
    Zeroizing::new(generator.generate(step * PERIOD_SECS).to_string())
}

/// How a code relates to the steps that RFC 6238 §5.2 allows: the current one, and the previous one for the delay.
pub(crate) enum Match {
    /// The code of this step, which has not been accepted before.
    Fresh {
        /// The step.
        step: u64,
    },
    /// A code of an allowed step, but at or before the last accepted one.
    Used,
    /// Not the code of an allowed step.
    None,
}

/// Compares a code with those of the current and the previous step, in constant time over the digits.
pub(crate) fn find(secret: &Secret, given: &OneTimeCode, now: u64, last: Option<u64>) -> Match {
    let generator = generator(secret);
    let (mut seen, mut fresh) = (Choice::from(0), None);
    for step in now.saturating_sub(1)..=now {
        let equal = code(&generator, step).as_bytes().ct_eq(given.digits());
        seen |= equal;
        if bool::from(equal) && last.is_none_or(|last| step > last) {
            fresh = Some(step);
        }
    }
    match fresh {
        Some(step) => Match::Fresh { step },
        None if bool::from(seen) => Match::Used,
        None => Match::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4226 appendix D: with T0 = 0, step n of TOTP is counter n of HOTP (RFC 6238 §4.2).
    #[test]
    fn steps_of_sixty_seconds_give_the_codes_of_rfc_4226_appendix_d() {
        let expected =
            ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
        for (step, code) in (0..).zip(expected) {
            for second in [step * 60, step * 60 + 59] {
                let at = Timestamp::from_second(second).expect("in range");
                let now = step_at(at).expect("after 1970");
                let given: OneTimeCode = code.parse().expect("six digits");
                let secret = Secret::new(*b"12345678901234567890");
                assert!(matches!(find(&secret, &given, now, None), Match::Fresh { step: found } if found == now));
            }
        }
    }

    #[test]
    fn a_moment_before_1970_is_refused() {
        assert!(matches!(step_at(Timestamp::from_second(-1).expect("in range")), Err(BrokerError::Time)));
    }
}
