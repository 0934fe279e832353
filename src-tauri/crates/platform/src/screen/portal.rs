use std::fs;

use ashpd::desktop::screenshot::Screenshot;
use ashpd::{Error, PortalError, desktop::ResponseError};
use image::RgbImage;
use zeroize::Zeroizing;

use super::picture::ScreenFault;
use crate::process::Visible;

/// Lets the user choose a part of the screen in the desktop's own way (org.freedesktop.portal.Screenshot).
///
/// The desktop writes a file, most often in memory, and the portal gives its name. The file is deleted at once.
pub(super) fn capture() -> Result<RgbImage, ScreenFault> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|_| ScreenFault::Failed)?;
    let visible = Visible::begin();
    let path = runtime.block_on(ask()).map_err(|error| fault(&error))?.ok_or(ScreenFault::Failed)?;
    drop(visible);
    let read = fs::read(&path).map(Zeroizing::new);
    // If the file cannot be deleted, it stays with the desktop. The picture is read all the same.
    fs::remove_file(&path).ok();
    let picture = image::load_from_memory(&read.map_err(|_| ScreenFault::Failed)?);
    picture.map(image::DynamicImage::into_rgb8).map_err(|_| ScreenFault::Failed)
}

async fn ask() -> Result<Option<std::path::PathBuf>, Error> {
    let asked = Screenshot::request().interactive(true).modal(true).send().await?;
    let uri = asked.response()?;
    Ok(url::Url::parse(uri.uri().as_str()).ok().and_then(|uri| uri.to_file_path().ok()))
}

#[allow(clippy::wildcard_enum_match_arm, reason = "the library's list of errors is open")]
fn fault(error: &Error) -> ScreenFault {
    match error {
        Error::Response(ResponseError::Cancelled) | Error::Portal(PortalError::NotAllowed(_)) => ScreenFault::Denied,
        Error::PortalNotFound(_) | Error::Zbus(_) | Error::RequiresVersion(..) => ScreenFault::Absent,
        _ => ScreenFault::Failed,
    }
}
