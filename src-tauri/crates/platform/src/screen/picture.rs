use image::RgbImage;

/// What is on the screen now. It stays in memory.
pub enum Capture {
    /// All monitors, as they are.
    Monitors(Vec<MonitorPicture>),
    /// The part that the user chose in the desktop's own way. Wayland has no other.
    Chosen(RgbImage),
}

/// One monitor and what is on it.
pub struct MonitorPicture {
    /// Its left edge, in pixels of the whole desktop.
    pub x: i32,
    /// Its upper edge.
    pub y: i32,
    /// Its picture, in its own pixels.
    pub picture: RgbImage,
}

/// Why there is no picture of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScreenFault {
    /// No program of the system gives pictures of the screen.
    #[error("there is no way to take a picture of this screen")]
    Absent,
    /// The system or the user refused.
    #[error("a picture of the screen was refused")]
    Denied,
    /// It failed.
    #[error("the picture of the screen failed")]
    Failed,
}
