use encoding_rs::{Encoding, GBK, SHIFT_JIS};
use zeroize::{Zeroize, Zeroizing};

/// Reads `bytes` as UTF-8, else as GBK, in which Chinese issuers print labels; `None` when they are neither.
///
/// GBK is read as in the WHATWG Encoding Standard §10.1, which takes the two-byte codes of GBK and GB 18030's four-byte
/// ones alike. Byte order marks are not skipped: they are invisible characters, and refused as such.
pub(crate) fn utf8_or_gbk(bytes: Zeroizing<Vec<u8>>) -> Result<Zeroizing<String>, Zeroizing<Vec<u8>>> {
    utf8(bytes).or_else(|bytes| whole(GBK, &bytes).ok_or(bytes))
}

/// Reads the bytes of a QR code that declares no encoding and is no key URI: UTF-8, else Shift JIS, which the kanji
/// mode of ISO/IEC 18004 §7.4.6 uses, else GBK.
pub(crate) fn undeclared(bytes: Zeroizing<Vec<u8>>) -> Result<Zeroizing<String>, Zeroizing<Vec<u8>>> {
    utf8(bytes).or_else(|bytes| whole(SHIFT_JIS, &bytes).or_else(|| whole(GBK, &bytes)).ok_or(bytes))
}

pub(crate) fn utf8(mut bytes: Zeroizing<Vec<u8>>) -> Result<Zeroizing<String>, Zeroizing<Vec<u8>>> {
    match String::from_utf8(std::mem::take(&mut *bytes)) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(error) => Err(Zeroizing::new(error.into_bytes())),
    }
}

/// All of `bytes` in one encoding, or nothing. Room for the longest result is taken first, so that no half-written
/// copy is left behind by a buffer that had to grow.
fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Option<Zeroizing<String>> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text =
        Zeroizing::new(String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(bytes.len())?));
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true).0 {
        encoding_rs::DecoderResult::InputEmpty => Some(text),
        encoding_rs::DecoderResult::OutputFull | encoding_rs::DecoderResult::Malformed(..) => {
            text.zeroize();
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(bytes.to_vec())
    }

    #[test]
    fn utf8_comes_first_then_gbk() {
        assert_eq!(utf8_or_gbk(owned("富易".as_bytes())).expect("UTF-8").as_str(), "富易");
        assert_eq!(utf8_or_gbk(owned(b"\xb8\xbb\xd2\xd7")).expect("GBK").as_str(), "富易");
        assert!(utf8_or_gbk(owned(b"\xff\xff")).is_err());
        assert!(utf8_or_gbk(owned(b"\xb8")).is_err(), "half a character");
    }

    #[test]
    fn undeclared_bytes_may_be_shift_jis() {
        assert_eq!(undeclared(owned(b"\x90\xce\x90\xcf")).expect("Shift JIS").as_str(), "石積");
        assert_eq!(*undeclared(owned(b"\xff\xfe\x00")).expect_err("nothing known"), b"\xff\xfe\x00");
    }
}
