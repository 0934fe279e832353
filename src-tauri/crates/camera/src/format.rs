use lingpai_frames::CameraFault;
use nokhwa::utils::{CameraFormat, CameraIndex, FrameFormat};

#[cfg(target_os = "linux")]
use crate::fault::fault;

/// The pixels and frames per second for reading QR codes. More of them would cost more time than they help.
const WANTED: (u32, u32) = (1280, 720);
const RATE: u32 = 30;

/// The formats that a frame can be made from, the cheapest first.
pub(crate) const FORMATS: [FrameFormat; 6] = [
    FrameFormat::NV12,
    FrameFormat::YUYV,
    FrameFormat::GRAY,
    FrameFormat::RAWRGB,
    FrameFormat::RAWBGR,
    FrameFormat::MJPEG,
];

/// Gives the best of these formats: first enough frames per second, then the size, then the cheapest format.
pub(crate) fn best(offered: &[CameraFormat]) -> Option<CameraFormat> {
    let place = |format: &CameraFormat| FORMATS.iter().position(|known| *known == format.format());
    let readable = offered.iter().filter_map(|format| Some((format, place(format)?)));
    let badness = |(format, place): &(&CameraFormat, usize)| {
        let missing = RATE.saturating_sub(format.frame_rate());
        let size = format.width().abs_diff(WANTED.0) + format.height().abs_diff(WANTED.1);
        (missing / 10, size, missing, *place)
    };
    readable.min_by_key(badness).map(|(format, _)| *format)
}

/// Puts a camera into a state that nokhwa can open. nokhwa refuses a camera whose present format or rate is unknown to
/// it.
#[cfg(target_os = "linux")]
pub(crate) fn prepare(index: &CameraIndex) -> Result<(), CameraFault> {
    use v4l::video::Capture as _;
    use v4l::video::capture::Parameters;
    use v4l::{Device, FourCC};

    let CameraIndex::Index(number) = index else { return Ok(()) };
    let device = Device::new(*number as usize).map_err(fault)?;
    let known = [b"YUYV", b"MJPG", b"NV12", b"GREY", b"RGB3", b"BGR3"].map(FourCC::new);
    let mut format = device.format().map_err(fault)?;
    if !known.contains(&format.fourcc) {
        let offered = device.enum_formats().map_err(fault)?;
        let usable = offered.into_iter().map(|offer| offer.fourcc).find(|fourcc| known.contains(fourcc));
        format.fourcc = usable.ok_or(CameraFault::Failed)?;
        device.set_format(&format).map_err(fault)?;
    }
    // A camera that cannot change its rate keeps it. nokhwa reports a fault if it cannot open that.
    device.set_params(&Parameters::with_fps(RATE)).ok();
    Ok(())
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare(_: &CameraIndex) -> Result<(), CameraFault> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_the_offered_formats_is_chosen() {
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
}
