use std::io::Write;

use totp_rs::{Builder, Secret};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{Algorithm, Alphabet, Digits, MovingFactor, OtpParameters, OtpSecret, Period, Step, UnixTime, Window};

/// A one-time code: 4 to 10 decimal digits, or Steam's five letters and digits.
///
/// Wiped on drop. It has no `Debug`, so that it enters no log by accident.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Code {
    text: [u8; 10],
    len: usize,
}

impl Code {
    /// The characters, with leading zeros. Each caller gives a reason for the exposure.
    pub fn expose(&self) -> &str {
        std::str::from_utf8(&self.text[..self.len]).expect("a code is made of ASCII letters and digits")
    }
}

/// A code and the time during which it is the current one.
#[derive(Clone)]
pub struct TimedCode {
    /// The code.
    pub code: Code,
    /// From the start of its step to the start of the next one. Empty for a counter's code, which does not end.
    pub window: Window,
}

/// The code of an account at `now`: the current one for an account by time, the next one for a counter account.
pub fn code_at(secret: &OtpSecret, otp: &OtpParameters, now: UnixTime) -> TimedCode {
    let (factor, window) = match otp.moving_factor {
        MovingFactor::Time(period) => {
            let step = period.step_at(now);
            (step.0, period.window(step))
        }
        MovingFactor::Counter(counter) => (counter, Window { from: now, until: now }),
    };
    let code = match otp.alphabet {
        Alphabet::Decimal => hotp(secret, otp.algorithm, otp.digits, factor),
        Alphabet::Steam => steam(secret, factor),
    };
    TimedCode { code, window }
}

/// The TOTP code of one time step (RFC 6238 §4.2, T0 = 0).
pub fn totp(secret: &OtpSecret, algorithm: Algorithm, digits: Digits, period: Period, step: Step) -> TimedCode {
    TimedCode { code: hotp(secret, algorithm, digits, step.0), window: period.window(step) }
}

/// The HOTP code of one counter value (RFC 4226 §5.3), with the hashes of RFC 6238 allowed too.
pub fn hotp(secret: &OtpSecret, algorithm: Algorithm, digits: Digits, counter: u64) -> Code {
    let algorithm = match algorithm {
        Algorithm::Sha1 => totp_rs::Algorithm::SHA1,
        Algorithm::Sha256 => totp_rs::Algorithm::SHA256,
        Algorithm::Sha512 => totp_rs::Algorithm::SHA512,
    };
    let generator = generator(secret, algorithm, digits);
    // totp-rs counts in 32 bits, where 10^10 does not fit: ten digits are the truncated value itself.
    match digits.get() {
        10 => written(digits, format_args!("{:010}", truncate(generator.sign(counter).as_ref()))),
        _ => written(digits, format_args!("{}", generator.generate(counter))),
    }
}

/// Steam's code of one time step: HOTP's truncated value in Steam's own alphabet.
fn steam(secret: &OtpSecret, step: u64) -> Code {
    let generator = generator(secret, totp_rs::Algorithm::Steam, Digits::FIVE);
    written(Digits::FIVE, format_args!("{}", generator.generate(step)))
}

/// With steps of one second, totp-rs's time is HOTP's counter.
fn generator(secret: &OtpSecret, algorithm: totp_rs::Algorithm, digits: Digits) -> totp_rs::Totp {
    // EXPOSE: totp-rs needs its own copy; its `zeroize` feature wipes it when the generator is dropped.
    let key = Secret::new(secret.expose().into());
    let builder = Builder::new().with_algorithm(algorithm).with_digits(digits.get()).with_secret(key);
    builder.with_step_duration(1).build_noncompliant()
}

fn written(digits: Digits, code: std::fmt::Arguments<'_>) -> Code {
    let len = usize::from(digits.get());
    let mut text = [0; 10];
    (&mut text[..len]).write_fmt(code).expect("totp-rs writes as many characters as it is asked for");
    Code { text, len }
}

/// Dynamic truncation before the reduction to digits (RFC 4226 §5.3, step 2).
fn truncate(signature: &[u8]) -> u32 {
    let offset = usize::from(signature[signature.len() - 1] & 0xF);
    let word: [u8; 4] = signature[offset..offset + 4].try_into().expect("four bytes");
    u32::from_be_bytes(word) & 0x7FFF_FFFF
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(len: usize) -> OtpSecret {
        OtpSecret::new(b"1234567890".iter().copied().cycle().take(len).collect::<Vec<u8>>()).expect("1 to 128 bytes")
    }

    /// RFC 4226 appendix D.
    #[test]
    fn hotp_matches_rfc_4226_appendix_d() {
        let expected =
            ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
        for (counter, code) in (0..).zip(expected) {
            assert_eq!(hotp(&secret(20), Algorithm::Sha1, Digits::SIX, counter).expose(), code);
        }
    }

    /// RFC 6238 appendix B; the secrets have 20, 32 and 64 bytes as erratum 2866 explains.
    #[test]
    fn totp_matches_rfc_6238_appendix_b() {
        let rows = [
            (59, "94287082", "46119246", "90693936"),
            (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"),
            (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"),
            (20_000_000_000, "65353130", "77737706", "47863826"),
        ];
        let (eight, period) = (Digits::new(8).expect("in range"), Period::THIRTY_SECONDS);
        for (secs, sha1, sha256, sha512) in rows {
            let step = period.step_at(UnixTime::from_secs(secs));
            for (algorithm, len, expected) in
                [(Algorithm::Sha1, 20, sha1), (Algorithm::Sha256, 32, sha256), (Algorithm::Sha512, 64, sha512)]
            {
                let timed = totp(&secret(len), algorithm, eight, period, step);
                assert_eq!(timed.code.expose(), expected, "{algorithm:?} at {secs}");
                assert!(timed.window.holds(UnixTime::from_secs(secs)));
            }
        }
    }

    #[test]
    fn ten_digits_keep_all_31_bits() {
        let ten = Digits::new(10).expect("in range");
        // RFC 4226 appendix D: the truncated value of counter 0 is 1284755224.
        assert_eq!(hotp(&secret(20), Algorithm::Sha1, ten, 0).expose(), "1284755224");
        // Fewer digits are its last ones.
        for digits in 4..10 {
            let digits = Digits::new(digits).expect("in range");
            let code = hotp(&secret(20), Algorithm::Sha1, digits, 0);
            assert_eq!(code.expose(), &"1284755224"[10 - usize::from(digits.get())..]);
        }
    }

    /// Steam publishes no vectors; these were made by the algorithm as its own client shows it, with Python's `hmac`.
    #[test]
    fn steam_writes_the_lowest_place_first() {
        let now = UnixTime::from_secs(59);
        assert_eq!(code_at(&secret(20), &OtpParameters::STEAM, now).code.expose(), "PV9M4");
        assert_eq!(code_at(&secret(20), &OtpParameters::STEAM, now).window, Period::THIRTY_SECONDS.window(Step(1)));
    }

    #[test]
    fn a_counters_code_is_that_of_the_counter_at_any_time() {
        let otp = OtpParameters {
            algorithm: Algorithm::Sha1,
            digits: Digits::SIX,
            moving_factor: MovingFactor::Counter(1),
            alphabet: Alphabet::Decimal,
        };
        for now in [0, 59, 1_795_000_000].map(UnixTime::from_secs) {
            let timed = code_at(&secret(20), &otp, now);
            assert_eq!(timed.code.expose(), "287082");
            assert!(!timed.window.holds(now));
        }
    }
}
