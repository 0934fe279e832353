//! Turns the bytes of QR codes into text, in the encodings that QR codes use.

use encoding_rs::{Encoding, GBK, SHIFT_JIS};
use zeroize::{Zeroize, Zeroizing};

/// Reads `bytes` as UTF-8, else as GBK, in which Chinese issuers print labels. `None` where they are neither.
///
/// GBK is read as in the WHATWG Encoding Standard §10.1, which accepts the two-byte codes of GBK and the four-byte
/// codes of GB 18030. Byte order marks stay in the text: they are invisible characters, and are refused as such later.
pub fn utf8_or_gbk(bytes: &[u8]) -> Option<Zeroizing<String>> {
    utf8(bytes).or_else(|| whole(GBK, bytes))
}

/// Reads the bytes of a QR code that declares no encoding: UTF-8, else Shift JIS, which the kanji mode of
/// ISO/IEC 18004 §7.4.6 uses, else GBK. `None` where they are none of these.
pub fn undeclared(bytes: &[u8]) -> Option<Zeroizing<String>> {
    utf8(bytes).or_else(|| whole(SHIFT_JIS, bytes)).or_else(|| whole(GBK, bytes))
}

fn utf8(bytes: &[u8]) -> Option<Zeroizing<String>> {
    std::str::from_utf8(bytes).ok().map(|text| Zeroizing::new(text.to_owned()))
}

/// Decodes all of `bytes`. `None` where a byte does not belong to the encoding. The buffer has room for the longest text
/// from the start. One that grew would leave a copy behind.
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

    fn text(read: Option<Zeroizing<String>>) -> Option<String> {
        read.map(|text| text.to_string())
    }

    #[test]
    fn utf8_comes_first_then_gbk() {
        assert_eq!(text(utf8_or_gbk("富易".as_bytes())).as_deref(), Some("富易"));
        assert_eq!(text(utf8_or_gbk(b"\xb8\xbb\xd2\xd7")).as_deref(), Some("富易"));
        assert_eq!(text(utf8_or_gbk(b"\xff\xff")), None);
        assert_eq!(text(utf8_or_gbk(b"\xb8")), None, "half a character");
    }

    #[test]
    fn undeclared_bytes_may_be_shift_jis() {
        assert_eq!(text(undeclared(b"\x90\xce\x90\xcf")).as_deref(), Some("石積"));
        assert_eq!(text(undeclared(b"\xff\xfe\x00")), None);
    }
}
