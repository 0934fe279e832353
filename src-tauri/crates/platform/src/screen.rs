use image::RgbImage;

/// What is on the screen now. It stays in memory.
pub enum Capture {
    /// All monitors, as they are.
    Monitors(Vec<MonitorPicture>),
    /// What the user chose in the system's own way: there is no other under Wayland.
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
    /// Nobody answers for the screen.
    #[error("there is no way to take a picture of this screen")]
    Absent,
    /// The system or the user refused.
    #[error("a picture of the screen was refused")]
    Denied,
    /// It failed.
    #[error("the picture of the screen failed")]
    Failed,
}

/// Takes a picture of every monitor; under Wayland the user chooses what, in the system's own way.
///
/// Blocks: under Wayland until the user has answered.
pub fn capture() -> Result<Capture, ScreenFault> {
    system::capture()
}

#[cfg(target_os = "linux")]
mod system {
    use super::{Capture, ScreenFault};

    pub(super) fn capture() -> Result<Capture, ScreenFault> {
        if std::env::var_os("WAYLAND_DISPLAY").is_some() {
            crate::portal::capture().map(Capture::Chosen)
        } else {
            crate::x11_screen::capture().map(Capture::Monitors)
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use image::DynamicImage;
    use xcap::Monitor;

    use super::{Capture, MonitorPicture, ScreenFault};

    pub(super) fn capture() -> Result<Capture, ScreenFault> {
        allowed()?;
        let monitors = Monitor::all().map_err(|_| ScreenFault::Failed)?;
        let pictures = monitors.iter().map(one).collect::<Result<Vec<_>, xcap::XCapError>>();
        match pictures {
            Ok(pictures) if pictures.is_empty() => Err(ScreenFault::Absent),
            Ok(pictures) => Ok(Capture::Monitors(pictures)),
            Err(_) => Err(ScreenFault::Failed),
        }
    }

    fn one(monitor: &Monitor) -> Result<MonitorPicture, xcap::XCapError> {
        let picture = DynamicImage::ImageRgba8(monitor.capture_image()?).into_rgb8();
        Ok(MonitorPicture { x: monitor.x()?, y: monitor.y()?, picture })
    }

    /// Without the user's leave macOS gives the wallpaper alone.
    #[cfg(target_os = "macos")]
    fn allowed() -> Result<(), ScreenFault> {
        let access = core_graphics::access::ScreenCaptureAccess;
        if access.preflight() || access.request() { Ok(()) } else { Err(ScreenFault::Denied) }
    }

    #[cfg(not(target_os = "macos"))]
    fn allowed() -> Result<(), ScreenFault> {
        Ok(())
    }
}
