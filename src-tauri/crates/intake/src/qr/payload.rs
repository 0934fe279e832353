use zeroize::Zeroizing;

use super::Corners;
use crate::{charset, key_uri};

/// What one QR code says. It has no `Debug` or `Display`: most of what is scanned here is secret.
pub enum Payload {
    /// A text: UTF-8, else GBK where it is a key URI, else in the encoding that the code tells or its bytes fit.
    Text(Zeroizing<String>),
    /// Bytes that are no text in any of these.
    Bytes(Zeroizing<Vec<u8>>),
}

/// One QR code in a picture. The same text in two places is found twice.
pub struct Found {
    /// What it says.
    pub payload: Payload,
    /// Where it is.
    pub corners: Corners,
}

impl Payload {
    /// From a code's bytes, and from its text where the code itself tells how they are to be read.
    pub(crate) fn read(bytes: Vec<u8>, told: Option<&str>) -> Self {
        let bytes = Zeroizing::new(bytes);
        let read = if key_uri::looks_like_one(&bytes) {
            charset::utf8_or_gbk(bytes)
        } else if let Some(text) = told.filter(|_| std::str::from_utf8(&bytes).is_err()) {
            Ok(Zeroizing::new(text.to_owned()))
        } else {
            charset::undeclared(bytes)
        };
        match read {
            Ok(text) => Self::Text(text),
            Err(bytes) => Self::Bytes(bytes),
        }
    }

    /// Whether it says the same.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            // EXPOSE: compared only; nothing is kept or shown.
            (Self::Text(one), Self::Text(another)) => one == another,
            (Self::Bytes(one), Self::Bytes(another)) => one == another,
            (Self::Text(_), Self::Bytes(_)) | (Self::Bytes(_), Self::Text(_)) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], told: Option<&str>) -> Option<String> {
        match Payload::read(bytes.to_vec(), told) {
            Payload::Text(text) => Some(text.to_string()),
            Payload::Bytes(_) => None,
        }
    }

    #[test]
    fn a_key_uri_is_gbk_where_it_is_not_utf8() {
        let uri = b"otpauth://totp/\xb8\xbb\xd2\xd7?secret=AA";
        assert_eq!(text(uri, None).as_deref(), Some("otpauth://totp/富易?secret=AA"));
        assert_eq!(text(uri, Some("mojibake")).as_deref(), Some("otpauth://totp/富易?secret=AA"));
    }

    #[test]
    fn other_texts_are_read_as_the_code_tells() {
        assert_eq!(text(b"caf\xe9", Some("café")).as_deref(), Some("café"));
        assert_eq!(text("café".as_bytes(), Some("cafÃ©")).as_deref(), Some("café"));
        assert_eq!(text(b"\xff\x00\xff", None), None);
    }
}
