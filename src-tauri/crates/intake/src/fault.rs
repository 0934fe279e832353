use lingpai_qr::{PictureFault, Reason};

use crate::{DocumentFault, Foreign, Kind, MigrationFault, TransferFault, UriFault};

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
    /// The text is no account.
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

impl From<PictureFault> for IntakeFault {
    fn from(fault: PictureFault) -> Self {
        Self::Picture(fault)
    }
}
