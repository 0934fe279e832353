use image::{GrayImage, RgbImage};

/// One frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Its brightness, at the camera's own size.
    pub luma: GrayImage,
    /// The same frame in colour, at a smaller size, for the page.
    pub preview: RgbImage,
}
