use image::RgbImage;

/// The present content of the screen. It stays in memory.
pub enum Capture {
    /// All monitors in full.
    Monitors(Vec<MonitorPicture>),
    /// The part that the user chose in the desktop's own way. Wayland offers nothing else.
    Chosen(RgbImage),
}

/// The place of a monitor on the desktop: in points on macOS, in pixels elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonitorArea {
    /// Its left edge.
    pub x: i32,
    /// Its upper edge.
    pub y: i32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// One monitor and its content.
pub struct MonitorPicture {
    /// Where it is.
    pub area: MonitorArea,
    /// Its picture, in its own pixels.
    pub picture: RgbImage,
}

/// Why there is no picture of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScreenFault {
    /// No program of the system takes pictures of the screen.
    #[error("there is no way to take a picture of this screen")]
    Absent,
    /// The system or the user refused.
    #[error("a picture of the screen was refused")]
    Denied,
    /// The picture could not be taken.
    #[error("the picture of the screen failed")]
    Failed,
}
