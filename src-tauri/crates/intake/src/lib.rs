//! What foreign bytes say: a picture to the QR codes in it, a QR code's text to a candidate account.
//!
//! Everything here is written by strangers. Lengths are bounded before memory is taken, what is ambiguous is refused
//! rather than repaired, and each refusal names the rule that was broken. PAYLOADS.md says what is read. No input or
//! output; no clock but the one that ends a search in time: whether a registration has expired is for the caller to
//! say.

mod candidate;
mod document;
mod foreign;
pub mod key_uri;
mod migration;
mod transfer;
mod typed;

pub use candidate::{IntakeFault, Reading, read_file, read_payload, read_text, readings};
pub use document::DocumentFault;
pub use foreign::Foreign;
pub use key_uri::{Candidate, Kind, UriFault, read_key_uri};
pub use migration::{Migration, MigrationFault, read_migration};
// Who reads pictures for accounts needs no other crate.
pub use lingpai_qr::{
    Budget, Corners, Found, FrameScanner, Payload, PictureFault, Reason, Scan, picture, read_picture, scan_image,
    scan_picture,
};
pub use transfer::{PinSeal, Transfer, TransferFault, read_transfer};
pub use typed::{Described, TypedCodes, TypedFault, TypedField, TypedFields, TypedRule, described, typed};
