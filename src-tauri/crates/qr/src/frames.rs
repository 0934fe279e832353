use std::time::Duration;

use image::GrayImage;

use super::budget::{Budget, Deadline};
use super::ladder::{Climber, DARK, LIGHT, half};
use super::{Scan, attempt, threshold};

/// The time for one frame, without its last step. A camera makes thirty frames a second.
const FRAME: Budget = Budget(Duration::from_millis(20));

/// Reads the frames of a camera, one after the other.
///
/// Each frame is read in the way that is likeliest to succeed, and in one of three other ways in turn: light on dark,
/// at half the size, with another threshold. So a frame stays cheap, and a code that is held still for a tenth of a
/// second is read in every way.
#[derive(Debug, Default)]
pub struct FrameScanner {
    /// The other way in which the next frame is read.
    other: OtherWay,
}

/// A way in which a frame is read in addition to the likeliest one.
#[derive(Clone, Copy, Debug, Default)]
enum OtherWay {
    /// Light on dark.
    #[default]
    Inverted,
    /// At half the size.
    Half,
    /// With the threshold of a window around each pixel.
    Window,
}

impl OtherWay {
    /// Gives the way for the next frame.
    fn next(self) -> Self {
        match self {
            Self::Inverted => Self::Half,
            Self::Half => Self::Window,
            Self::Window => Self::Inverted,
        }
    }
}

impl FrameScanner {
    /// Makes a scanner that has seen no frame yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Finds the QR codes in one frame. `luma` has a byte a pixel, 0 for black, row by row without gaps. `None` where
    /// it does not have `width` x `height` bytes.
    pub fn scan(&mut self, luma: &[u8], width: u32, height: u32) -> Option<Scan> {
        let whole = (width as usize).checked_mul(height as usize) == Some(luma.len());
        let frame = whole.then(|| GrayImage::from_raw(width, height, luma.to_vec())).flatten()?;
        let deadline = FRAME.starting_now();
        let mut climber = Climber::new(deadline);
        let other = self.other;
        self.other = other.next();
        if let Some(mut matrix) = threshold::blocks(&frame) {
            climber.take(attempt::main(&matrix, deadline), 1.0, DARK);
            if matches!(other, OtherWay::Inverted) && climber.found_none() {
                matrix.flip_self();
                climber.take(attempt::main(&matrix, deadline), 1.0, LIGHT);
            }
        }
        if climber.found_none() {
            read_other_way(&mut climber, other, &frame, deadline);
        }
        Some(climber.end(&frame))
    }
}

/// Reads a frame in the other way, if it is not read so already.
fn read_other_way(climber: &mut Climber, other: OtherWay, frame: &GrayImage, deadline: Deadline) {
    match other {
        OtherWay::Inverted => {}
        OtherWay::Half => {
            if let Some(half) = half(frame) {
                climber.blocks(&half, 2.0);
            }
        }
        OtherWay::Window => {
            if let Some(matrix) = threshold::window(frame, 20, 3) {
                climber.take(attempt::main(&matrix, deadline), 1.0, DARK);
            }
        }
    }
}
