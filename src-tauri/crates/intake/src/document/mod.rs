//! Finds the QR codes in a file: a picture, a PDF or an e-mail. The content shows which it is.

mod mail;
mod pdf;

use std::time::{Duration, Instant};

use lingpai_qr::picture::{self, MAX_BYTES};
use lingpai_qr::{Budget, Found, PictureFault, Reason, Scan, scan_picture};

use crate::IntakeFault;

/// The time for all pictures of a document, without the last step.
const LIMIT: Duration = Duration::from_secs(10);
/// How far into a file the mark of a PDF may be (ISO 32000-2 §7.5.2, note).
const PDF_WITHIN: usize = 1024;

/// Why no picture could be read from a PDF or an e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentFault {
    /// The file has no picture.
    #[error("the file holds no picture")]
    NoPicture,
    /// The PDF is damaged, or of a variant that cannot be read.
    #[error("the PDF is damaged or of a variant that cannot be read")]
    Unreadable,
    /// The PDF opens with a password only.
    #[error("the PDF is protected by a password")]
    Protected,
    /// The file unpacks to more, or draws more, than a letter with a QR code needs.
    #[error("the file holds too much to be searched")]
    TooLarge,
}

/// Finds the QR codes in a file.
pub(crate) fn scan_file(bytes: &[u8]) -> Result<Scan, IntakeFault> {
    if bytes.len() > MAX_BYTES {
        return Err(IntakeFault::Picture(PictureFault::TooManyBytes { len: bytes.len() }));
    }
    let mut search = Search::starting_now();
    if is_pdf(bytes) {
        pdf::search(bytes, &mut search).map_err(IntakeFault::Document)?;
    } else if mail::is_one(bytes) && !picture::is_known(bytes) {
        mail::search(bytes, &mut search).map_err(IntakeFault::Document)?;
    } else {
        return Ok(scan_picture(bytes, Budget::STILL)?);
    }
    search.end()
}

fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(PDF_WITHIN)].windows(5).any(|mark| mark == b"%PDF-")
}

/// The result for all pictures of a document together.
struct Search {
    begun: Instant,
    found: Vec<Found>,
    /// The reason of the picture that most looked like a code.
    reason: Option<Reason>,
    /// Why a picture could not be read.
    fault: Option<IntakeFault>,
}

impl Search {
    fn starting_now() -> Self {
        Self { begun: Instant::now(), found: Vec::new(), reason: None, fault: None }
    }

    fn is_over(&self) -> bool {
        self.begun.elapsed() >= LIMIT
    }

    /// Gives the time for the next picture.
    fn budget(&self) -> Budget {
        Budget(LIMIT.saturating_sub(self.begun.elapsed()).min(Budget::STILL.0))
    }

    /// Gives the time for one of so many pictures, so that all of them get their share.
    fn budget_of_one_in(&self, pictures: usize) -> Budget {
        let share = u32::try_from(pictures).ok().and_then(|pictures| LIMIT.checked_div(pictures));
        Budget(share.unwrap_or(LIMIT).min(self.budget().0))
    }

    fn add(&mut self, scan: Scan) {
        self.found.extend(scan.found);
        // Any other reason says more than that there was no code.
        if self.reason.is_none_or(|reason| reason == Reason::NoCode) {
            self.reason = scan.reason.or(self.reason);
        }
    }

    /// Searches a picture file.
    fn picture(&mut self, bytes: &[u8]) {
        if !self.is_over() {
            match scan_picture(bytes, self.budget()) {
                Ok(scan) => self.add(scan),
                Err(fault) => self.refused(IntakeFault::Picture(fault)),
            }
        }
    }

    fn refused(&mut self, fault: IntakeFault) {
        self.fault.get_or_insert(fault);
    }

    fn end(self) -> Result<Scan, IntakeFault> {
        let Self { found, reason, fault, .. } = self;
        match (found.is_empty(), reason, fault) {
            (false, ..) => Ok(Scan { found, reason: None }),
            (true, Some(reason), _) => Ok(Scan { found, reason: Some(reason) }),
            (true, None, Some(fault)) => Err(fault),
            (true, None, None) => Err(IntakeFault::Document(DocumentFault::NoPicture)),
        }
    }
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
