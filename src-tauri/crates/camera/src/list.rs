#[cfg(target_os = "macos")]
use std::sync::mpsc::sync_channel;
#[cfg(target_os = "macos")]
use std::time::Duration;

use lingpai_frames::{CameraFault, CameraInfo};
use nokhwa::utils::{ApiBackend, CameraIndex};

use crate::fault::fault;

/// A camera, and how nokhwa finds it.
pub(crate) type Found = (CameraIndex, CameraInfo);

/// Lists the cameras of this machine, each with its place.
pub(crate) fn found() -> Result<Vec<Found>, CameraFault> {
    allowed()?;
    let all = nokhwa::query(ApiBackend::Auto).map_err(fault)?;
    let makes_pictures = |info: &nokhwa::utils::CameraInfo| makes_pictures(info.index());
    let named = |info: nokhwa::utils::CameraInfo| {
        let name = info.human_name();
        (info.index().clone(), CameraInfo { key: format!("{}:{name}", info.index()), name })
    };
    Ok(all.into_iter().filter(makes_pictures).map(named).collect())
}

/// Chooses the camera with this key. If it is gone, chooses a camera with the same name, which was plugged in at another place, or else
/// the first camera. `None` if there is no camera.
pub(crate) fn chosen(cameras: Vec<Found>, key: Option<&str>) -> Option<Found> {
    let name = key.and_then(|key| key.split_once(':')).map(|(_, name)| name);
    let place = cameras.iter().position(|(_, info)| key == Some(info.key.as_str()));
    let place = place.or_else(|| cameras.iter().position(|(_, info)| name == Some(info.name.as_str())));
    cameras.into_iter().nth(place.unwrap_or(0))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_camera_is_found_again_at_another_place() {
        let cameras = || {
            let camera = |place, name: &str| {
                let info = CameraInfo { key: format!("{place}:{name}"), name: name.to_owned() };
                (CameraIndex::Index(place), info)
            };
            vec![camera(0, "built in"), camera(2, "USB"), camera(4, "USB")]
        };
        let place = |key| chosen(cameras(), key).map(|(index, _)| index.as_index().expect("a number"));
        assert_eq!([place(Some("4:USB")), place(Some("9:USB"))], [Some(4), Some(2)]);
        assert_eq!([place(Some("9:gone")), place(Some("")), place(None)], [Some(0); 3]);
        assert_eq!(chosen(vec![], Some("4:USB")), None);
    }
}
