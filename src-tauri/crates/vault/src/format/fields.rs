//! The fields of an account that have an encoding of their own: OTP parameters, binding, count of wrong PINs.

use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{PinCheck, PinGuard, Role, State};
use lingpai_domain::devices::Devices;
use lingpai_domain::{Algorithm, Alphabet, Digits, MovingFactor, OtpParameters, Period, UnixTime};

use crate::damage::Damage;
use crate::format::tag;

const TOTP: u8 = 1;
const HOTP: u8 = 2;
const STEAM: u8 = 3;

/// Algorithm, digits, kind of moving factor, and its period in seconds or its counter.
pub(super) fn encode_otp(otp: &OtpParameters) -> [u8; 11] {
    let algorithm = match otp.algorithm {
        Algorithm::Sha1 => 1,
        Algorithm::Sha256 => 2,
        Algorithm::Sha512 => 3,
    };
    let (kind, value) = match (otp.alphabet, otp.moving_factor) {
        (Alphabet::Decimal, MovingFactor::Time(period)) => (TOTP, period.secs()),
        (Alphabet::Decimal, MovingFactor::Counter(counter)) => (HOTP, counter),
        (Alphabet::Steam, MovingFactor::Time(period)) => (STEAM, period.secs()),
        (Alphabet::Steam, MovingFactor::Counter(_)) => unreachable!("Steam goes by time"),
    };
    let mut bytes = [0; 11];
    bytes[..3].copy_from_slice(&[algorithm, otp.digits.get(), kind]);
    bytes[3..].copy_from_slice(&value.to_be_bytes());
    bytes
}

pub(super) fn decode_otp(bytes: &[u8; 11]) -> Result<OtpParameters, Damage> {
    let invalid = Damage::Field(tag::OTP);
    let [algorithm, digits, kind, value @ ..] = *bytes;
    let value = u64::from_be_bytes(value);
    let otp = OtpParameters {
        algorithm: match algorithm {
            1 => Algorithm::Sha1,
            2 => Algorithm::Sha256,
            3 => Algorithm::Sha512,
            _ => return Err(invalid),
        },
        digits: Digits::new(digits.into()).map_err(|_| invalid)?,
        moving_factor: match kind {
            TOTP | STEAM => MovingFactor::Time(Period::new(value).map_err(|_| invalid)?),
            HOTP => MovingFactor::Counter(value),
            _ => return Err(invalid),
        },
        alphabet: if kind == STEAM { Alphabet::Steam } else { Alphabet::Decimal },
    };
    if kind == STEAM && otp != OtpParameters::STEAM { Err(invalid) } else { Ok(otp) }
}

const PLAIN: u8 = 1;
const MAIN_SYNCED: u8 = 2;
const MAIN_UNSYNCED: u8 = 3;
const SUB_SYNCED: u8 = 4;
const SUB_UNSYNCED: u8 = 5;
const SUB_BY_EYE: u8 = 6;
/// No transition leads to this state. It has a number so that every state has one.
const MAIN_BY_EYE: u8 = 7;

/// Kind, number of wrong PINs, end of the wait. A trial is stored as its count, so a try is counted even if the program
/// ends during it.
pub(super) fn encode_binding(binding: &State) -> [u8; 10] {
    let kind = match binding {
        State::Plain => PLAIN,
        State::Synced(Role::Main(_), _) => MAIN_SYNCED,
        State::Unsynced(Role::Main(_), PinCheck::Opens, _) => MAIN_UNSYNCED,
        State::Unsynced(Role::Main(_), PinCheck::ByEye, _) => MAIN_BY_EYE,
        State::Synced(Role::Sub, _) => SUB_SYNCED,
        State::Unsynced(Role::Sub, PinCheck::Opens, _) => SUB_UNSYNCED,
        State::Unsynced(Role::Sub, PinCheck::ByEye, _) => SUB_BY_EYE,
    };
    let attempts = binding.guard().map_or(Attempts::NONE, PinGuard::attempts);
    let mut bytes = [0; 10];
    bytes[0] = kind;
    bytes[1..].copy_from_slice(&encode_attempts(attempts));
    bytes
}

pub(super) fn decode_binding(bytes: &[u8; 10]) -> Result<State, Damage> {
    let [kind, attempts @ ..] = bytes;
    let attempts = decode_attempts(attempts).ok_or(Damage::Field(tag::BINDING))?;
    let guard = PinGuard::Resting(attempts);
    let main = Role::Main(Devices::ONE);
    match *kind {
        PLAIN if attempts == Attempts::NONE => Ok(State::Plain),
        MAIN_SYNCED => Ok(State::Synced(main, guard)),
        MAIN_UNSYNCED => Ok(State::Unsynced(main, PinCheck::Opens, guard)),
        MAIN_BY_EYE => Ok(State::Unsynced(main, PinCheck::ByEye, guard)),
        SUB_SYNCED => Ok(State::Synced(Role::Sub, guard)),
        SUB_UNSYNCED => Ok(State::Unsynced(Role::Sub, PinCheck::Opens, guard)),
        SUB_BY_EYE => Ok(State::Unsynced(Role::Sub, PinCheck::ByEye, guard)),
        _ => Err(Damage::Field(tag::BINDING)),
    }
}

/// The length of an encoded count.
pub(crate) const ATTEMPTS_LEN: usize = 9;

/// Number of wrong PINs, and end of the wait in milliseconds.
pub(crate) fn encode_attempts(attempts: Attempts) -> [u8; ATTEMPTS_LEN] {
    let until = match attempts {
        Attempts::Waiting { until, .. } => until.millis(),
        Attempts::Free { .. } | Attempts::Frozen => 0,
    };
    let mut bytes = [0; ATTEMPTS_LEN];
    bytes[0] = attempts.wrong();
    bytes[1..].copy_from_slice(&until.to_be_bytes());
    bytes
}

pub(crate) fn decode_attempts(bytes: &[u8; ATTEMPTS_LEN]) -> Option<Attempts> {
    let [wrong, until @ ..] = *bytes;
    match (wrong, u64::from_be_bytes(until)) {
        (0..=Attempts::FREE, 0) => Some(Attempts::Free { wrong }),
        (Attempts::FREEZING, 0) => Some(Attempts::Frozen),
        (6..Attempts::FREEZING, until) => Some(Attempts::Waiting { wrong, until: UnixTime::from_millis(until) }),
        _ => None,
    }
}
