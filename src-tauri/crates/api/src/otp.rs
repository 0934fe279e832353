use lingpai_domain::{Algorithm, Alphabet, MovingFactor, OtpParameters};
use lingpai_intake::TypedCodes;
use lingpai_ipc::CodeKind;

/// Gives how an account's codes are made.
pub(crate) fn codes(otp: &OtpParameters) -> CodeKind {
    match (otp.alphabet, otp.moving_factor) {
        (Alphabet::Steam, _) => CodeKind::Steam,
        (Alphabet::Decimal, MovingFactor::Time(period)) => CodeKind::Time { period_s: period.secs() },
        (Alphabet::Decimal, MovingFactor::Counter(counter)) => CodeKind::Counter { counter },
    }
}

/// Gives the algorithm's name in key URIs.
pub(crate) fn algorithm(algorithm: Algorithm) -> String {
    match algorithm {
        Algorithm::Sha1 => "SHA1",
        Algorithm::Sha256 => "SHA256",
        Algorithm::Sha512 => "SHA512",
    }
    .to_owned()
}

/// Gives how the codes of a typed account are made.
pub(crate) fn typed_codes(codes: CodeKind) -> TypedCodes {
    match codes {
        CodeKind::Time { period_s } => TypedCodes::Time(period_s),
        CodeKind::Counter { counter } => TypedCodes::Counter(counter),
        CodeKind::Steam => TypedCodes::Steam,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::plain;

    #[test]
    fn steams_letters_come_before_the_period() {
        let otp = plain(1).otp;
        assert_eq!(codes(&otp), CodeKind::Time { period_s: 60 });
        assert_eq!(codes(&OtpParameters { alphabet: Alphabet::Steam, ..otp }), CodeKind::Steam);
        let counter = OtpParameters { moving_factor: MovingFactor::Counter(7), ..otp };
        assert_eq!(codes(&counter), CodeKind::Counter { counter: 7 });
    }
}
