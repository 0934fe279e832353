//! The QR codes in a picture's brightness: a ladder of attempts, cheapest first, each of them bounded.
//!
//! A still picture climbs the ladder with [`scan`], as far as its [`Budget`] lasts; frames of a camera go through a
//! [`FrameScanner`]. What is reported was vouched for by the error correction of its code.

mod attempt;
mod budget;
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
mod reason;
mod solomon;
mod symbol;
mod threshold;
mod timing;
mod warp;

use image::GrayImage;

pub use budget::Budget;
pub use corners::Corners;
pub use frames::FrameScanner;
pub use payload::{Found, Payload, Scan};
pub use reason::Reason;

/// Finds the QR codes in `luma`, a byte a pixel, 0 for black, row by row without gaps; dark on light and light on dark.
///
/// The search ends when all that looks like a code was read, or when the budget is spent. `None` where the bytes are
/// not `width` x `height`.
pub fn scan(luma: Vec<u8>, width: u32, height: u32, budget: Budget) -> Option<Scan> {
    let whole = (width as usize).checked_mul(height as usize) == Some(luma.len());
    whole.then(|| GrayImage::from_raw(width, height, luma)).flatten().map(|picture| climb(picture, budget))
}

pub(crate) fn climb(picture: GrayImage, budget: Budget) -> Scan {
    ladder::climb(&picture, budget.starting_now())
}
