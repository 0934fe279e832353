use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::Duration;

use image::{GrayImage, RgbImage};
use nokhwa::Camera;
use nokhwa::utils::{ApiBackend, CameraFormat, CameraIndex, FrameFormat, RequestedFormat, RequestedFormatType};

use crate::frame;

/// How long a camera may take to open: some wake slowly.
const OPENING: Duration = Duration::from_secs(10);
/// How long it may give no frame.
const STALLED: Duration = Duration::from_secs(5);
/// The pixels and frames a second that reading QR codes asks for: more of them cost more time than they help.
const WANTED: (u32, u32) = (1280, 720);
const RATE: u32 = 30;

/// The formats that [`frame::convert`] reads, the cheapest first.
pub(crate) const FORMATS: [FrameFormat; 6] = [
    FrameFormat::NV12,
    FrameFormat::YUYV,
    FrameFormat::GRAY,
    FrameFormat::RAWRGB,
    FrameFormat::RAWBGR,
    FrameFormat::MJPEG,
];

/// A camera of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameraInfo {
    /// Its place and its name: the name alone may be that of two.
    pub key: String,
    /// Its name as the system has it.
    pub name: String,
}

/// Why a camera gives no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CameraFault {
    /// There is none.
    #[error("this machine has no camera")]
    None,
    /// Another program has it.
    #[error("another program uses the camera")]
    Busy,
    /// The system does not let this program use it.
    #[error("the system does not let this program use the camera")]
    Denied,
    /// It was unplugged.
    #[error("the camera was unplugged")]
    Gone,
    /// It gives no frame.
    #[error("the camera gives no picture")]
    Stalled,
    /// Anything else, a format among it that is not read.
    #[error("the camera failed")]
    Failed,
}

/// One frame.
pub struct Frame {
    /// Its brightness, as large as the camera makes it.
    pub luma: GrayImage,
    /// The same in colour, 640 pixels wide at most, to be shown.
    pub preview: RgbImage,
}

/// A camera that is on, on a thread of its own, until this is dropped.
pub struct OpenCamera {
    info: CameraInfo,
    frames: Receiver<Result<Frame, CameraFault>>,
}

/// The cameras of this machine.
pub fn cameras() -> Result<Vec<CameraInfo>, CameraFault> {
    Ok(found()?.into_iter().map(|(_, info)| info).collect())
}

fn found() -> Result<Vec<(CameraIndex, CameraInfo)>, CameraFault> {
    allowed()?;
    let all = nokhwa::query(ApiBackend::Auto).map_err(|error| fault(&error.to_string()))?;
    let makes_pictures = |info: &nokhwa::utils::CameraInfo| makes_pictures(info.index());
    let named = |info: nokhwa::utils::CameraInfo| {
        let name = info.human_name();
        (info.index().clone(), CameraInfo { key: format!("{}:{name}", info.index()), name })
    };
    Ok(all.into_iter().filter(makes_pictures).map(named).collect())
}

