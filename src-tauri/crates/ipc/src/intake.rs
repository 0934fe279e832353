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
    /// Several things were found.
    Several {
        /// Each of them, in the order they were found.
        items: Vec<FoundView>,
        /// How much there is of each migration.
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
        /// Whom to call about it.
        support: Option<String>,
        /// The binding on this device that it takes the place of, with the user's agreement.
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
        /// Which of the account's devices this becomes, 2 to 5.
        slot: u8,
        /// When it expires, in milliseconds since 1970-01-01T00:00:00Z.
        expires_ms: u64,
        /// How long it may still be bound, in milliseconds, when this was written.
        remaining_ms: u64,
        /// Whom to call about the account.
        support: Option<String>,
        /// Whether it renews the binding that is on this device already: the account's PIN was changed.
        renews: bool,
    },
    /// A broker's registration or a transfer that is too old; nothing of it is kept.
    Expired {
        /// The broker.
        issuer: String,
        /// The account number.
        number: String,
        /// When it expired, in milliseconds since 1970-01-01T00:00:00Z.
        expires_ms: u64,
        /// Whom to ask for a new one.
        support: Option<String>,
        /// Whether it is a transfer: then the first device makes a new one.
        transfer: bool,
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
        /// How its codes go on.
        codes: CodeKind,
    },
}

/// What one account's codes go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CodeKind {
    /// Time (RFC 6238).
    Time {
        /// How long a code is the current one, in seconds, 1 to 3600.
        period_s: u64,
    },
    /// A counter (RFC 4226).
    Counter {
        /// The one of the next code.
        counter: u64,
    },
    /// Time, in Steam's five letters and digits.
    Steam,
}

/// One of several things found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FoundView {
    /// Its name for `found_open` and `found_bind`.
    pub index: u32,
    /// What it is.
    pub what: FoundKind,
    /// Who issued it, where it says so.
    pub issuer: Option<String>,
    /// Its number or name, where it has one.
    pub number: Option<String>,
}

/// What one of several things is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FoundKind {
    /// A broker's registration; it is opened by itself, since it asks for a PIN.
    Registration,
    /// A transfer; can be bound together with others.
    Transfer,
    /// An ordinary account; can be bound together with others.
    Plain,
    /// A registration or transfer that has expired.
    Expired,
    /// It is bound on this device.
    AlreadyBound,
    /// It stands among the others already.
    Twice,
    /// It was bound from this list.
    Bound,
    /// It cannot be used, or is not ours.
    Refused {
        /// Why, or what it is.
        fault: crate::Fault,
    },
}

/// How much there is of a migration out of another authenticator, which comes in several QR codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BatchView {
    /// How many codes it comes in, 1 to 100.
    pub size: u8,
    /// Which of them were read, from 1 on, ascending.
    pub parts: Vec<u8>,
}

/// Several accounts have been bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BoundMany {
    /// How many.
    pub bound: u32,
}

/// How far the reading of files is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReadingView {
    /// Files that were read.
    pub done: u32,
    /// Files in all; 0 when none are being read.
    pub total: u32,
}

/// The binding that a new registration takes the place of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Replaced {
    /// The activation code that the account was bound with.
    pub activation: String,
    /// Whether it is frozen.
    pub frozen: bool,
}
