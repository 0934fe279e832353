use lingpai_qr::charset;
use zeroize::Zeroizing;

use super::{Parameter, UriFault};

/// Undoes percent-encoding once (RFC 3986 §2.1). A `+` stays a plus: key URIs are no HTML forms.
pub(crate) fn decode(text: &str, parameter: Parameter) -> Result<Zeroizing<Vec<u8>>, UriFault> {
    let mut decoded = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text.as_bytes();
    while let [byte, tail @ ..] = rest {
        rest = tail;
        decoded.push(match (byte, tail) {
            (b'%', [high, low, after @ ..]) => {
                rest = after;
                match (hex(*high), hex(*low)) {
                    (Some(high), Some(low)) => high << 4 | low,
                    _ => return Err(UriFault::BadEscape { parameter }),
                }
            }
            (b'%', _) => return Err(UriFault::BadEscape { parameter }),
            _ => *byte,
        });
    }
    Ok(decoded)
}

/// Undoes percent-encoding once and reads the bytes as text: UTF-8, else GBK.
pub(super) fn text(text: &str, parameter: Parameter) -> Result<Zeroizing<String>, UriFault> {
    charset::utf8_or_gbk(&decode(text, parameter)?).ok_or(UriFault::NotText { parameter })
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_once() {
        let decoded = |text| decode(text, Parameter::Label).map(|bytes| bytes.to_vec());
        assert_eq!(decoded("a%20%3a%3A+%2525é"), Ok("a ::+%25é".as_bytes().to_vec()));
        for bad in ["%", "%4", "%zz", "%+1", "a%2", "%%41", "%é"] {
            assert_eq!(decoded(bad), Err(UriFault::BadEscape { parameter: Parameter::Label }), "{bad}");
        }
    }
}
