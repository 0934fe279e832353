use zeroize::{Zeroize, ZeroizeOnDrop};

/// A shared secret K of HOTP and TOTP (RFC 4226 §4), as raw bytes.
///
/// 1 to 128 bytes. RFC 4226 asks for at least 16, but common issuers use 10 and some even fewer, and refusing them
/// would lock their users out. Wiped on drop. It has no `Debug`, `Display`, `Clone` or `Serialize`.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct OtpSecret(Box<[u8]>);

/// The length is not one of a HOTP secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret of {0} bytes: allowed are 1 to 128")]
pub struct SecretLength(pub usize);

impl OtpSecret {
    /// The longest accepted secret in bytes: the block of HMAC-SHA-512. A longer key would be hashed first anyway.
    pub const MAX_LEN: usize = 128;

    /// Takes the bytes without a copy. They are wiped if they are refused.
    pub fn new(bytes: impl Into<Box<[u8]>>) -> Result<Self, SecretLength> {
        let mut bytes = bytes.into();
        if bytes.is_empty() || bytes.len() > Self::MAX_LEN {
            bytes.zeroize();
            return Err(SecretLength(bytes.len()));
        }
        Ok(Self(bytes))
    }

    /// The raw bytes. Each caller gives a reason for the exposure.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

/// The size of the stack that is overwritten: more than is needed to open a secret and make its code.
const BURNT: usize = 64 * 1024;

/// Overwrites the stack below the caller. Functions that have returned left copies of secrets there, such as HMAC's key
/// block and values that were moved, and nothing else wipes them.
///
/// Call it after secrets were used, from the same depth of the stack or less.
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
