use lingpai_qr::{PictureFault, Reason};

use crate::{Foreign, Kind, MigrationFault, TransferFault, UriFault};

/// Why no QR code was read in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// The file is too large, or cannot be read as a picture.
    #[error(transparent)]
    Picture(PictureFault),
    /// No QR code could be read in the pictures of the file.
    #[error("{0}")]
    NoCode(Reason),
    /// No picture could be read from a PDF or an e-mail.
    #[error(transparent)]
    Document(DocumentFault),
}

/// Why no picture could be read from a PDF or an e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentFault {
    /// The file has no picture.
    #[error("the file holds no picture")]
    NoPicture,
    /// The PDF is damaged, or of a variant that cannot be read.
    #[error("the PDF is damaged or of a variant that cannot be read")]
    Unreadable,
    /// The PDF needs a password.
    #[error("the PDF is protected by a password")]
    Protected,
    /// The file unpacks to more bytes, draws more or contains more QR codes than a letter with a QR code needs.
    #[error("the file holds too much to be searched")]
    TooLarge,
}

/// Why the process that reads files gave no answer for a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReaderFault {
    /// The program for it is not beside this program, or cannot be started.
    #[error("the program that reads files is missing or cannot be started")]
    Missing,
    /// It ended too early, or its answer breaks a rule of [`pipe`](crate::pipe).
    #[error("the program that reads files failed at this file")]
    Crashed,
    /// The file needs more memory or processor time than it may take.
    #[error("the file needs more memory or time to be read than a file may take")]
    Limit,
    /// It gave no answer in time.
    #[error("the file was not read in time")]
    Deadline,
    /// The user stopped it.
    #[error("the user stopped the reading of the file")]
    Stopped,
}

/// Why no candidate was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeFault {
    /// The file is too large, or cannot be read as a picture.
    #[error(transparent)]
    Picture(PictureFault),
    /// No QR code could be read in the picture.
    #[error("{0}")]
    NoCode(Reason),
    /// No picture could be read from a PDF or an e-mail.
    #[error(transparent)]
    Document(DocumentFault),
    /// The process that reads files gave no answer.
    #[error(transparent)]
    Reader(ReaderFault),
    /// There are too many accounts and codes for one list.
    #[error("more than {max} accounts and codes were found: read fewer at once")]
    TooMany {
        /// The largest number of entries in a list.
        max: usize,
    },
    /// The text is not an account.
    #[error("the QR code holds no account but {0}")]
    NotAnAccount(Foreign),
    /// A key URI breaks a rule.
    #[error(transparent)]
    Uri(UriFault),
    /// A transfer breaks a rule.
    #[error(transparent)]
    Transfer(TransferFault),
    /// A migration breaks a rule.
    #[error(transparent)]
    Migration(MigrationFault),
    /// The text is an account of a kind that is not supported.
    #[error("{0} are not supported")]
    KindUnsupported(Kind),
}

impl From<PictureFault> for FileFault {
    fn from(fault: PictureFault) -> Self {
        Self::Picture(fault)
    }
}

impl From<FileFault> for IntakeFault {
    fn from(fault: FileFault) -> Self {
        match fault {
            FileFault::Picture(fault) => Self::Picture(fault),
            FileFault::NoCode(reason) => Self::NoCode(reason),
            FileFault::Document(fault) => Self::Document(fault),
        }
    }
}
