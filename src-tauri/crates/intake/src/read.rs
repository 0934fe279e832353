use lingpai_qr::{Found, Payload, Scan, charset};
use zeroize::Zeroizing;

use crate::{
    Candidate, FileFault, Foreign, IntakeFault, MigrationFault, TransferFault, UriFault, key_uri, read_key_uri,
    read_migration, read_transfer,
};

/// Reads an account from a text.
pub fn read_text(text: &str) -> Result<Candidate, IntakeFault> {
    match read_transfer(text) {
        Ok(transfer) => return Ok(Candidate::Transfer(Box::new(transfer))),
        Err(TransferFault::NotATransfer) => {}
        Err(fault) => return Err(IntakeFault::Transfer(fault)),
    }
    match read_migration(text) {
        Ok(migration) => return Ok(Candidate::Migration(migration)),
        Err(MigrationFault::NotAMigration) => {}
        Err(fault) => return Err(IntakeFault::Migration(fault)),
    }
    read_key_uri(text).map_err(|fault| match fault {
        UriFault::NotOtpauth => IntakeFault::NotAnAccount(Foreign::of(text)),
        UriFault::KindUnsupported(kind) => IntakeFault::KindUnsupported(kind),
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
        | UriFault::Encoder
        | UriFault::Steam
        | UriFault::Expires(_)
        | UriFault::PinMode
        | UriFault::IssuersDiffer => IntakeFault::Uri(fault),
    })
}

/// The result for one QR code.
pub type Reading = Result<Candidate, IntakeFault>;

/// Gives the payloads of a scan, each once, in the order in which they were found. `Err` with the reason if the scan found
/// none.
pub fn payloads(scan: Scan) -> Result<Vec<Payload>, FileFault> {
    let Scan { found, reason } = scan;
    if let Some(reason) = reason {
        return Err(FileFault::NoCode(reason));
    }
    let mut codes = Vec::<Payload>::new();
    for Found { payload, .. } in found {
        // A payload that was found in several places counts once.
        if !codes.iter().any(|earlier| earlier.same(&payload)) {
            codes.push(payload);
        }
    }
    Ok(codes)
}

/// Reads every code of a scan, each payload once. `Err` with the reason if the scan found none.
pub fn readings(scan: Scan) -> Result<Vec<Reading>, IntakeFault> {
    Ok(payloads(scan)?.iter().map(read_payload).collect())
}

/// Reads one QR code.
pub fn read_payload(payload: &Payload) -> Reading {
    // EXPOSE: the parser copies the secret from the text into a type of its own.
    text(payload).map_or(Err(IntakeFault::NotAnAccount(Foreign::Bytes)), |text| read_text(&text))
}

/// Gives the text of a QR code. A key URI that is not UTF-8 is read as GBK, which Chinese issuers use for labels, even if the
/// code declares another encoding.
fn text(payload: &Payload) -> Option<Zeroizing<String>> {
    let bytes = payload.bytes();
    if key_uri::looks_like_one(bytes) { charset::utf8_or_gbk(bytes) } else { payload.text() }
}

#[cfg(test)]
mod tests {
    use lingpai_qr::{Corners, Reason};

    use super::*;
    use crate::Kind;

    const PLAIN: &str = "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ";
    const OTHER: &str = "otpauth://totp/b?secret=GEZDGNBVGY3TQOJQ";

    fn read(texts: &[&str]) -> Result<Vec<Reading>, IntakeFault> {
        let found = texts
            .iter()
            .map(|&text| Found { payload: Payload::new(text.into(), None), corners: Corners([[0.0; 2]; 4]) });
        readings(Scan { found: found.collect(), reason: texts.is_empty().then_some(Reason::Blurred) })
    }

    #[test]
    fn every_code_of_a_picture_is_read_once() {
        let read = read(&["https://example.com", PLAIN, OTHER, PLAIN, "otpauth://totp/c?secret=1"]).expect("codes");
        assert!(matches!(
            &read[..],
            [
                Err(IntakeFault::NotAnAccount(Foreign::WebAddress)),
                Ok(Candidate::Plain(_)),
                Ok(Candidate::Plain(_)),
                Err(IntakeFault::Uri(UriFault::Secret(_))),
            ]
        ));
    }

    #[test]
    fn a_picture_without_a_code_says_why() {
        assert!(matches!(read(&[]), Err(IntakeFault::NoCode(Reason::Blurred))));
    }

    #[test]
    fn bytes_are_no_account() {
        let bytes = Payload::new(vec![0xff; 3], None);
        assert!(matches!(read_payload(&bytes), Err(IntakeFault::NotAnAccount(Foreign::Bytes))));
    }

    #[test]
    fn a_key_uri_is_gbk_where_it_is_not_utf8() {
        let uri = b"otpauth://totp/\xb8\xbb\xd2\xd7?secret=AA";
        for declared in [None, Some("mojibake")] {
            let text = text(&Payload::new(uri.to_vec(), declared)).expect("GBK");
            assert_eq!(text.as_str(), "otpauth://totp/富易?secret=AA", "{declared:?}");
        }
    }

    #[test]
    fn other_kinds_are_told_from_no_account() {
        let yandex = "otpauth://yaotp/a?secret=GEZDGNBVGY3TQOJQ";
        assert!(matches!(read_text(yandex), Err(IntakeFault::KindUnsupported(Kind::Yandex))));
    }
}
