/// The longest text that is read, in bytes: as much as one QR code holds (ISO/IEC 18004 §6.4.1, version 40-L, byte
/// mode).
pub(super) const MAX_LEN: usize = 2953;
/// The most codes of one migration, and the most accounts of one code. The app puts 10 accounts into a code.
pub(super) const MAX_CODES: u8 = 100;
pub(super) const MAX_ACCOUNTS: usize = 100;

/// The rule that a migration or one of its accounts breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MigrationFault {
    /// The text does not begin with `otpauth-migration://`.
    #[error("it is no migration")]
    NotAMigration,
    /// The text is too long.
    #[error("the migration has {len} bytes: {MAX_LEN} at most are allowed")]
    TooLong {
        /// The length of the text in bytes.
        len: usize,
    },
    /// The scheme is not followed by `offline?data=`, or there is more after the data.
    #[error("the migration is not of the form `otpauth-migration://offline?data=…`")]
    Form,
    /// The data is no base64.
    #[error("the migration's data is no base64")]
    NotBase64,
    /// The data is no message of protocol buffers, or another one.
    #[error("the migration's data is damaged")]
    Damaged,
    /// There are no codes, or too many.
    #[error("the migration has `{0}` codes: 1 to {MAX_CODES} are allowed")]
    Size(i32),
    /// The index of this code is out of range.
    #[error("the migration's code `{index}` is not one of its {size}")]
    Index {
        /// The index, from 0.
        index: i32,
        /// The number of codes.
        size: u8,
    },
    /// There are no accounts, or too many.
    #[error("the migration's code holds {0} accounts: 1 to {MAX_ACCOUNTS} are allowed")]
    Accounts(usize),
    /// The name or the issuer of an account is no UTF-8.
    #[error("a name in the migration is no UTF-8")]
    NotText,
    /// The number of digits of an account is unknown.
    #[error("the account's number of digits is unknown")]
    Digits,
    /// An account goes neither by time nor by counter.
    #[error("the account's type is unknown")]
    Type,
    /// A counter is negative.
    #[error("the account's counter is negative")]
    Counter,
}
