use std::str::FromStr;

use argon2::{Algorithm, Argon2, Params, Version};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::BrokerError;

/// The least memory that OWASP's password storage cheat sheet allows for Argon2id, in KiB, with two passes and one
/// lane. A customer waits for each login, and this is a demonstration.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// A trading password as typed at login: 6 to 64 characters, no control characters. Wiped on drop. It has no `Debug`.
#[derive(Clone)]
pub struct TradingPassword(Zeroizing<String>);

/// The text is not a trading password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a trading password has 6 to 64 characters and no control characters")]
pub struct PasswordRule;

impl FromStr for TradingPassword {
    type Err = PasswordRule;

    fn from_str(text: &str) -> Result<Self, PasswordRule> {
        let fits = (6..=64).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        if fits { Ok(Self(Zeroizing::new(text.into()))) } else { Err(PasswordRule) }
    }
}

/// The stored form of a trading password: Argon2id (RFC 9106) with a salt of its own.
pub(crate) struct PasswordHash {
    pub(crate) salt: [u8; 16],
    pub(crate) hash: [u8; 32],
}

impl PasswordHash {
    /// Hashes a password with a new salt.
    pub(crate) fn make(password: &TradingPassword) -> Result<Self, BrokerError> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt)?;
        Ok(Self { salt, hash: derive(password, &salt)? })
    }

    /// Makes a hash that no password matches. It is checked for an account without a password, so that both answers
    /// take equally long.
    pub(crate) fn of_nobody() -> Self {
        Self { salt: [0; 16], hash: [0; 32] }
    }

    /// Whether this is the hash of `password`.
    pub(crate) fn fits(&self, password: &TradingPassword) -> Result<bool, BrokerError> {
        Ok(derive(password, &self.salt)?.ct_eq(&self.hash).into())
    }
}

fn derive(password: &TradingPassword, salt: &[u8; 16]) -> Result<[u8; 32], BrokerError> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, Some(32)).map_err(BrokerError::Hash)?;
    let mut hash = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.0.as_bytes(), salt, &mut hash)
        .map_err(BrokerError::Hash)?;
    Ok(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_fits_its_password_only_and_two_of_one_password_differ() {
        let password: TradingPassword = "trading 富易".parse().expect("allowed");
        let (one, other) =
            (PasswordHash::make(&password).expect("hashed"), PasswordHash::make(&password).expect("hashed"));
        assert!(one.fits(&password).expect("hashed") && other.fits(&password).expect("hashed"));
        assert!(one.salt != other.salt && one.hash != other.hash);
        assert!(!one.fits(&"trading 富益".parse().expect("allowed")).expect("hashed"));
        assert!(!PasswordHash::of_nobody().fits(&password).expect("hashed"));
    }

    #[test]
    fn short_long_and_control_characters_are_refused() {
        for text in ["", "12345", &"x".repeat(65), "secret\nword", "secret\0"] {
            assert_eq!(text.parse::<TradingPassword>().err(), Some(PasswordRule), "{text:?}");
        }
        assert!("富易富易富易".parse::<TradingPassword>().is_ok());
    }
}
