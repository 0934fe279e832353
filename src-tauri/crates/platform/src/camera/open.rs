use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::Duration;

use nokhwa::Camera;
use nokhwa::utils::{CameraIndex, RequestedFormat, RequestedFormatType};

use super::fault::{CameraFault, fault};
use super::format::{FORMATS, best, prepare};
use super::frame::{Frame, convert};
use super::list::{CameraInfo, found};

/// How long a camera may take to open. Some wake slowly.
const OPENING: Duration = Duration::from_secs(10);
/// How long a camera may go without a frame.
const STALLED: Duration = Duration::from_secs(5);

/// A camera that is on, on a thread of its own, until this value is dropped.
pub struct OpenCamera {
    info: CameraInfo,
    frames: Receiver<Result<Frame, CameraFault>>,
}

impl OpenCamera {
    /// Turns on the camera with this key. If it is gone, takes a camera with the same name, which was plugged in at
    /// another place, or else the first camera. Returns when the camera is on.
    pub fn open(key: Option<&str>) -> Result<Self, CameraFault> {
        let cameras = found()?;
        let name = key.and_then(|key| key.split_once(':')).map(|(_, name)| name);
        let place = cameras.iter().position(|(_, info)| key == Some(info.key.as_str()));
        let place = place.or_else(|| cameras.iter().position(|(_, info)| name == Some(info.name.as_str())));
        let (index, info) = cameras.into_iter().nth(place.unwrap_or(0)).ok_or(CameraFault::None)?;
        // At most one frame waits. Newer frames are dropped until it is taken.
        let (frames_in, frames) = sync_channel(1);
        let (opened_in, opened) = sync_channel(1);
        let capture = move || {
            // Ending the stream may panic, and so may an unexpected answer from the driver.
            let run = catch_unwind(AssertUnwindSafe(|| run(index, &opened_in, &frames_in)));
            if run.is_err() {
                // If the receiver is gone, nobody waits for this.
                opened_in.try_send(Err(CameraFault::Failed)).ok();
                frames_in.send(Err(CameraFault::Failed)).ok();
            }
        };
        thread::Builder::new().name("camera".to_owned()).spawn(capture).map_err(|_| CameraFault::Failed)?;
        match opened.recv_timeout(OPENING) {
            Ok(opened) => opened.map(|()| Self { info, frames }),
            Err(RecvTimeoutError::Timeout) => Err(CameraFault::Stalled),
            Err(RecvTimeoutError::Disconnected) => Err(CameraFault::Failed),
        }
    }

    /// Gives the camera that is on.
    pub fn info(&self) -> &CameraInfo {
        &self.info
    }

    /// Waits for the next frame. After a fault there are no more.
    pub fn next(&self) -> Result<Frame, CameraFault> {
        match self.frames.recv_timeout(STALLED) {
            Ok(frame) => frame,
            Err(RecvTimeoutError::Timeout) => Err(CameraFault::Stalled),
            Err(RecvTimeoutError::Disconnected) => Err(CameraFault::Failed),
        }
    }
}

/// Takes frames from the camera until the receiver is gone.
fn run(
    index: CameraIndex,
    opened: &SyncSender<Result<(), CameraFault>>,
    frames: &SyncSender<Result<Frame, CameraFault>>,
) {
    let mut camera = match start(index) {
        Ok(camera) => camera,
        Err(fault) => {
            opened.try_send(Err(fault)).ok();
            return;
        }
    };
    if opened.try_send(Ok(())).is_err() {
        return;
    }
    let (size, format) = (camera.resolution(), camera.frame_format());
    loop {
        let sent = match camera.frame_raw() {
            Ok(bytes) => match convert(format, &bytes, size.width(), size.height()) {
                Some(frame) => frames.try_send(Ok(frame)),
                // The frame is damaged, and the next one comes soon. A camera that gives only damaged frames counts as
                // stalled.
                None => continue,
            },
            Err(error) => {
                frames.send(Err(fault(error))).ok();
                return;
            }
        };
        if matches!(sent, Err(TrySendError::Disconnected(_))) {
            return;
        }
    }
}

fn start(index: CameraIndex) -> Result<Camera, CameraFault> {
    prepare(&index)?;
    let any = RequestedFormat::with_formats(RequestedFormatType::None, &FORMATS);
    let mut camera = Camera::new(index, any).map_err(fault)?;
    if let Some(best) = best(&camera.compatible_camera_formats().map_err(fault)?) {
        let best = RequestedFormat::with_formats(RequestedFormatType::Exact(best), &FORMATS);
        camera.set_camera_requset(best).map_err(fault)?;
    }
    camera.open_stream().map_err(fault)?;
    Ok(camera)
}
