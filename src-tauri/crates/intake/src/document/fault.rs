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
