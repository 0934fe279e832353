//! Finds the QR codes in a file: a picture, a PDF or an e-mail. The content shows which it is.

mod fault;
mod mail;
mod pdf;
mod search;

use lingpai_qr::picture::{self, MAX_BYTES};
use lingpai_qr::{Budget, PictureFault, Scan, scan_picture};

pub use fault::DocumentFault;
use search::Search;

use crate::IntakeFault;

/// Finds the QR codes in a file.
pub(crate) fn scan_file(bytes: &[u8]) -> Result<Scan, IntakeFault> {
    if bytes.len() > MAX_BYTES {
        return Err(IntakeFault::Picture(PictureFault::TooManyBytes { len: bytes.len() }));
    }
    let mut search = Search::starting_now();
    if pdf::is_one(bytes) {
        pdf::search(bytes, &mut search).map_err(IntakeFault::Document)?;
    } else if mail::is_one(bytes) && !picture::is_known(bytes) {
        mail::search(bytes, &mut search).map_err(IntakeFault::Document)?;
    } else {
        return Ok(scan_picture(bytes, Budget::STILL)?);
    }
    search.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_content() {
        let fault = |bytes: &[u8]| scan_file(bytes).err();
        assert_eq!(fault(b""), Some(IntakeFault::Picture(PictureFault::UnknownFormat)));
        assert_eq!(fault(b"plain words"), Some(IntakeFault::Picture(PictureFault::UnknownFormat)));
        assert_eq!(fault(b"%PDF-1.7"), Some(IntakeFault::Document(DocumentFault::Unreadable)));
        assert_eq!(fault(b"\n \n%PDF-1.4\n%%EOF"), Some(IntakeFault::Document(DocumentFault::Unreadable)));
        let mail = b"From: a@b.invalid\r\nSubject: c\r\n\r\nd\r\n";
        assert_eq!(fault(mail), Some(IntakeFault::Document(DocumentFault::NoPicture)));
        let large = vec![b'%'; MAX_BYTES + 1];
        let len = large.len();
        assert_eq!(fault(&large), Some(IntakeFault::Picture(PictureFault::TooManyBytes { len })));
    }
}
