//! Finds the QR codes in a picture and gives their payloads. The search is a ladder of attempts, the cheapest first,
//! and each of them is limited.
//!
//! [`scan`] reads a still picture within a [`Budget`]. A [`FrameScanner`] reads the frames of a camera. Every payload
//! has passed the error correction of its code. The caller says what a payload means: this crate knows no account.

mod attempt;
mod budget;
pub mod charset;
mod cores;
mod corners;
mod equaliser;
mod finder;
mod frames;
mod ladder;
mod layout;
mod mesh;
mod pairs;
mod patch;
mod patient;
mod payload;
pub mod picture;
mod reason;
mod solomon;
mod symbol;
mod threshold;
mod timing;
mod warp;

pub use budget::Budget;
pub use corners::Corners;
pub use frames::FrameScanner;
pub use ladder::scan;
pub use payload::{Found, Payload, Scan};
pub use picture::{PictureFault, read_picture, scan_bitmap, scan_image, scan_picture};
pub use reason::Reason;
