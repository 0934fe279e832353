use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CodeKind, TypedSecret};

/// An ordinary account as typed by hand.
#[derive(Deserialize, TS)]
pub struct TypedAccount {
    /// Its issuer; may be empty.
    pub issuer: String,
    /// Its name at the issuer; may be empty if there is an issuer.
    pub name: String,
    /// The secret in Base32; spaces, hyphens and lower case are taken too.
    pub secret: TypedSecret,
    /// The hash: `SHA1`, `SHA256` or `SHA512`; Steam's is `SHA1`.
    pub algorithm: String,
    /// The length of a code: 4 to 10; Steam's is 5.
    pub digits: u8,
    /// How its codes are made.
    pub codes: CodeKind,
}

/// A field of a typed account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TypedField {
    /// The issuer.
    Issuer,
    /// The name.
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

/// The preview of a typed account.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TypedPreview {
    /// Its code now, for the user to compare with the issuer's or another device's.
    Code {
        /// The code.
        digits: String,
        /// The whole time for which it is the current one, in milliseconds; 0 with a counter.
        period_ms: u64,
        /// The rest of that time, in milliseconds, when this was written.
        remaining_ms: u64,
    },
    /// A field is empty and must not be.
    Missing {
        /// The field.
        field: TypedField,
    },
    /// A field breaks a rule.
    Wrong {
        /// The field.
        field: TypedField,
        /// Why.
        fault: crate::Fault,
    },
}

/// The fields of an account without a PIN that can be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountEdit {
    /// Its issuer; may be empty.
    pub issuer: String,
    /// Its name at the issuer; may be empty if there is an issuer.
    pub name: String,
    /// The hash: `SHA1`, `SHA256` or `SHA512`.
    pub algorithm: String,
    /// The length of a code: 4 to 10.
    pub digits: u8,
    /// How its codes are made.
    pub codes: CodeKind,
}
