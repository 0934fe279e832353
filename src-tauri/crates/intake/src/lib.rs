//! Reads accounts from foreign bytes: from QR codes, from texts and from a form.
//!
//! The bytes are written by strangers. Lengths are limited before memory is taken. Ambiguous input is refused, never
//! repaired, and each refusal names the broken rule. PAYLOADS.md says what is read.
//!
//! This crate does no input or output and has no clock. The caller decides whether a registration has expired. `lingpai-documents`
//! reads files in a separate process, and [`pipe`] describes the bytes between that process and the program.

mod candidate;
mod fault;
mod foreign;
pub mod key_uri;
mod migration;
pub mod pipe;
mod read;
mod transfer;
mod typed;

pub use candidate::Candidate;
pub use fault::{DocumentFault, FileFault, IntakeFault, ReaderFault};
pub use foreign::Foreign;
pub use key_uri::{Kind, UriFault, read_key_uri};
pub use migration::{Migration, MigrationFault, read_migration};
pub use read::{Reading, payloads, read_payload, read_text, readings};
// A caller that reads accounts from pictures needs no other crate.
pub use lingpai_qr::{
    Budget, Corners, Found, FrameScanner, Payload, PictureFault, Reason, Scan, picture, read_picture, scan_image,
    scan_picture,
};
pub use transfer::{PinSeal, Transfer, TransferFault, read_transfer};
pub use typed::{Described, TypedCodes, TypedFault, TypedField, TypedFields, TypedRule, described, typed};
