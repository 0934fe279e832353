//! A picture to the payloads of the QR codes in it: a ladder of attempts, cheapest first, each of them bounded.
//!
//! A still picture climbs the ladder with [`scan`], for as long as its [`Budget`] lasts; the frames of a camera go through
//! a [`FrameScanner`]. The error correction of a code vouches for what is reported. What a payload means is for the
//! caller to say: this crate knows no account.

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
pub use picture::{PictureFault, read_picture, scan_image, scan_picture};
pub use reason::Reason;
