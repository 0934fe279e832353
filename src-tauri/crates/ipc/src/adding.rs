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

/// The candidate that waits for the user's agreement, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WaitingView {
    /// No candidate waits.
    Nothing,
    /// A picture could not be used.
    Refused {
        /// Why.
        fault: crate::Fault,
    },
    /// Several things were found.
    Several {
        /// The things found, in the order in which they were found.
        items: Vec<FoundView>,
        /// The migrations among them, with the parts that were read.
        batches: Vec<BatchView>,
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
        /// The phone number to call about it.
        support: Option<String>,
        /// The binding on this device that it replaces if the user agrees.
        replaces: Option<Replaced>,
    },
    /// A transfer that another device of the account shows.
    Transfer {
        /// The broker.
        issuer: String,
        /// The account number.
        number: String,
        /// The activation code.
        activation: String,
        /// The number that this device gets among the account's devices, 2 to 5.
        slot: u8,
        /// When it expires, in milliseconds since 1970-01-01T00:00:00Z.
        expires_ms: u64,
        /// How long it may still be bound, in milliseconds, when this was written.
        remaining_ms: u64,
        /// The phone number to call about the account.
        support: Option<String>,
        /// Whether it renews a binding that is on this device already, because the account's PIN was changed.
        renews: bool,
    },
    /// A registration or a transfer that has expired. Nothing of it is kept.
    Expired {
        /// The broker.
        issuer: String,
        /// The account number.
        number: String,
        /// When it expired, in milliseconds since 1970-01-01T00:00:00Z.
        expires_ms: u64,
        /// The phone number to ask for a new one.
        support: Option<String>,
        /// Whether it is a transfer. The first device can make a new one.
        transfer: bool,
    },
    /// An account that is bound on this device already. Nothing of it is kept.
    AlreadyBound {
        /// The issuer, if known.
        issuer: Option<String>,
        /// The account number or name.
        number: String,
        /// The phone number to call about it.
        support: Option<String>,
    },
    /// An ordinary account.
    Plain {
        /// The issuer, if the URI names one.
        issuer: Option<String>,
        /// Its name at the issuer.
        number: String,
        /// `SHA1`, `SHA256` or `SHA512`.
        algorithm: String,
        /// The length of its codes, 4 to 10.
        digits: u8,
        /// How its codes are made.
        codes: CodeKind,
    },
}

/// How an account's codes are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CodeKind {
    /// By time (RFC 6238).
    Time {
        /// How long a code is the current one, in seconds, 1 to 3600.
        period_s: u64,
    },
    /// By a counter (RFC 4226).
    Counter {
        /// The counter of the next code.
        counter: u64,
    },
    /// By time, in Steam's five letters and digits.
    Steam,
}

/// One of several things found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FoundView {
    /// Its place in the list, for `found_open` and `found_bind`.
    pub index: u32,
    /// Its kind.
    pub what: FoundKind,
    /// Its issuer, if it names one.
    pub issuer: Option<String>,
    /// Its number or name, if it has one.
    pub number: Option<String>,
}

/// The kind of a thing found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FoundKind {
    /// A broker's registration. It must be opened alone, because it asks for a PIN.
    Registration,
    /// A transfer. It can be bound together with others.
    Transfer,
    /// An ordinary account. It can be bound together with others.
    Plain,
    /// A registration or transfer that has expired.
    Expired,
    /// It is bound on this device.
    AlreadyBound,
    /// It is in the list already.
    Twice,
    /// It was bound from this list.
    Bound,
    /// It cannot be used, or is no account.
    Refused {
        /// Why it cannot be used, or what it is.
        fault: crate::Fault,
    },
}

/// A migration from another authenticator, which comes in several QR codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BatchView {
    /// The number of its codes, 1 to 100.
    pub size: u8,
    /// The codes that were read, numbered from 1, ascending.
    pub parts: Vec<u8>,
}

/// The number of accounts that were bound together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BoundMany {
    /// The number.
    pub bound: u32,
}

/// The progress of the reading of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReadingView {
    /// The files that were read.
    pub done: u32,
    /// All files; 0 when none are being read.
    pub total: u32,
}

/// The binding that a new registration replaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Replaced {
    /// The activation code that the account was bound with.
    pub activation: String,
    /// Whether it is frozen.
    pub frozen: bool,
}
