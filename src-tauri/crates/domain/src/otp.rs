use crate::UnixTime;

/// The hash function of the HMAC (RFC 6238 §1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// HMAC-SHA-1, as in RFC 4226 and in nearly every account.
    Sha1,
    /// HMAC-SHA-256.
    Sha256,
    /// HMAC-SHA-512.
    Sha512,
}

/// A number is out of its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is out of range: allowed are {min} to {max}")]
pub struct OutOfRange {
    /// The number.
    pub value: u64,
    /// The least allowed.
    pub min: u64,
    /// The most allowed.
    pub max: u64,
}

/// The number of digits of a code: 4 to 10 (RFC 4226 §5.3 asks for 6 or more; some issuers use fewer).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digits(u8);

impl Digits {
    /// Six digits, the default of the key URI format.
    pub const SIX: Self = Self(6);

    /// Five, the length of Steam's codes.
    pub const FIVE: Self = Self(5);

    /// Checks the range 4 to 10.
    pub fn new(value: u64) -> Result<Self, OutOfRange> {
        match u8::try_from(value) {
            Ok(digits @ 4..=10) => Ok(Self(digits)),
            _ => Err(OutOfRange { value, min: 4, max: 10 }),
        }
    }

    /// The number of digits.
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// The length of a TOTP step: 1 to 3600 seconds (X of RFC 6238 §4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period(u16);

impl Period {
    /// Thirty seconds, the default of RFC 6238 and of the key URI format.
    pub const THIRTY_SECONDS: Self = Self(30);

    /// Checks the range 1 to 3600 seconds.
    pub fn new(secs: u64) -> Result<Self, OutOfRange> {
        match u16::try_from(secs) {
            Ok(period @ 1..=3600) => Ok(Self(period)),
            _ => Err(OutOfRange { value: secs, min: 1, max: 3600 }),
        }
    }

    /// The length in seconds.
    pub const fn secs(self) -> u64 {
        self.0 as u64
    }

    /// The step that `at` falls into (T of RFC 6238 §4.2, with T0 = 0).
    pub const fn step_at(self, at: UnixTime) -> Step {
        Step(at.secs() / self.secs())
    }

    /// When the code of `step` is the current one.
    pub const fn window(self, step: Step) -> Window {
        let from = step.0.saturating_mul(self.secs());
        Window { from: UnixTime::from_secs(from), until: UnixTime::from_secs(from.saturating_add(self.secs())) }
    }
}

/// The number of a time step (T of RFC 6238 §4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step(pub u64);

/// A span of time, with its start and without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its first moment.
    pub from: UnixTime,
    /// The first moment after it.
    pub until: UnixTime,
}

impl Window {
    /// The time from its start to its end.
    pub fn length(self) -> std::time::Duration {
        self.until.since(self.from)
    }

    /// Whether `at` lies in it.
    pub fn holds(self, at: UnixTime) -> bool {
        self.from <= at && at < self.until
    }
}

/// What makes one code of an account differ from the next (RFC 4226 §5.1, RFC 6238 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MovingFactor {
    /// TOTP: the time step.
    Time(Period),
    /// HOTP: the counter of the next code.
    Counter(u64),
}

impl MovingFactor {
    /// The highest counter that is accepted: the largest integer that JavaScript represents exactly (ECMA-262
    /// §21.1.2.6). At one code a second it lasts 285 million years.
    pub const MAX_COUNTER: u64 = (1 << 53) - 1;
}

/// The characters of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alphabet {
    /// Decimal digits (RFC 4226 §5.3).
    Decimal,
    /// Steam's letters and digits: the truncated value in base 26, the lowest digit first.
    Steam,
}

/// All OTP parameters of an account, except for its secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OtpParameters {
    /// The hash.
    pub algorithm: Algorithm,
    /// The length of a code.
    pub digits: Digits,
    /// Time or counter.
    pub moving_factor: MovingFactor,
    /// The characters of a code. Steam has only one set of parameters, [`OtpParameters::STEAM`].
    pub alphabet: Alphabet,
}

impl OtpParameters {
    /// Steam's: SHA-1, five characters, 30 seconds.
    pub const STEAM: Self = Self {
        algorithm: Algorithm::Sha1,
        digits: Digits::FIVE,
        moving_factor: MovingFactor::Time(Period::THIRTY_SECONDS),
        alphabet: Alphabet::Steam,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_refused_not_clamped() {
        for digits in [0, 3, 11, 256, 260, u64::MAX] {
            assert_eq!(Digits::new(digits), Err(OutOfRange { value: digits, min: 4, max: 10 }));
        }
        for secs in [0, 3601, 65_536 + 30] {
            assert_eq!(Period::new(secs), Err(OutOfRange { value: secs, min: 1, max: 3600 }));
        }
        assert!((4..=10).all(|digits| Digits::new(digits).is_ok()));
        assert!(Period::new(1).is_ok() && Period::new(3600).is_ok());
    }

    #[test]
    fn a_step_begins_at_its_first_millisecond() {
        let period = Period::new(60).expect("in range");
        assert_eq!(period.step_at(UnixTime::from_millis(59_999)), Step(0));
        assert_eq!(period.step_at(UnixTime::from_millis(60_000)), Step(1));
        let window = period.window(Step(1));
        assert!(!window.holds(UnixTime::from_millis(59_999)));
        assert!(window.holds(UnixTime::from_millis(60_000)));
        assert!(window.holds(UnixTime::from_millis(119_999)));
        assert!(!window.holds(UnixTime::from_millis(120_000)));
    }

    proptest::proptest! {
        #[test]
        fn every_moment_lies_in_the_window_of_its_step(millis in 0..=4_102_444_800_000_u64, secs in 1..=3600_u64) {
            let (at, period) = (UnixTime::from_millis(millis), Period::new(secs).expect("in range"));
            proptest::prop_assert!(period.window(period.step_at(at)).holds(at));
        }
    }
}
