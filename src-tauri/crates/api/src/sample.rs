use lingpai_domain::binding::State;
use lingpai_domain::{
    Account, AccountId, AccountNumber, Algorithm, Alphabet, Arrangement, Digits, Issuer, MovingFactor, OtpParameters,
    Period, UnixTime,
};

/// Makes an ordinary account. `id` fills all bytes of its id.
pub(crate) fn plain(id: u8) -> Account {
    Account {
        id: AccountId([id; 16]),
        issuer: Some(Issuer::parse("Fuyi").expect("a name")),
        number: AccountNumber::parse("700004").expect("a number"),
        otp: OtpParameters {
            algorithm: Algorithm::Sha1,
            digits: Digits::new(6).expect("a length"),
            moving_factor: MovingFactor::Time(Period::new(60).expect("a period")),
            alphabet: Alphabet::Decimal,
        },
        bound_at: UnixTime::from_secs(1),
        activation: None,
        binding: State::Plain,
        epoch: 0,
        devices: Vec::new(),
        arrangement: Arrangement::default(),
        used: None,
    }
}
