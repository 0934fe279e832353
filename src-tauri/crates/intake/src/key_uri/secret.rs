use std::sync::LazyLock;

use data_encoding::{Encoding, Specification};
use lingpai_domain::{OtpSecret, SecretLength};
use zeroize::Zeroizing;

use super::{Parameter, Parameters, SecretRule, UriFault, escape};

/// Base32 without padding, in either case. The unused bits of the last character are ignored. They are not zero where
/// an issuer draws random characters, as many do, and every decoder that accepts such a text drops them.
static BASE32: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification.symbols.push_str("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    specification.translate.from.push_str("abcdefghijklmnopqrstuvwxyz");
    specification.translate.to.push_str("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    specification.check_trailing_bits = false;
    specification.encoding().expect("32 distinct symbols make a Base32 alphabet")
});

/// Reads the secret (RFC 4648 §6). The copies of all steps are wiped.
pub(super) fn read(parameters: &Parameters<'_>) -> Result<OtpSecret, UriFault> {
    let text = parameters.raw(Parameter::Secret).ok_or(UriFault::Missing { parameter: Parameter::Secret })?;
    let text = escape::decode(text, Parameter::Secret)?;
    decode(&text).map_err(UriFault::Secret)
}

/// Decodes a secret that is no longer percent-encoded.
pub(crate) fn decode(text: &[u8]) -> Result<OtpSecret, SecretRule> {
    let padding = text.iter().rev().take_while(|&&byte| byte == b'=').count();
    let digits = &text[..text.len() - padding];
    if !digits.iter().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'2'..=b'7')) {
        return Err(SecretRule::Character);
    }
    let impossible = SecretRule::Length(digits.len());
    let len = BASE32.decode_len(digits.len()).map_err(|_| impossible)?;
    if padding > 0 && (padding > 6 || !text.len().is_multiple_of(8)) {
        return Err(SecretRule::Padding);
    }
    let size = SecretRule::Size { len, max: OtpSecret::MAX_LEN };
    if len > OtpSecret::MAX_LEN {
        return Err(size);
    }
    let mut bytes = Zeroizing::new(vec![0; len]);
    BASE32.decode_mut(digits, &mut bytes).map_err(|_| impossible)?;
    // The buffer has the exact size, so the bytes move without a copy.
    OtpSecret::new(std::mem::take(&mut *bytes)).map_err(|SecretLength(_)| size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Result<Vec<u8>, SecretRule> {
        decode(text.as_bytes()).map(|secret| secret.expose().to_vec())
    }

    /// RFC 4648 §10, with and without padding.
    #[test]
    fn the_vectors_of_the_rfc() {
        for (plain, padded) in [
            ("f", "MY======"),
            ("fo", "MZXQ===="),
            ("foo", "MZXW6==="),
            ("foob", "MZXW6YQ="),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI======"),
        ] {
            assert_eq!(bytes(padded), Ok(plain.into()), "{padded}");
            let bare = padded.trim_end_matches('=');
            assert_eq!(bytes(bare), Ok(plain.into()), "{bare}");
            assert_eq!(bytes(&bare.to_lowercase()), Ok(plain.into()), "{bare}");
        }
    }

    #[test]
    fn left_over_bits_are_dropped() {
        assert_eq!(bytes("MZ"), bytes("MY"));
        assert_eq!(bytes("MZXW6YR"), bytes("MZXW6YQ"));
    }

    #[test]
    fn what_no_encoder_makes_is_refused() {
        for length in [1, 3, 6, 9, 11, 14, 17, 19, 22, 33] {
            assert_eq!(bytes(&"A".repeat(length)), Err(SecretRule::Length(length)));
        }
        for text in ["MY=", "MY=====", "MY=======", "MZXW6YTB========", "MZXW6YTB="] {
            assert_eq!(bytes(text), Err(SecretRule::Padding), "{text}");
        }
        for text in ["M0", "M1", "M8", "M9", "MY MY", "MY-MY", "M=Y", "MYÉ", "=MY"] {
            assert_eq!(bytes(text), Err(SecretRule::Character), "{text}");
        }
    }

    #[test]
    fn the_size_is_bounded() {
        assert_eq!(bytes(""), Err(SecretRule::Size { len: 0, max: 128 }));
        assert_eq!(bytes(&"A".repeat(205)).map(|secret| secret.len()), Ok(128));
        assert_eq!(bytes(&"A".repeat(207)), Err(SecretRule::Size { len: 129, max: 128 }));
    }
}
