use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The words of the system's file dialog, in the user's language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
pub struct DialogWords {
    /// The title of the dialog.
    pub title: String,
    /// The name of the kind of files that can be chosen.
    pub files: String,
}

/// What was read from a picture and waits for the user's agreement. The secret stays behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Intake {
    /// Nothing waits.
    Nothing,
    /// A dropped picture could not be used.
    Refused {
        /// Why.
        fault: crate::Fault,
    },
    /// A broker's registration.
    Registration {
        /// The broker.
        issuer: String,
        /// The account number.
        number: String,
        /// The activation code.
        activation: String,
        /// When it expires, in milliseconds since 1970-01-01T00:00:00Z.
        expires_ms: u64,
        /// How long it may still be bound, in milliseconds, when this was written.
        remaining_ms: u64,
        /// Whom to call about it.
        support: Option<String>,
    },
    /// A broker's registration that is too old; nothing of it is kept.
    Expired {
        /// The broker.
        issuer: String,
        /// The account number.
        number: String,
        /// When it expired, in milliseconds since 1970-01-01T00:00:00Z.
        expires_ms: u64,
        /// Whom to ask for a new one.
        support: Option<String>,
    },
    /// A broker's account number that is bound on this device already; nothing of it is kept.
    AlreadyBound {
        /// The issuer, where known.
        issuer: Option<String>,
        /// The account number or name.
        number: String,
        /// Whom to call about it.
        support: Option<String>,
    },
    /// An ordinary account.
    Plain {
        /// Who issued it, where the URI says so.
        issuer: Option<String>,
        /// Its name at the issuer.
        number: String,
        /// `SHA1`, `SHA256` or `SHA512`.
        algorithm: String,
        /// How long its codes are, 4 to 10.
        digits: u8,
        /// How long a code is the current one, in seconds.
        period_s: u64,
    },
}
