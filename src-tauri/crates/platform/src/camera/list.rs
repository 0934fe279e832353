#[cfg(target_os = "macos")]
use std::sync::mpsc::sync_channel;
#[cfg(target_os = "macos")]
use std::time::Duration;

use nokhwa::utils::{ApiBackend, CameraIndex};

use super::fault::{CameraFault, fault};

/// A camera of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameraInfo {
    /// Its place and its name, because two cameras may have the same name.
    pub key: String,
    /// Its name as the system gives it.
    pub name: String,
}

/// Lists the cameras of this machine.
pub fn cameras() -> Result<Vec<CameraInfo>, CameraFault> {
    Ok(found()?.into_iter().map(|(_, info)| info).collect())
}

/// Lists the cameras of this machine, each with its place.
pub(super) fn found() -> Result<Vec<(CameraIndex, CameraInfo)>, CameraFault> {
    allowed()?;
    let all = nokhwa::query(ApiBackend::Auto).map_err(fault)?;
    let makes_pictures = |info: &nokhwa::utils::CameraInfo| makes_pictures(info.index());
    let named = |info: nokhwa::utils::CameraInfo| {
        let name = info.human_name();
        (info.index().clone(), CameraInfo { key: format!("{}:{name}", info.index()), name })
    };
    Ok(all.into_iter().filter(makes_pictures).map(named).collect())
}

/// Whether a node gives pictures. Linux also lists nodes of a camera that give something else.
#[cfg(target_os = "linux")]
fn makes_pictures(index: &CameraIndex) -> bool {
    use v4l::capability::Flags;

    let CameraIndex::Index(number) = index else { return true };
    match v4l::Device::new(*number as usize).and_then(|device| device.query_caps()) {
        Ok(found) => found.capabilities.contains(Flags::VIDEO_CAPTURE),
        // Perhaps this user may not open it. That is reported when the camera is chosen.
        Err(_) => true,
    }
}

#[cfg(not(target_os = "linux"))]
fn makes_pictures(_: &CameraIndex) -> bool {
    true
}

/// Asks for permission on macOS. The system asks the user once, and the answer comes later.
#[cfg(target_os = "macos")]
fn allowed() -> Result<(), CameraFault> {
    if nokhwa::nokhwa_check() {
        return Ok(());
    }
    let (answer_in, answer) = sync_channel(1);
    nokhwa::nokhwa_initialize(move |granted| {
        answer_in.try_send(granted).ok();
    });
    // The question stays on the screen until the user has answered it.
    match answer.recv_timeout(Duration::from_mins(2)) {
        Ok(true) => Ok(()),
        Ok(false) | Err(_) => Err(CameraFault::Denied),
    }
}

#[cfg(not(target_os = "macos"))]
fn allowed() -> Result<(), CameraFault> {
    Ok(())
}
