//! What foreign bytes say: a picture to the QR codes in it, a QR code's text to a candidate account.
//!
//! Everything here is written by strangers. Lengths are bounded before memory is taken, what is ambiguous is refused
//! rather than repaired, and each refusal names the rule that was broken. PAYLOADS.md says what is read. No input or
//! output, no clock: whether a registration has expired is for the caller to say.

mod candidate;
mod charset;
pub mod key_uri;
pub mod picture;
pub mod qr;

pub use candidate::{IntakeFault, read_candidate};
pub use key_uri::{Candidate, UriFault, read_key_uri};
pub use picture::{PictureFault, read_picture};
pub use qr::{Found, Payload};
