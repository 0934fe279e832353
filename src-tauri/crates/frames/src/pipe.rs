//! The bytes that `lingpai-camera` writes on its standard output. Numbers are big-endian.
//!
//! A message begins with its kind. A text is its length in two bytes, and its bytes in UTF-8. A picture is its width and its
//! height in two bytes each, and its pixels. The process ends when its standard input is closed.

use std::io::{self, Read, Write};

use image::{GrayImage, ImageBuffer, Pixel};

use crate::{CameraFault, CameraInfo, Frame};

/// The first argument that has the process list the cameras.
pub const LIST: &str = "list";
/// The first argument that has it open a camera. The second one is the camera's key, if there is one.
pub const OPEN: &str = "open";

/// What the process says.
#[derive(Debug, PartialEq, Eq)]
pub enum Message {
    /// All cameras. It is the only message after [`LIST`], unless there is a fault.
    Listed(Vec<CameraInfo>),
    /// This camera is on. It is the first message after [`OPEN`], unless there is a fault.
    Opened(CameraInfo),
    /// The next frame.
    Frame(Frame),
    /// Why there is nothing. It is the last message.
    Fault(CameraFault),
}

const LISTED: u8 = 1;
const OPENED: u8 = 2;
const FRAME: u8 = 3;
/// The first of the faults. Each of them is a kind of its own.
const FAULT: u8 = 16;

/// The most cameras in a list.
const CAMERAS: usize = 64;
/// The most bytes of a text.
const TEXT: usize = 4096;
/// The most pixels of a picture on each side.
const SIDE: u32 = 8192;

/// Writes a message.
///
/// # Errors
///
/// Nobody reads, or the message is larger than a message may be.
pub fn write(to: &mut impl Write, message: &Message) -> io::Result<()> {
    match message {
        Message::Listed(cameras) => {
            let count = u8::try_from(cameras.len()).ok().filter(|count| usize::from(*count) <= CAMERAS);
            to.write_all(&[LISTED, count.ok_or(io::ErrorKind::InvalidInput)?])?;
            cameras.iter().try_for_each(|camera| write_camera(to, camera))?;
        }
        Message::Opened(camera) => {
            to.write_all(&[OPENED])?;
            write_camera(to, camera)?;
        }
        Message::Frame(Frame { luma, preview }) => {
            to.write_all(&[FRAME])?;
            write_picture(to, luma)?;
            write_picture(to, preview)?;
        }
        Message::Fault(fault) => {
            let place = CameraFault::ALL.iter().position(|one| one == fault).expect("all faults are listed");
            to.write_all(&[FAULT + u8::try_from(place).expect("there are few faults")])?;
        }
    }
    to.flush()
}

/// Reads the next message.
///
/// # Errors
///
/// The process has ended, or these bytes are no message.
pub fn read(from: &mut impl Read) -> io::Result<Message> {
    match number(from)? {
        LISTED => {
            let count = usize::from(number(from)?);
            if count > CAMERAS {
                return Err(io::ErrorKind::InvalidData.into());
            }
            (0..count).map(|_| read_camera(from)).collect::<io::Result<_>>().map(Message::Listed)
        }
        OPENED => read_camera(from).map(Message::Opened),
        FRAME => Ok(Message::Frame(Frame { luma: read_luma(from)?, preview: read_picture(from)? })),
        kind => {
            let fault = kind.checked_sub(FAULT).and_then(|place| CameraFault::ALL.get(usize::from(place)));
            fault.copied().map(Message::Fault).ok_or_else(|| io::ErrorKind::InvalidData.into())
        }
    }
}

fn write_camera(to: &mut impl Write, camera: &CameraInfo) -> io::Result<()> {
    for text in [&camera.key, &camera.name] {
        let len = u16::try_from(text.len()).ok().filter(|len| usize::from(*len) <= TEXT);
        to.write_all(&len.ok_or(io::ErrorKind::InvalidInput)?.to_be_bytes())?;
        to.write_all(text.as_bytes())?;
    }
    Ok(())
}

fn read_camera(from: &mut impl Read) -> io::Result<CameraInfo> {
    Ok(CameraInfo { key: read_text(from)?, name: read_text(from)? })
}

