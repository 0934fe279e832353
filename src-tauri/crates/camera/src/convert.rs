use image::{GrayImage, ImageFormat, Rgb, RgbImage};
use lingpai_frames::Frame;
use nokhwa::utils::FrameFormat;

/// The most pixels that the preview is wide.
const PREVIEW: u32 = 640;

/// Makes a frame of `width` x `height` from a camera's bytes. `None` if they are not such a frame.
pub(crate) fn convert(format: FrameFormat, bytes: &[u8], width: u32, height: u32) -> Option<Frame> {
    if width < 2 || height < 2 {
        return None;
    }
    match format {
        FrameFormat::MJPEG => from_jpeg(bytes, width, height),
        FrameFormat::YUYV => {
            let rows = Rows::of(bytes, width, height, 2)?;
            let luma = rows.luma(|row, luma| {
                luma.iter_mut().zip(row.chunks_exact(2)).for_each(|(to, from)| *to = from[0]);
            })?;
            Some(with_preview(luma, |x, y| {
                let pair = &rows.row(y)[(x as usize / 2) * 4..][..4];
                colour(rows.row(y)[x as usize * 2], pair[1], pair[3])
            }))
        }
        FrameFormat::NV12 => {
            let rows = Rows::of(bytes, width, height + height / 2, 1)?;
            let rows = Rows { height, ..rows };
            let luma = rows.luma(|row, luma| luma.copy_from_slice(&row[..luma.len()]))?;
            Some(with_preview(luma, |x, y| {
                let pair = &rows.row(height + y.min(height - 2) / 2)[(x as usize / 2) * 2..][..2];
                colour(rows.row(y)[x as usize], pair[0], pair[1])
            }))
        }
        FrameFormat::GRAY => {
            let rows = Rows::of(bytes, width, height, 1)?;
            let luma = rows.luma(|row, luma| luma.copy_from_slice(&row[..luma.len()]))?;
            Some(with_preview(luma, |x, y| Rgb([rows.row(y)[x as usize]; 3])))
        }
        FrameFormat::RAWRGB => from_rgb(bytes, width, height, |pixel| [pixel[0], pixel[1], pixel[2]]),
        FrameFormat::RAWBGR => from_rgb(bytes, width, height, |pixel| [pixel[2], pixel[1], pixel[0]]),
    }
}

/// The rows of a frame. The driver's rows may be longer than the frame's.
struct Rows<'b> {
    bytes: &'b [u8],
    stride: usize,
    width: u32,
    height: u32,
}

impl<'b> Rows<'b> {
    fn of(bytes: &'b [u8], width: u32, height: u32, per_pixel: usize) -> Option<Self> {
        let (least, rows) = ((width as usize).checked_mul(per_pixel)?, height as usize);
        // A driver's buffer may be longer than the frame. So rows count as padded only if the buffer divides into whole
        // rows, with at most a cache line of padding each.
        let padded = bytes.len() / rows;
        let stride =
            if bytes.len().is_multiple_of(rows) && (least..=least + 64).contains(&padded) { padded } else { least };
        (bytes.len() >= stride.checked_mul(rows)?).then_some(Self { bytes, stride, width, height })
    }

    fn row(&self, y: u32) -> &'b [u8] {
        &self.bytes[y as usize * self.stride..][..self.stride]
    }

    fn luma(&self, copy: impl Fn(&[u8], &mut [u8])) -> Option<GrayImage> {
        let mut luma = vec![0; self.width as usize * self.height as usize];
        for (y, to) in (0..self.height).zip(luma.chunks_exact_mut(self.width as usize)) {
            copy(self.row(y), to);
        }
        GrayImage::from_raw(self.width, self.height, luma)
    }
}

fn from_rgb(bytes: &[u8], width: u32, height: u32, order: impl Fn(&[u8]) -> [u8; 3]) -> Option<Frame> {
    let rows = Rows::of(bytes, width, height, 3)?;
    let luma = rows.luma(|row, luma| {
        luma.iter_mut().zip(row.chunks_exact(3)).for_each(|(to, from)| *to = brightness(order(from)));
    })?;
    Some(with_preview(luma, |x, y| Rgb(order(&rows.row(y)[x as usize * 3..][..3]))))
}

/// Reads a JPEG. The buffer may be longer than the picture in it.
fn from_jpeg(bytes: &[u8], width: u32, height: u32) -> Option<Frame> {
    let mut reader = image::ImageReader::with_format(std::io::Cursor::new(bytes), ImageFormat::Jpeg);
    let mut limits = image::Limits::no_limits();
    (limits.max_image_width, limits.max_image_height) = (Some(width), Some(height));
    reader.limits(limits);
    let picture = reader.decode().ok()?.into_rgb8();
    let pixels = picture.pixels().map(|pixel| brightness(pixel.0)).collect();
    let luma = GrayImage::from_raw(picture.width(), picture.height(), pixels)?;
    Some(with_preview(luma, |x, y| *picture.get_pixel(x, y)))
}

