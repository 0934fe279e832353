use serde::{Deserialize, Serialize};
use ts_rs::{Config, TS};

use crate::{BatchView, Fault};

/// Names a camera towards the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CameraKey(pub String);

/// A camera.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CameraView {
    /// Its name for the commands.
    pub id: CameraKey,
    /// Its name as the system has it.
    pub name: String,
}

/// What goes before a frame's picture.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct FrameHead {
    /// The corners of each code seen, x and y four times, from the code's own upper left on, as fractions of the picture.
    pub codes: Vec<[f32; 8]>,
    /// Why what looks like a code could not be read.
    pub hint: Option<CameraHint>,
    /// Migrations of which a part was seen.
    pub batches: Vec<BatchView>,
    /// Whether something was found that waits for the user now: the camera is closed, and the page asks `intake`.
    pub found: bool,
    /// Why no further frame comes. No picture follows.
    pub ended: Option<Fault>,
}

/// What the user can do about a code that is seen and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CameraHint {
    /// It is too small: nearer.
    TooSmall,
    /// It is blurred: hold still, a little further away.
    Blurred,
    /// A part of it is outside.
    CutOff,
    /// It is too dark or too pale.
    TooDark,
    /// It is damaged or partly covered.
    Damaged,
    /// It was read, but it is no registration and no account.
    NotOurs,
}

/// A part of the picture under an overlay, as fractions of its width and height, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, TS)]
pub struct AreaInput {
    /// From the left edge.
    pub x: f64,
    /// From the upper edge.
    pub y: f64,
    /// To the right.
    pub width: f64,
    /// Down.
    pub height: f64,
}

/// The bytes of a picture, on their way to the page without being made text.
pub struct PictureBytes;

impl TS for PictureBytes {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &Config) -> String {
        "ArrayBuffer".to_owned()
    }

    fn inline(config: &Config) -> String {
        Self::name(config)
    }
}

/// Where the page takes the frames of a camera: to the page a function, on the way a channel of Tauri's.
pub struct FrameSink;

impl TS for FrameSink {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &Config) -> String {
        "(frame: ArrayBuffer) => void".to_owned()
    }

    fn inline(config: &Config) -> String {
        Self::name(config)
    }
}