fn read_text(from: &mut impl Read) -> io::Result<String> {
    let mut len = [0; 2];
    from.read_exact(&mut len)?;
    let len = usize::from(u16::from_be_bytes(len));
    if len > TEXT {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = vec![0; len];
    from.read_exact(&mut bytes)?;
    String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn write_picture<P: Pixel<Subpixel = u8>>(to: &mut impl Write, picture: &ImageBuffer<P, Vec<u8>>) -> io::Result<()> {
    for side in [picture.width(), picture.height()] {
        let side = u16::try_from(side).ok().filter(|side| u32::from(*side) <= SIDE);
        to.write_all(&side.ok_or(io::ErrorKind::InvalidInput)?.to_be_bytes())?;
    }
    // EXPOSE: a frame may show a registration. It goes to the program that has started this process.
    to.write_all(picture.as_raw())
}

fn read_luma(from: &mut impl Read) -> io::Result<GrayImage> {
    read_picture(from)
}

fn read_picture<P: Pixel<Subpixel = u8>>(from: &mut impl Read) -> io::Result<ImageBuffer<P, Vec<u8>>> {
    let mut sides = [0; 4];
    from.read_exact(&mut sides)?;
    let [width, height] = [[sides[0], sides[1]], [sides[2], sides[3]]].map(|side| u32::from(u16::from_be_bytes(side)));
    if width > SIDE || height > SIDE {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut pixels = vec![0; width as usize * height as usize * usize::from(P::CHANNEL_COUNT)];
    from.read_exact(&mut pixels)?;
    ImageBuffer::from_raw(width, height, pixels).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

fn number(from: &mut impl Read) -> io::Result<u8> {
    let mut byte = [0];
    from.read_exact(&mut byte)?;
    Ok(byte[0])
}

#[cfg(test)]
mod tests {
    use image::{Luma, Rgb, RgbImage};

    use super::*;

    fn camera(name: &str) -> CameraInfo {
        CameraInfo { key: format!("0:{name}"), name: name.to_owned() }
    }

    fn frame() -> Frame {
        Frame {
            luma: GrayImage::from_fn(6, 4, |x, y| Luma([x as u8 * 10 + y as u8])),
            preview: RgbImage::from_pixel(3, 2, Rgb([1, 2, 3])),
        }
    }

    fn all() -> Vec<Message> {
        let mut all = vec![
            Message::Listed(vec![]),
            Message::Listed(vec![camera("前置鏡頭"), camera("")]),
            Message::Opened(camera("USB")),
            Message::Frame(frame()),
        ];
        all.extend(CameraFault::ALL.map(Message::Fault));
        all
    }

    #[test]
    fn what_is_written_is_read() {
        let mut bytes = Vec::new();
        all().iter().for_each(|message| write(&mut bytes, message).expect("written"));
        let mut from = bytes.as_slice();
        for message in all() {
            assert_eq!(read(&mut from).expect("a message"), message);
        }
        assert!(from.is_empty() && read(&mut from).is_err());
    }

    #[test]
    fn a_message_that_is_cut_off_is_none() {
        for message in all() {
            let mut bytes = Vec::new();
            write(&mut bytes, &message).expect("written");
            for end in 0..bytes.len() {
                assert!(read(&mut &bytes[..end]).is_err(), "{message:?} to {end}");
            }
        }
    }

    #[test]
    fn nothing_is_larger_than_it_may_be() {
        let far = CameraFault::ALL.len() as u8 + FAULT;
        let broken: [&[u8]; 6] =
            [&[0], &[4], &[far], &[LISTED, 65], &[OPENED, 0xff, 0xff], &[FRAME, 0x20, 0x01, 0x00, 0x01]];
        for bytes in broken {
            let padded = [bytes, &[0; 99]].concat();
            let error = read(&mut padded.as_slice()).expect_err("no message");
            assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{bytes:?}");
        }
        let long = CameraInfo { key: "x".repeat(TEXT + 1), name: String::new() };
        assert!(write(&mut io::sink(), &Message::Opened(long.clone())).is_err());
        assert!(write(&mut io::sink(), &Message::Listed(vec![camera("x"); CAMERAS + 1])).is_err());
        let wide = Frame { luma: GrayImage::new(SIDE + 1, 1), ..frame() };
        assert!(write(&mut io::sink(), &Message::Frame(wide)).is_err());
    }

    #[test]
    fn a_missing_library_is_told_from_other_ends() {
        let missing = 0xC000_0135_u32.cast_signed();
        let codes = [Some(missing), Some(1), Some(0), None];
        use CameraFault::{Failed, NoMedia};
        assert_eq!(codes.map(CameraFault::of_exit), [NoMedia, Failed, Failed, Failed]);
    }
}