fn with_preview(luma: GrayImage, at: impl Fn(u32, u32) -> Rgb<u8>) -> Frame {
    let step = luma.width().div_ceil(PREVIEW);
    let preview =
        RgbImage::from_fn((luma.width() / step).max(1), (luma.height() / step).max(1), |x, y| at(x * step, y * step));
    Frame { luma, preview }
}

/// Gives the luma of a colour by BT.601, in 256ths.
fn brightness([red, green, blue]: [u8; 3]) -> u8 {
    ((u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) >> 8) as u8
}

/// Gives the colour of a luma and its chroma by BT.601, in the limited range of cameras, in 1024ths.
fn colour(luma: u8, blue: u8, red: u8) -> Rgb<u8> {
    let (y, u, v) = ((i32::from(luma) - 16) * 1192, i32::from(blue) - 128, i32::from(red) - 128);
    let channel = |value: i32| (value >> 10).clamp(0, 255) as u8;
    Rgb([channel(y + 1634 * v), channel(y - 401 * u - 833 * v), channel(y + 2066 * u)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_grey(frame: &Frame, at: (u32, u32), luma: u8, shown: u8) {
        assert_eq!(frame.luma.get_pixel(at.0, at.1).0, [luma]);
        let near = |channel: u8| channel.abs_diff(shown) <= 2;
        let pixel = frame.preview.get_pixel(at.0, at.1).0;
        assert!(pixel.into_iter().all(near), "{pixel:?}");
    }

    #[test]
    fn each_format_gives_its_brightness_and_colours() {
        let (width, height) = (4, 2);
        let yuyv = [16, 128, 235, 128, 126, 128, 16, 128].repeat(2);
        let frame = convert(FrameFormat::YUYV, &yuyv, width, height).expect("a frame");
        is_grey(&frame, (1, 0), 235, 255);
        is_grey(&frame, (2, 1), 126, 128);
        let nv12 = [&[16, 235, 126, 16].repeat(2)[..], &[128; 4]].concat();
        let frame = convert(FrameFormat::NV12, &nv12, width, height).expect("a frame");
        is_grey(&frame, (1, 1), 235, 255);
        let grey = [0, 255, 128, 0].repeat(2);
        is_grey(&convert(FrameFormat::GRAY, &grey, width, height).expect("a frame"), (1, 1), 255, 255);
        let red = [255, 0, 0].repeat(8);
        let frame = convert(FrameFormat::RAWRGB, &red, width, height).expect("a frame");
        assert_eq!((frame.luma.get_pixel(0, 0).0, frame.preview.get_pixel(3, 1).0), ([76], [255, 0, 0]));
        let frame = convert(FrameFormat::RAWBGR, &red, width, height).expect("a frame");
        assert_eq!(frame.preview.get_pixel(3, 1).0, [0, 0, 255]);
    }

    #[test]
    fn rows_may_be_padded_and_buffers_longer_and_short_ones_are_refused() {
        let rows = [[10, 20, 30, 40, 0, 0], [50, 60, 70, 80, 0, 0]].concat();
        let frame = convert(FrameFormat::GRAY, &rows, 4, 2).expect("padded rows");
        assert_eq!(frame.luma.as_raw()[..], [10, 20, 30, 40, 50, 60, 70, 80]);
        let longer = [&[7; 8][..], &[0; 999]].concat();
        assert!(convert(FrameFormat::GRAY, &longer, 4, 2).is_some_and(|frame| frame.luma.as_raw()[..] == [7; 8]));
        for format in crate::format::FORMATS {
            assert!(convert(format, &[0; 7], 4, 2).is_none(), "{format}");
            assert!(convert(format, &[], 4, 2).is_none() && convert(format, &[0; 9], 0, 9).is_none());
        }
    }

    #[test]
    fn a_jpeg_in_a_longer_buffer_is_read_and_a_larger_one_is_not() {
        let mut jpeg = Vec::new();
        let picture = RgbImage::from_pixel(1280, 720, Rgb([200, 200, 200]));
        picture.write_to(&mut std::io::Cursor::new(&mut jpeg), ImageFormat::Jpeg).expect("encoded");
        jpeg.resize(jpeg.len() + 5000, 0);
        let frame = convert(FrameFormat::MJPEG, &jpeg, 1280, 720).expect("a frame");
        assert_eq!((frame.luma.width(), frame.preview.width()), (1280, 640));
        assert!(convert(FrameFormat::MJPEG, &jpeg, 640, 480).is_none());
    }
}
