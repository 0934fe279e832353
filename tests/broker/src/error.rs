use std::{io, path::PathBuf};

use crate::AccountNumber;

/// Why the broker could not do its work. The refusal of a code is not among these.
#[derive(Debug, thiserror::Error)]
pub enum BrokerError {
    /// The account has no registration.
    #[error("account `{0}` is unknown")]
    UnknownAccount(AccountNumber),
    /// The file is a database of another program. It was left as it is.
    #[error("`{0}` is a database, but not a demo broker's")]
    Foreign(PathBuf),
    /// A newer demo broker wrote the file. It was left as it is.
    #[error("the database has version {found}: this program reads version {known}")]
    Newer {
        /// The file's `user_version`.
        found: i64,
        /// The version that this program reads.
        known: i64,
    },
    /// RFC 6238 counts time steps from 1970 on.
    #[error("the time lies before 1970 or too far in the future")]
    Time,
    /// The operating system gave no random bytes.
    #[error("no random bytes from the operating system")]
    Entropy(#[source] getrandom::Error),
    /// Argon2 did not run.
    #[error("cannot hash the trading password")]
    Hash(#[source] argon2::Error),
    /// The database file cannot be made.
    #[error("cannot make `{path}`")]
    File {
        /// The database file.
        path: PathBuf,
        /// The operating system's message.
        source: io::Error,
    },
    /// SQLite failed. Its messages quote statements, but never the values in them.
    #[error("the database failed")]
    Database(#[from] rusqlite::Error),
}

impl From<getrandom::Error> for BrokerError {
    fn from(source: getrandom::Error) -> Self {
        Self::Entropy(source)
    }
}
