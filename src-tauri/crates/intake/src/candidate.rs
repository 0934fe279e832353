use crate::{Candidate, Payload, PictureFault, UriFault, read_key_uri, read_picture};

/// Why a picture gives no candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeFault {
    /// The file is too large, or no picture that can be read.
    #[error(transparent)]
    Picture(PictureFault),
    /// The picture shows no QR code that could be read.
    #[error("no QR code was found in the picture")]
    NoCode,
    /// Which of them is meant cannot be told.
    #[error("the picture shows {found} different accounts: 1 is allowed")]
    SeveralAccounts {
        /// How many, the refused ones included.
        found: usize,
    },
    /// A QR code was read, but it is no key URI.
    #[error("the QR code holds no account")]
    NotAnAccount,
    /// A key URI breaks a rule.
    #[error(transparent)]
    Uri(UriFault),
    /// The code holds an account, but of a kind that is not supported.
    #[error("the QR code holds an account of a kind that is not supported")]
    KindUnsupported,
}

impl From<PictureFault> for IntakeFault {
    fn from(fault: PictureFault) -> Self {
        Self::Picture(fault)
    }
}

impl From<UriFault> for IntakeFault {
    fn from(fault: UriFault) -> Self {
        match fault {
            UriFault::NotOtpauth => Self::NotAnAccount,
            UriFault::KindUnsupported(_) => Self::KindUnsupported,
            UriFault::TooLong { .. }
            | UriFault::UnknownType
            | UriFault::Fragment
            | UriFault::HtmlEscaped
            | UriFault::BadEscape { .. }
            | UriFault::NotText { .. }
            | UriFault::Missing { .. }
            | UriFault::Twice { .. }
            | UriFault::Secret(_)
            | UriFault::Text { .. }
            | UriFault::NotANumber { .. }
            | UriFault::OutOfRange { .. }
            | UriFault::Algorithm
            | UriFault::Expires(_)
            | UriFault::PinMode
            | UriFault::IssuersDiffer => Self::Uri(fault),
        }
    }
}

/// Reads the one account that a picture file shows.
///
/// Other QR codes beside it, such as a link to a web page, are passed over. Two different accounts are refused, even
/// when one of them breaks a rule: which of them was meant is for the user to say, by cutting the picture.
pub fn read_candidate(bytes: &[u8]) -> Result<Candidate, IntakeFault> {
    the_account(read_picture(bytes)?.into_iter().map(|found| found.payload))
}

fn the_account(payloads: impl Iterator<Item = Payload>) -> Result<Candidate, IntakeFault> {
    let (mut codes, mut accounts) = (0, Vec::new());
    for payload in payloads {
        codes += 1;
        match payload {
            // EXPOSE: the parser reads the secret out of the text; its result keeps it sealed in its own type.
            Payload::Text(text) => match read_key_uri(&text).map_err(IntakeFault::from) {
                Err(IntakeFault::NotAnAccount) => {}
                verdict => accounts.push(verdict),
            },
            Payload::Bytes(_) => {}
        }
    }
    match (codes, accounts.len()) {
        (0, _) => Err(IntakeFault::NoCode),
        (_, 0) => Err(IntakeFault::NotAnAccount),
        (_, 1) => accounts.remove(0),
        (_, found) => Err(IntakeFault::SeveralAccounts { found }),
    }
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;

    const PLAIN: &str = "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ";
    const OTHER: &str = "otpauth://totp/b?secret=GEZDGNBVGY3TQOJQ";

    fn fault(texts: &[&str]) -> Option<IntakeFault> {
        let payloads = texts.iter().map(|&text| Payload::Text(Zeroizing::new(text.to_owned())));
        the_account(payloads).err()
    }

    #[test]
    fn one_account_is_taken_out_of_several_codes() {
        assert_eq!(fault(&["https://example.com", PLAIN]), None);
        assert_eq!(fault(&[]), Some(IntakeFault::NoCode));
        assert_eq!(fault(&["https://example.com"]), Some(IntakeFault::NotAnAccount));
        assert_eq!(fault(&[PLAIN, OTHER]), Some(IntakeFault::SeveralAccounts { found: 2 }));
    }

    #[test]
    fn a_refused_account_beside_a_good_one_is_not_passed_over() {
        let broken = "otpauth://totp/b?secret=1";
        assert_eq!(fault(&[PLAIN, broken]), Some(IntakeFault::SeveralAccounts { found: 2 }));
        assert!(matches!(fault(&[broken]), Some(IntakeFault::Uri(UriFault::Secret(_)))));
    }

    #[test]
    fn bytes_are_no_account() {
        let bytes = Payload::Bytes(Zeroizing::new(vec![0xff; 3]));
        assert_eq!(the_account([bytes].into_iter()).err(), Some(IntakeFault::NotAnAccount));
    }

    #[test]
    fn other_kinds_are_told_from_no_account() {
        for text in ["otpauth://hotp/a?secret=GEZDGNBVGY3TQOJQ&counter=0", "otpauth-migration://offline?data=x"] {
            assert_eq!(fault(&[text]), Some(IntakeFault::KindUnsupported));
        }
    }
}
