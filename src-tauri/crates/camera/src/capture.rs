use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use lingpai_frames::pipe::{Message, write};
use lingpai_frames::{CameraFault, CameraInfo};
use nokhwa::Camera;
use nokhwa::utils::{CameraIndex, RequestedFormat, RequestedFormatType};

use crate::convert::convert;
use crate::fault::fault;
use crate::format::{FORMATS, best, prepare};

/// Turns a camera on, and writes its frames until `closed`, a fault, or until nobody reads.
pub(crate) fn capture(
    index: CameraIndex,
    info: CameraInfo,
    closed: &AtomicBool,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut camera = match start(index) {
        Ok(camera) => camera,
        Err(fault) => return write(out, &Message::Fault(fault)),
    };
    write(out, &Message::Opened(info))?;
    let (size, format) = (camera.resolution(), camera.frame_format());
    while !closed.load(Ordering::Relaxed) {
        match camera.frame_raw() {
            Ok(bytes) => match convert(format, &bytes, size.width(), size.height()) {
                Some(frame) => write(out, &Message::Frame(frame))?,
                // The frame is damaged, and the next one comes soon. The program takes a camera that gives only damaged frames for a
                // stalled one.
                None => continue,
            },
            Err(error) => return write(out, &Message::Fault(fault(error))),
        }
    }
    Ok(())
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
