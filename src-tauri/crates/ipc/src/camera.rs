use serde::{Deserialize, Serialize};
use ts_rs::{Config, TS};

use crate::{BatchView, Fault};

/// The name of a camera in the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CameraKey(pub String);

/// A camera.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CameraView {
    /// Its name for the commands.
    pub id: CameraKey,
    /// Its name as the system gives it.
    pub name: String,
}

/// The head of a frame, which comes before its picture.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct FrameHead {
    /// The corners of each code that is seen: x and y four times, from the code's own upper left, as fractions of the picture.
    pub codes: Vec<[f32; 8]>,
    /// Why a code that is seen could not be read.
    pub hint: Option<CameraHint>,
    /// The migrations that were seen in part.
    pub batches: Vec<BatchView>,
    /// Whether something was found: the camera is closed, and the page asks `intake`.
    pub found: bool,
    /// Why no further frame comes. No picture follows.
    pub ended: Option<Fault>,
}

/// Why a code that is seen is not read, and what the user can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CameraHint {
    /// It is too small: hold it nearer.
    TooSmall,
    /// It is blurred: hold it still, and a little further away.
    Blurred,
    /// A part of it is outside of the picture.
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
    /// The distance from the left edge.
    pub x: f64,
    /// The distance from the upper edge.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

/// The bytes of a picture, which cross to the page as they are.
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

/// The receiver of a camera's frames: a function of the page, which Tauri calls through a channel.
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
