//! Pictures of the screen on Windows and macOS.

use image::DynamicImage;
use xcap::Monitor;

use super::picture::{Capture, MonitorArea, MonitorPicture, ScreenFault};

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
    // xcap counts as the system does. On a macOS screen with two pixels a point, the picture is twice as wide.
    let area = MonitorArea { x: monitor.x()?, y: monitor.y()?, width: monitor.width()?, height: monitor.height()? };
    Ok(MonitorPicture { area, picture })
}

/// Asks for the user's permission. Without it macOS shows only the wallpaper.
#[cfg(target_os = "macos")]
fn allowed() -> Result<(), ScreenFault> {
    let access = core_graphics::access::ScreenCaptureAccess;
    if access.preflight() || access.request() { Ok(()) } else { Err(ScreenFault::Denied) }
}

#[cfg(not(target_os = "macos"))]
fn allowed() -> Result<(), ScreenFault> {
    Ok(())
}
