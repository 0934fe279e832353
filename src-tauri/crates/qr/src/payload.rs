use zeroize::Zeroizing;

use crate::{Corners, Reason, charset};

/// The content of one QR code. It has no `Debug` or `Display`: most codes that are scanned here are secret.
pub struct Payload {
    bytes: Zeroizing<Vec<u8>>,
    /// The text by the encoding or the mode that the code declares, where the bytes are not UTF-8.
    declared: Option<Zeroizing<String>>,
}

/// One QR code in a picture. A payload in two places is found twice.
pub struct Found {
    /// The content of the code.
    pub payload: Payload,
    /// The place of the code.
    pub corners: Corners,
}

/// The result of a search.
pub struct Scan {
    /// The codes that were read, each place once.
    pub found: Vec<Found>,
    /// Why no code was read; `None` where one was.
    pub reason: Option<Reason>,
}

impl Payload {
    /// Makes a payload of the bytes of a code, and of the text by the encoding or the mode that the code declares.
    pub fn new(bytes: Vec<u8>, declared: Option<&str>) -> Self {
        let bytes = Zeroizing::new(bytes);
        // Many encoders that write UTF-8 declare another encoding, or none; the reader's text is then wrong.
        let declared = declared.filter(|_| std::str::from_utf8(&bytes).is_err());
        let declared = declared.map(|text| Zeroizing::new(text.to_owned()));
        Self { bytes, declared }
    }

    /// Gives the bytes as they are in the code.
    pub fn bytes(&self) -> &[u8] {
        // EXPOSE: the caller reads the account from them.
        &self.bytes
    }

    /// Gives the text: UTF-8, else by what the code declares, else Shift JIS or GBK, whichever fits first. `None`
    /// where the bytes are no text in any of these.
    pub fn text(&self) -> Option<Zeroizing<String>> {
        // EXPOSE: the copy is wiped like the original.
        self.declared.clone().or_else(|| charset::undeclared(&self.bytes))
    }

    /// Gives the text by the encoding or the mode that the code declares, where the bytes are not UTF-8.
    pub fn declared(&self) -> Option<&str> {
        // EXPOSE: what was given to `new` is handed on to another process of ours.
        self.declared.as_ref().map(|text| text.as_str())
    }

    /// Whether both have the same bytes.
    pub fn same(&self, other: &Self) -> bool {
        // EXPOSE: the bytes are only compared.
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
