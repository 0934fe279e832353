use std::process::Command;

use data_encoding::HEXLOWER;
use lingpai_domain::{Algorithm, Digits, OtpSecret, Period, UnixTime, hotp, totp};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Compares 10,000 random secrets, times, digits and algorithms with an independent implementation.
///
/// `oathtool` makes 6 to 8 digits. Tests in `lingpai-domain` compare the other lengths with RFC 4226.
#[test]
fn codes_are_those_of_oathtool() {
    let mut random = StdRng::seed_from_u64(0x6238);
    for case in 0..10_000 {
        let secret: Vec<u8> = (0..random.random_range(1..=64)).map(|_| random.random()).collect();
        let digits = random.random_range(6..=8);
        let hex = HEXLOWER.encode(&secret);
        let ours = OtpSecret::new(secret).expect("1 to 64 bytes");
        let digits_ = Digits::new(digits).expect("in range");
        let mut oathtool = Command::new("oathtool");
        oathtool.arg(format!("--digits={digits}"));
        let code = if case % 4 == 0 {
            let counter: u64 = random.random_range(0..1 << 62);
            oathtool.arg("--hotp").arg(format!("--counter={counter}"));
            hotp(&ours, Algorithm::Sha1, digits_, counter)
        } else {
            let (name, algorithm) =
                [("sha1", Algorithm::Sha1), ("sha256", Algorithm::Sha256), ("sha512", Algorithm::Sha512)][case % 4 - 1];
            let secs: u64 = random.random_range(0..4_102_444_800);
            let period: u64 = random.random_range(1..=3600);
            oathtool
                .arg(format!("--totp={name}"))
                .arg(format!("--now=@{secs}"))
                .arg(format!("--time-step-size={period}s"));
            let period = Period::new(period).expect("in range");
            totp(&ours, algorithm, digits_, period, period.step_at(UnixTime::from_secs(secs))).code
        };
        let told = oathtool.arg(&hex).output().expect("oathtool is installed");
        assert!(told.status.success(), "oathtool refused case {case}");
        let told = String::from_utf8(told.stdout).expect("digits");
        assert_eq!(code.expose(), told.trim(), "case {case}");
    }
}
