use lingpai_domain::{Algorithm, Alphabet, Digits, Issuer, MovingFactor, OtpParameters, OutOfRange, Period};

use super::{Kind, Parameter, Parameters, UriFault};

/// The type of a key URI: the text between `otpauth://` and the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// `totp`.
    Time,
    /// `hotp`.
    Counter,
    /// `steam`, which Aegis and Ente write.
    Steam,
}

/// The issuer of Steam accounts.
const STEAM: &str = "Steam";

/// Reads how the codes of an ordinary account are made.
pub(super) fn read(
    kind: Type,
    issuers: [Option<&Issuer>; 2],
    parameters: &Parameters<'_>,
) -> Result<OtpParameters, UriFault> {
    let encoded = encoder_is_steam(parameters)?;
    match kind {
        Type::Counter if encoded => Err(UriFault::Encoder),
        Type::Counter => {
            let counter = number(parameters, Parameter::Counter, counter)?;
            let missing = UriFault::Missing { parameter: Parameter::Counter };
            Ok(decimal(parameters, MovingFactor::Counter(counter.ok_or(missing)?))?)
        }
        Type::Steam => steam(parameters),
        Type::Time if encoded || steams_own(issuers, parameters)? => steam(parameters),
        Type::Time => decimal(parameters, MovingFactor::Time(period(parameters)?)),
    }
}

/// Reads how the codes of a broker are made. They are decimal and go by time.
pub(super) fn read_registration(kind: Type, parameters: &Parameters<'_>) -> Result<OtpParameters, UriFault> {
    match kind {
        Type::Counter => Err(UriFault::KindUnsupported(Kind::Hotp)),
        Type::Steam => Err(UriFault::KindUnsupported(Kind::Steam)),
        Type::Time if parameters.has(Parameter::Encoder) => Err(UriFault::KindUnsupported(Kind::Steam)),
        Type::Time => decimal(parameters, MovingFactor::Time(period(parameters)?)),
    }
}

/// Checks a counter. The highest one is low enough for every program to show and take.
pub(crate) fn counter(value: u64) -> Result<u64, OutOfRange> {
    let max = MovingFactor::MAX_COUNTER;
    if value <= max { Ok(value) } else { Err(OutOfRange { value, min: 0, max }) }
}

/// Reads the name of a hash, in either case.
pub(crate) fn algorithm(name: &str) -> Option<Algorithm> {
    const NAMES: [(&str, Algorithm); 3] =
        [("SHA1", Algorithm::Sha1), ("SHA256", Algorithm::Sha256), ("SHA512", Algorithm::Sha512)];
    NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, algorithm)| *algorithm)
}

fn decimal(parameters: &Parameters<'_>, moving_factor: MovingFactor) -> Result<OtpParameters, UriFault> {
    let algorithm = match parameters.text(Parameter::Algorithm)? {
        None => Algorithm::Sha1,
        Some(name) => algorithm(&name).ok_or(UriFault::Algorithm)?,
    };
    let digits = number(parameters, Parameter::Digits, Digits::new)?.unwrap_or(Digits::SIX);
    Ok(OtpParameters { algorithm, digits, moving_factor, alphabet: Alphabet::Decimal })
}

fn period(parameters: &Parameters<'_>) -> Result<Period, UriFault> {
    Ok(number(parameters, Parameter::Period, Period::new)?.unwrap_or(Period::THIRTY_SECONDS))
}

/// Checks the parameters of a Steam account. Some programs write them out. Other values would give codes that Steam
/// does not accept.
fn steam(parameters: &Parameters<'_>) -> Result<OtpParameters, UriFault> {
    let given = decimal(parameters, MovingFactor::Time(period(parameters)?))?;
    let digits = if parameters.has(Parameter::Digits) { given.digits } else { Digits::FIVE };
    if (OtpParameters { digits, alphabet: Alphabet::Steam, ..given }) == OtpParameters::STEAM {
        Ok(OtpParameters::STEAM)
    } else {
        Err(UriFault::Steam)
    }
}

/// Whether the account has the mark that KeePassXC gives to Steam accounts.
fn encoder_is_steam(parameters: &Parameters<'_>) -> Result<bool, UriFault> {
    match parameters.text(Parameter::Encoder)? {
        None => Ok(false),
        Some(name) if name.eq_ignore_ascii_case(STEAM) => Ok(true),
        Some(_) => Err(UriFault::Encoder),
    }
}

/// Whether Steam itself wrote the URI. It writes `otpauth://totp/Steam:NAME?secret=…&issuer=Steam`, so its name is
/// the only mark of its codes. A URI with a number of digits other than five means decimal codes.
fn steams_own(issuers: [Option<&Issuer>; 2], parameters: &Parameters<'_>) -> Result<bool, UriFault> {
    let named = issuers.into_iter().flatten().any(|issuer| issuer.as_str().eq_ignore_ascii_case(STEAM));
    let digits = number(parameters, Parameter::Digits, Digits::new)?;
    Ok(named && digits.is_none_or(|digits| digits == Digits::FIVE))
}

/// Reads a decimal number without sign, blank or fraction.
fn number<T>(
    parameters: &Parameters<'_>,
    parameter: Parameter,
    new: impl Fn(u64) -> Result<T, OutOfRange>,
) -> Result<Option<T>, UriFault> {
    let Some(text) = parameters.text(parameter)? else { return Ok(None) };
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(UriFault::NotANumber { parameter });
    }
    // The text is all digits, so parsing fails only for a number that is too large for the type. Such a number is out
    // of every range.
    let value = text.parse().unwrap_or(u64::MAX);
    new(value).map(Some).map_err(|range| UriFault::OutOfRange { parameter, range })
}
