//! Pictures of the screen.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod native;
mod picture;
#[cfg(target_os = "linux")]
mod portal;
#[cfg(target_os = "linux")]
mod x11;

pub use picture::{Capture, MonitorArea, MonitorPicture, ScreenFault};

/// Takes a picture of every monitor. Under Wayland the user chooses the part, in the desktop's own way.
///
/// Blocks under Wayland until the user has answered.
pub fn capture() -> Result<Capture, ScreenFault> {
    #[cfg(target_os = "linux")]
    return linux::capture();
    #[cfg(not(target_os = "linux"))]
    return native::capture();
}
