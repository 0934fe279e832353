use zeroize::Zeroizing;

use crate::{Corners, Reason, charset};

/// What one QR code says. It has no `Debug` or `Display`: most of what is scanned here is secret.
pub struct Payload {
    bytes: Zeroizing<Vec<u8>>,
    /// The text that the code declares, where the bytes alone do not tell it.
    declared: Option<Zeroizing<String>>,
}

/// One QR code in a picture. The same payload in two places is found twice.
pub struct Found {
    /// What it says.
    pub payload: Payload,
    /// Where it is.
    pub corners: Corners,
}

/// What a picture shows.
pub struct Scan {
    /// The codes that were read: each place once, the same payload as often as it is in the picture.
    pub found: Vec<Found>,
    /// Why no code was read; `None` where one was.
    pub reason: Option<Reason>,
}

impl Payload {
    /// Makes a payload of the bytes of a code, and of the text that it declares them to be, by an encoding or by a mode.
    pub fn new(bytes: Vec<u8>, declared: Option<&str>) -> Self {
        let bytes = Zeroizing::new(bytes);
        // Encoders that write UTF-8 often declare another encoding, or none, and the reader then guesses.
        let declared = declared.filter(|_| std::str::from_utf8(&bytes).is_err());
        let declared = declared.map(|text| Zeroizing::new(text.to_owned()));
        Self { bytes, declared }
    }

    /// The bytes, before any encoding is undone.
    pub fn bytes(&self) -> &[u8] {
        // EXPOSE: who reads an account must know the bytes.
        &self.bytes
    }

    /// The text: UTF-8, else the text that the code declares, else Shift JIS or GBK, the first that fits. `None` where
    /// the bytes are no text in any of these.
    pub fn text(&self) -> Option<Zeroizing<String>> {
        // EXPOSE: the copy is wiped like its original.
        self.declared.clone().or_else(|| charset::undeclared(&self.bytes))
    }

    /// Whether both have the same bytes.
    pub fn same(&self, other: &Self) -> bool {
        // EXPOSE: compared only; nothing is kept or shown.
        self.bytes == other.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], declared: Option<&str>) -> Option<String> {
        Payload::new(bytes.to_vec(), declared).text().map(|text| text.to_string())
    }

    #[test]
    fn the_declared_text_counts_where_the_bytes_are_not_utf8() {
        assert_eq!(text(b"caf\xe9", Some("café")).as_deref(), Some("café"));
        assert_eq!(text("café".as_bytes(), Some("cafÃ©")).as_deref(), Some("café"));
    }

    #[test]
    fn bytes_in_no_known_encoding_are_no_text() {
        assert_eq!(text(b"\xff\x00\xff", None), None);
    }
}
