/// Why bytes are no record of a vault. The first thing found is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// It ends in the middle.
    #[error("it ends too early")]
    Short,
    /// There is more than there may be.
    #[error("there is more than there may be")]
    Trailing,
    /// The tags of a record do not ascend.
    #[error("its fields are out of order")]
    Order,
    /// A field that must be there is not.
    #[error("field {0} is missing")]
    Missing(u16),
    /// A field says what it cannot.
    #[error("field {0} is invalid")]
    Field(u16),
    /// Not the first bytes of a vault file.
    #[error("it does not begin like a vault file")]
    Magic,
    /// A version that never was.
    #[error("it names a version that never was")]
    Version,
    /// The checksum at the end is another.
    #[error("its checksum does not match")]
    Checksum,
    /// The header was changed.
    #[error("its header is not authentic")]
    Header,
    /// The body was changed.
    #[error("its body is not authentic")]
    Body,
    /// A sealed secret or key was changed.
    #[error("a sealed secret is not authentic")]
    Sealed,
}
