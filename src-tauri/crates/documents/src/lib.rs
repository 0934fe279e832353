//! Finds the QR codes in a file: a picture, a PDF or an e-mail. The content shows which it is.
//!
//! The bytes are written by strangers, and the readers of PDFs and e-mails are large foreign code. The program never
//! calls this crate in its own process: `lingpai-reader` does, in one that is limited. The bounds in here refuse what is
//! cheap to see, with a better reason than a process that was killed.

mod coded;
mod mail;
mod pdf;
mod search;
mod streams;

use std::time::Duration;

use lingpai_intake::pipe::Form;
use lingpai_intake::{FileFault, IntakeFault, Reading, payloads, read_payload};
use lingpai_qr::picture::{self, MAX_BYTES};
use lingpai_qr::{Payload, PictureFault, Scan, scan_bitmap, scan_picture};

use search::Search;

/// Finds the QR codes in a file and gives their payloads, each once.
///
/// # Errors
///
/// The file holds no code, or cannot be read.
pub fn read(form: Form, bytes: &[u8]) -> Result<Vec<Payload>, FileFault> {
    read_within(search::LIMIT, form, bytes)
}

/// Does the same as [`read`], and looks for codes no longer than `limit`. The last step may take longer.
///
/// # Errors
///
/// The same as for [`read`].
pub fn read_within(limit: Duration, form: Form, bytes: &[u8]) -> Result<Vec<Payload>, FileFault> {
    let search = Search::starting_now(limit);
    payloads(match form {
        Form::File => scan_file(bytes, search)?,
        Form::Bitmap => scan_bitmap(bytes, search.budget())?,
    })
}

/// Reads every QR code in a file, each payload once, in the order in which they were found.
///
/// # Errors
///
/// The file holds no code, or cannot be read.
pub fn read_file(bytes: &[u8]) -> Result<Vec<Reading>, IntakeFault> {
    Ok(read(Form::File, bytes)?.iter().map(read_payload).collect())
}

fn scan_file(bytes: &[u8], mut search: Search) -> Result<Scan, FileFault> {
    if bytes.len() > MAX_BYTES {
        return Err(FileFault::Picture(PictureFault::TooManyBytes { len: bytes.len() }));
    }
    if pdf::is_one(bytes) {
        pdf::search(bytes, &mut search).map_err(FileFault::Document)?;
    } else if mail::is_one(bytes) && !picture::is_known(bytes) {
        mail::search(bytes, &mut search).map_err(FileFault::Document)?;
    } else {
        return Ok(scan_picture(bytes, search.budget())?);
    }
    search.end()
}

#[cfg(test)]
mod tests {
    use lingpai_intake::DocumentFault;

    use super::*;

    #[test]
    fn a_file_is_told_by_its_content() {
        let fault = |bytes: &[u8]| scan_file(bytes, Search::starting_now(search::LIMIT)).err();
        assert_eq!(fault(b""), Some(FileFault::Picture(PictureFault::UnknownFormat)));
        assert_eq!(fault(b"plain words"), Some(FileFault::Picture(PictureFault::UnknownFormat)));
        assert_eq!(fault(b"%PDF-1.7"), Some(FileFault::Document(DocumentFault::Unreadable)));
        assert_eq!(fault(b"\n \n%PDF-1.4\n%%EOF"), Some(FileFault::Document(DocumentFault::Unreadable)));
        let mail = b"From: a@b.invalid\r\nSubject: c\r\n\r\nd\r\n";
        assert_eq!(fault(mail), Some(FileFault::Document(DocumentFault::NoPicture)));
        let large = vec![b'%'; MAX_BYTES + 1];
        let len = large.len();
        assert_eq!(fault(&large), Some(FileFault::Picture(PictureFault::TooManyBytes { len })));
    }
}
