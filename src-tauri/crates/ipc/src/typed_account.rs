use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CodeKind, TypedSecret};

/// An ordinary account as typed by hand.
#[derive(Deserialize, TS)]
pub struct TypedAccount {
    /// Who issued it; may be empty.
    pub issuer: String,
    /// Its name at the issuer; may be empty where there is an issuer.
    pub name: String,
    /// The secret in Base32; spaces, hyphens and lower case are taken too.
    pub secret: TypedSecret,
    /// `SHA1`, `SHA256` or `SHA512`; Steam's is `SHA1`.
    pub algorithm: String,
    /// 4 to 10; Steam's are 5.
    pub digits: u8,
    /// How its codes go on.
    pub codes: CodeKind,
}

/// A field of a typed account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TypedField {
    /// Who issued it.
    Issuer,
    /// Its name.
    Name,
    /// The secret.
    Secret,
    /// The hash.
    Algorithm,
    /// The length of a code.
    Digits,
    /// The period or the counter.
    Codes,
}

/// What a typed account would show.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TypedPreview {
    /// Its code now; the user compares it with what the issuer or another device shows.
    Code {
        /// The code.
        digits: String,
        /// How long it is the current one, in all, in milliseconds; 0 for a counter's.
        period_ms: u64,
        /// How long it still is, in milliseconds, when this was written.
        remaining_ms: u64,
    },
    /// A field is empty that must not be.
    Missing {
        /// Which.
        field: TypedField,
    },
    /// A field cannot be taken.
    Wrong {
        /// Which.
        field: TypedField,
        /// Why.
        fault: crate::Fault,
    },
}

/// What can be changed of an account without a PIN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountEdit {
    /// Who issued it; may be empty.
    pub issuer: String,
    /// Its name at the issuer; may be empty where there is an issuer.
    pub name: String,
    /// `SHA1`, `SHA256` or `SHA512`.
    pub algorithm: String,
    /// 4 to 10.
    pub digits: u8,
    /// How its codes go on.
    pub codes: CodeKind,
}
