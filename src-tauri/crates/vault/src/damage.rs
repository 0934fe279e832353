/// Why bytes of a vault file are not valid. It is the first fault that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// The bytes end too early.
    #[error("it ends too early")]
    Short,
    /// There are more bytes than there may be.
    #[error("there is more than there may be")]
    Trailing,
    /// The tags of a record do not ascend.
    #[error("its fields are out of order")]
    Order,
    /// A required field is missing.
    #[error("field {0} is missing")]
    Missing(u16),
    /// The value of a field is invalid.
    #[error("field {0} is invalid")]
    Field(u16),
    /// The first bytes are not those of a vault file.
    #[error("it does not begin like a vault file")]
    Magic,
    /// The version never existed.
    #[error("it names a version that never was")]
    Version,
    /// The checksum at the end does not match.
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
