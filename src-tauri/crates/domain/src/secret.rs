use zeroize::{Zeroize, ZeroizeOnDrop};

/// A shared secret K of HOTP and TOTP (RFC 4226 §4), as raw bytes.
///
/// 1 to 128 bytes. RFC 4226 asks for at least 16, but widespread issuers hand out 10 and some even less; refusing them
/// would lock their users out. Wiped on drop; it has no `Debug`, `Display`, `Clone` or `Serialize`.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct OtpSecret(Box<[u8]>);

/// A secret of a length that no HOTP secret has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret of {0} bytes: allowed are 1 to 128")]
pub struct SecretLength(pub usize);

impl OtpSecret {
    /// The longest secret taken, in bytes: the block of HMAC-SHA-512; a longer key would be hashed down anyway.
    pub const MAX_LEN: usize = 128;

    /// Takes the bytes over without a copy; they are wiped when refused.
    pub fn new(bytes: impl Into<Box<[u8]>>) -> Result<Self, SecretLength> {
        let mut bytes = bytes.into();
        if bytes.is_empty() || bytes.len() > Self::MAX_LEN {
            bytes.zeroize();
            return Err(SecretLength(bytes.len()));
        }
        Ok(Self(bytes))
    }

    /// The raw bytes. Each caller argues its exposure.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

/// How much stack is overwritten: more than opening a secret and making its code take.
const BURNT: usize = 64 * 1024;

/// Overwrites the stack below the caller, where functions that have returned left copies of what they worked on:
/// neither HMAC's key block nor what a value was moved through is wiped by anybody.
///
/// Call it after secrets were used, no deeper than they were.
#[inline(never)]
pub fn burn_stack() {
    let mut stack = [0_u8; BURNT];
    stack.zeroize();
    std::hint::black_box(&stack);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_outside_1_to_128_are_refused() {
        assert_eq!(OtpSecret::new(vec![]).err(), Some(SecretLength(0)));
        assert_eq!(OtpSecret::new(vec![0; 129]).err(), Some(SecretLength(129)));
        assert!(OtpSecret::new(vec![0; 1]).is_ok());
        assert!(OtpSecret::new(vec![0; 128]).is_ok());
    }
}