impl OpenCamera {
    /// Turns on the camera of this key; else one of the same name, which was plugged in elsewhere; else the first.
    /// Returns when it is on.
    pub fn open(key: Option<&str>) -> Result<Self, CameraFault> {
        let cameras = found()?;
        let name = key.and_then(|key| key.split_once(':')).map(|(_, name)| name);
        let place = cameras.iter().position(|(_, info)| key == Some(info.key.as_str()));
        let place = place.or_else(|| cameras.iter().position(|(_, info)| name == Some(info.name.as_str())));
        let (index, info) = cameras.into_iter().nth(place.unwrap_or(0)).ok_or(CameraFault::None)?;
        // One frame waits at most: the newest are dropped while nobody takes them.
        let (frames_in, frames) = sync_channel(1);
        let (opened_in, opened) = sync_channel(1);
        let capture = move || {
            // The stream's own end may panic, as may a driver's answer that nobody expects.
            let run = catch_unwind(AssertUnwindSafe(|| run(index, &opened_in, &frames_in)));
            if run.is_err() {
                // A receiver that is gone needs no telling.
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

    /// Which one it is.
    pub fn info(&self) -> &CameraInfo {
        &self.info
    }

    /// Waits for the next frame. After a fault there is none.
    pub fn next(&self) -> Result<Frame, CameraFault> {
        match self.frames.recv_timeout(STALLED) {
            Ok(frame) => frame,
            Err(RecvTimeoutError::Timeout) => Err(CameraFault::Stalled),
            Err(RecvTimeoutError::Disconnected) => Err(CameraFault::Failed),
        }
    }
}

/// Has the camera make frames until nobody takes them any more.
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
            Ok(bytes) => match frame::convert(format, &bytes, size.width(), size.height()) {
                Some(frame) => frames.try_send(Ok(frame)),
                // A torn frame: the next one comes soon. A camera that makes no others counts as stalled.
                None => continue,
            },
            Err(error) => {
                frames.send(Err(fault(&error.to_string()))).ok();
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
    let failed = |error: nokhwa::NokhwaError| fault(&error.to_string());
    let any = RequestedFormat::with_formats(RequestedFormatType::None, &FORMATS);
    let mut camera = Camera::new(index, any).map_err(failed)?;
    if let Some(best) = best(&camera.compatible_camera_formats().map_err(failed)?) {
        let best = RequestedFormat::with_formats(RequestedFormatType::Exact(best), &FORMATS);
        camera.set_camera_requset(best).map_err(failed)?;
    }
    camera.open_stream().map_err(failed)?;
    Ok(camera)
}

/// Of all that a camera offers: enough frames a second first, then the size, then what is cheap to read.
fn best(offered: &[CameraFormat]) -> Option<CameraFormat> {
    let place = |format: &CameraFormat| FORMATS.iter().position(|known| *known == format.format());
    let readable = offered.iter().filter_map(|format| Some((format, place(format)?)));
    let badness = |(format, place): &(&CameraFormat, usize)| {
        let missing = RATE.saturating_sub(format.frame_rate());
        let size = format.width().abs_diff(WANTED.0) + format.height().abs_diff(WANTED.1);
        (missing / 10, size, missing, *place)
    };
    readable.min_by_key(badness).map(|(format, _)| *format)
}

/// What an error of the system means: nokhwa hands it on as text, with the system's own number in it.
fn fault(text: &str) -> CameraFault {
    const NUMBERS: [(&str, CameraFault); 8] = [
        // Linux: EBUSY, EACCES and EPERM, ENODEV, ENXIO and ENOENT.
        ("(os error 16)", CameraFault::Busy),
        ("(os error 13)", CameraFault::Denied),
        ("(os error 1)", CameraFault::Denied),
        ("(os error 19)", CameraFault::Gone),
        ("(os error 6)", CameraFault::Gone),
        ("(os error 2)", CameraFault::Gone),
        // Windows: E_ACCESSDENIED, MF_E_VIDEO_RECORDING_DEVICE_INVALIDATED.
        ("0x80070005", CameraFault::Denied),
        ("0xC00D3EA2", CameraFault::Gone),
    ];
    NUMBERS.iter().find(|(number, _)| text.contains(number)).map_or(CameraFault::Failed, |&(_, fault)| fault)
}

/// Puts a camera into a state that nokhwa opens: it refuses one whose present format or rate it does not know.
#[cfg(target_os = "linux")]
fn prepare(index: &CameraIndex) -> Result<(), CameraFault> {
    use v4l::video::Capture as _;
    use v4l::video::capture::Parameters;
    use v4l::{Device, FourCC};

    let CameraIndex::Index(number) = index else { return Ok(()) };
    let device = Device::new(*number as usize).map_err(|error| fault(&error.to_string()))?;
    let known = [b"YUYV", b"MJPG", b"NV12", b"GREY", b"RGB3", b"BGR3"].map(FourCC::new);
    let mut format = device.format().map_err(|error| fault(&error.to_string()))?;
    if !known.contains(&format.fourcc) {
        let offered = device.enum_formats().map_err(|error| fault(&error.to_string()))?;
        let usable = offered.into_iter().map(|offer| offer.fourcc).find(|fourcc| known.contains(fourcc));
        format.fourcc = usable.ok_or(CameraFault::Failed)?;
        device.set_format(&format).map_err(|error| fault(&error.to_string()))?;
    }
    // A camera that cannot change its rate keeps it; where nokhwa cannot take that either, it says so.
    device.set_params(&Parameters::with_fps(RATE)).ok();
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn prepare(_: &CameraIndex) -> Result<(), CameraFault> {
    Ok(())
}

/// Linux lists the nodes of a camera that give other things than pictures too.
#[cfg(target_os = "linux")]
fn makes_pictures(index: &CameraIndex) -> bool {
    use v4l::capability::Flags;

    let CameraIndex::Index(number) = index else { return true };
    match v4l::Device::new(*number as usize).and_then(|device| device.query_caps()) {
        Ok(found) => found.capabilities.contains(Flags::VIDEO_CAPTURE),
        // It may be one that this user may not open: to be said when it is chosen.
        Err(_) => true,
    }
}

#[cfg(not(target_os = "linux"))]
fn makes_pictures(_: &CameraIndex) -> bool {
    true
}

/// macOS asks the user once, and answers later.
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
    fn of_what_a_camera_offers_the_fitting_is_chosen() {
        let offer = |width, height, format, rate| CameraFormat::new_from(width, height, format, rate);
        let usual = [
            offer(640, 480, FrameFormat::YUYV, 30),
            offer(1280, 720, FrameFormat::YUYV, 10),
            offer(1280, 720, FrameFormat::MJPEG, 30),
            offer(1920, 1080, FrameFormat::MJPEG, 30),
        ];
        assert_eq!(best(&usual), Some(usual[2]), "a rate of 10 is too slow, and 1080 lines are more than needed");
        let quick = [offer(1280, 720, FrameFormat::MJPEG, 30), offer(1280, 720, FrameFormat::YUYV, 30)];
        assert_eq!(best(&quick), Some(quick[1]), "what needs no decoding");
        assert_eq!(best(&[]), None);
    }

    #[test]
    fn the_systems_numbers_are_told_apart() {
        assert_eq!(fault("Could not open device: Device or resource busy (os error 16)"), CameraFault::Busy);
        assert_eq!(fault("Permission denied (os error 13)"), CameraFault::Denied);
        assert_eq!(fault("No such device (os error 19)"), CameraFault::Gone);
        assert_eq!(fault("Invalid argument (os error 22)"), CameraFault::Failed);
    }
}
