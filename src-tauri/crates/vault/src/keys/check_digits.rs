use lingpai_domain::{AccountNumber, ActivationCode, Issuer, Pin};
use sha2::{Digest as _, Sha256};

use crate::keys::kdf::{Cost, KdfFault, derive_stretched};

/// Two digits made of an account's PIN, the same on each of its devices, for a person to compare. A wrong PIN gives
/// other digits in 99 of 100 cases. Somebody who sees the digits can exclude 99 of 100 PINs, each at the cost of one
/// Argon2id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckDigits(u8);

impl CheckDigits {
    /// Gives the number, 0 to 99.
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// Makes the check digits. They depend only on PIN, issuer, account number and activation code, so devices agree that
/// share nothing else. This takes Argon2id's time and memory.
pub fn check_digits(
    pin: &Pin,
    issuer: &Issuer,
    number: &AccountNumber,
    activation: &ActivationCode,
    cost: Cost,
) -> Result<CheckDigits, KdfFault> {
    // None of these texts can contain a zero byte.
    let context =
        ["lingpai/1 check digits", issuer.as_str(), number.as_str(), activation.as_str()].join("\0").into_bytes();
    let salt = *Sha256::digest(&context).first_chunk().expect("16 of 32 bytes");
    // EXPOSE: the PIN is Argon2id's input.
    let stretched = derive_stretched(pin.expose(), &salt, None, &context, cost)?;
    let number = u64::from_be_bytes(*stretched.commitment.first_chunk().expect("8 of 32 bytes"));
    Ok(CheckDigits(u8::try_from(number % 100).expect("below 100")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use lingpai_domain::PinEntry;

    use super::*;

    fn digits(pin: u32, number: &str, activation: &str) -> CheckDigits {
        let mut entry = PinEntry::new();
        pin.to_string().bytes().for_each(|digit| assert!(entry.push(digit - b'0')));
        let pin = entry.finish().expect("6 digits");
        let number = AccountNumber::parse(number).expect("a number");
        let activation = ActivationCode::parse(activation).expect("a code");
        check_digits(&pin, &Issuer::parse("Fuyi").expect("a name"), &number, &activation, Cost::LEAST).expect("8 KiB")
    }

    #[test]
    fn the_same_pin_and_account_give_the_same_digits_and_others_others() {
        assert_eq!(digits(135_790, "700004", "152149"), digits(135_790, "700004", "152149"));
        let pins: BTreeSet<u8> = (0..500).map(|n| digits(135_790 + n, "700004", "152149").get()).collect();
        // With 500 draws from 100, a given number is missed with a probability of 0.7 %, and ten numbers with less
        // than 10^-12.
        assert!(pins.len() > 90, "{} different", pins.len());
        let numbers: BTreeSet<u8> = (0..9).map(|n| digits(135_790, &format!("70000{n}"), "152149").get()).collect();
        let codes: BTreeSet<u8> = (0..9).map(|n| digits(135_790, "700004", &format!("15214{n}")).get()).collect();
        assert!(numbers.len() > 1 && codes.len() > 1);
    }
}
