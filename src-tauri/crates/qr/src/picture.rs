//! Decodes a picture file to its brightness, and finds the QR codes in it.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::bmp::BmpDecoder;
use image::{DynamicImage, GenericImageView, GrayImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgba};

use crate::{Budget, Found, Scan, scan};

/// The largest file that is read: 32 MiB.
pub const MAX_BYTES: usize = 32 << 20;
/// The most pixels a side.
pub const MAX_SIDE: u32 = 16_384;
/// The most pixels in all: 50 megapixels.
pub const MAX_PIXELS: u64 = 50_000_000;
/// The most memory that a decoder may take for one picture, in bytes: enough for 16 bits a channel at [`MAX_PIXELS`],
/// and for the decoder itself.
const MAX_ALLOC: u64 = 512 << 20;

/// The formats that are read. Programs on macOS copy pictures as TIFF.
const KNOWN: &[ImageFormat] = &[
    ImageFormat::Png,
    ImageFormat::Jpeg,
    ImageFormat::WebP,
    ImageFormat::Gif,
    ImageFormat::Bmp,
    #[cfg(target_os = "macos")]
    ImageFormat::Tiff,
];

/// Why a picture file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// The file is larger than [`MAX_BYTES`].
    #[error("the file has {len} bytes: {MAX_BYTES} at most are allowed")]
    TooManyBytes {
        /// The size of the file in bytes.
        len: usize,
    },
    /// The header of the picture says that it has more pixels than [`MAX_SIDE`] or [`MAX_PIXELS`].
    #[error("the picture has {width} x {height} pixels: {MAX_SIDE} a side and {MAX_PIXELS} in all are allowed")]
    TooManyPixels {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// The file is no PNG, JPEG, WebP, GIF or BMP.
    #[error("the file is no picture of a known format: PNG, JPEG, WebP, GIF and BMP are read")]
    UnknownFormat,
    /// The picture is cut off, damaged or of a variant that cannot be read.
    #[error("the picture is damaged or of a variant that cannot be read")]
    Unreadable,
}

/// Finds the QR codes in a picture file: PNG, JPEG, WebP, GIF or BMP, recognised by content. Of a moving picture the
/// first frame is read. The list is empty where there is no code. A payload in two places is listed twice.
///
/// Memory is taken only after the header has passed the limits of this module.
pub fn read_picture(bytes: &[u8]) -> Result<Vec<Found>, PictureFault> {
    scan_picture(bytes, Budget::STILL).map(|scan| scan.found)
}

/// Does the same as [`read_picture`], and gives the reason where no code was found. The budget begins when the file
/// is decoded.
pub fn scan_picture(bytes: &[u8], budget: Budget) -> Result<Scan, PictureFault> {
    Ok(scan(&luma(bytes)?, budget))
}

/// Does the same as [`scan_picture`] for a Windows bitmap without the header of its file, as the clipboard holds it.
pub fn scan_bitmap(bytes: &[u8], budget: Budget) -> Result<Scan, PictureFault> {
    let decode = || {
        let decoder = BmpDecoder::new_without_file_header(Cursor::new(bytes)).map_err(|_| PictureFault::Unreadable)?;
        image_of(decoder)
    };
    Ok(scan(&contained(bytes, decode)?, budget))
}

/// Does the same as [`scan_picture`] for a picture that is in memory already, such as one of the screen.
pub fn scan_image(image: DynamicImage, budget: Budget) -> Result<Scan, PictureFault> {
    let (width, height) = image.dimensions();
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureFault::TooManyPixels { width, height });
    }
    Ok(scan(&on_white(image), budget))
}

/// Decodes a picture and puts it on a white ground: transparent QR codes are made for one.
fn luma(bytes: &[u8]) -> Result<GrayImage, PictureFault> {
    contained(bytes, || decode(bytes))
}

/// Calls a decoder. The decoders are well tested, but they read the bytes of strangers. A panic of a decoder means that
/// this picture cannot be read; it must not end the program.
fn contained(
    bytes: &[u8],
    decode: impl FnOnce() -> Result<DynamicImage, PictureFault>,
) -> Result<GrayImage, PictureFault> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureFault::TooManyBytes { len: bytes.len() });
    }
    catch_unwind(AssertUnwindSafe(decode)).unwrap_or(Err(PictureFault::Unreadable)).map(on_white)
}

/// Whether a file begins like a picture in one of the formats that are read.
pub fn is_known(bytes: &[u8]) -> bool {
    format(bytes).is_some()
}

fn format(bytes: &[u8]) -> Option<ImageFormat> {
    image::guess_format(bytes).ok().filter(|format| KNOWN.contains(format))
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, PictureFault> {
    let format = format(bytes).ok_or(PictureFault::UnknownFormat)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    // Only the memory is limited here. The sides are checked below, where the fault can name them.
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(limits);
    image_of(reader.into_decoder().map_err(|_| PictureFault::Unreadable)?)
}

/// Takes memory for a picture only after its header has passed the limits.
fn image_of(decoder: impl ImageDecoder) -> Result<DynamicImage, PictureFault> {
    let (width, height) = decoder.dimensions();
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureFault::TooManyPixels { width, height });
    }
    if width == 0 || height == 0 || decoder.total_bytes() > MAX_ALLOC {
        return Err(PictureFault::Unreadable);
    }
    DynamicImage::from_decoder(decoder).map_err(|_| PictureFault::Unreadable)
}

/// Makes a grey picture. Transparent parts become white.
///
/// The usual kinds of pixels are converted here, at this crate's level of optimisation. Test builds do not optimise `image`.
fn on_white(image: DynamicImage) -> GrayImage {
    let (width, height) = (image.width(), image.height());
    let grey: Vec<u8> = match &image {
        DynamicImage::ImageRgb8(pixels) => {
            pixels.as_raw().chunks_exact(3).map(|rgb| bright(rgb[0], rgb[1], rgb[2])).collect()
        }
        DynamicImage::ImageLumaA8(pixels) => pixels.as_raw().chunks_exact(2).map(|la| laid(la[0], la[1])).collect(),
        DynamicImage::ImageRgba8(pixels) => {
            pixels.as_raw().chunks_exact(4).map(|rgba| laid(bright(rgba[0], rgba[1], rgba[2]), rgba[3])).collect()
        }
        _ if image.color().has_alpha() => {
            // This goes pixel by pixel, so there is no second copy of the picture.
            let pixels = image.pixels();
            pixels.map(|(_, _, Rgba([red, green, blue, alpha]))| laid(bright(red, green, blue), alpha)).collect()
        }
        _ => return image.into_luma8(),
    };
    GrayImage::from_raw(width, height, grey).expect("one byte for each pixel")
}

/// Weighs the colours as ITU-R BT.709 §3 does, in ten-thousandths. `into_luma8` does the same.
fn bright(red: u8, green: u8, blue: u8) -> u8 {
    let sum = 2126 * u32::from(red) + 7152 * u32::from(green) + 722 * u32::from(blue);
    u8::try_from(sum / 10_000).unwrap_or(u8::MAX)
}

/// Lays a grey pixel with its opacity on white.
fn laid(grey: u8, alpha: u8) -> u8 {
    let (grey, alpha) = (u32::from(grey), u32::from(alpha));
    u8::try_from((grey * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use image::{ImageBuffer, Luma, LumaA, RgbaImage};

    use super::*;

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).expect("PNG can be written");
        bytes.into_inner()
    }

    #[test]
    fn transparent_pixels_are_white_whatever_their_colour() {
        let picture = RgbaImage::from_fn(3, 1, |x, _| {
            [Rgba([0, 0, 0, 0]), Rgba([0, 0, 0, 255]), Rgba([0, 0, 0, 128])][x as usize]
        });
        assert_eq!(luma(&png(&picture.into())).expect("a picture").into_raw(), [255, 0, 127]);
        let grey: ImageBuffer<LumaA<u16>, Vec<u16>> = ImageBuffer::from_pixel(1, 1, LumaA([0, 0]));
        assert_eq!(luma(&png(&grey.into())).expect("a picture").into_raw(), [255]);
    }

    #[test]
    fn every_kind_of_pixel_gives_the_same_grey() {
        let rgba = RgbaImage::from_pixel(2, 1, Rgba([200, 100, 50, 255]));
        let opaque = DynamicImage::from(rgba);
        let grey = luma(&png(&opaque)).expect("a picture").into_raw();
        assert_eq!(grey, [117, 117]);
        let others = [
            opaque.to_rgb8().into(),
            opaque.to_rgb16().into(),
            opaque.to_rgba16().into(),
            GrayImage::from_pixel(2, 1, Luma([117])).into(),
            ImageBuffer::from_pixel(2, 1, LumaA([117, 255])).into(),
        ];
        for other in others.map(|other: DynamicImage| png(&other)) {
            assert_eq!(luma(&other).expect("a picture").into_raw(), grey);
        }
    }

    #[test]
    fn other_files_are_told_from_damaged_ones() {
        assert_eq!(luma(b"%PDF-1.7").err(), Some(PictureFault::UnknownFormat));
        assert_eq!(luma(b"").err(), Some(PictureFault::UnknownFormat));
        let tiff = if cfg!(target_os = "macos") { PictureFault::Unreadable } else { PictureFault::UnknownFormat };
        assert_eq!(luma(b"II*\0 a TIFF").err(), Some(tiff));
        let whole = png(&GrayImage::from_pixel(64, 64, Luma([7])).into());
        assert_eq!(luma(&whole[..40]).err(), Some(PictureFault::Unreadable));
    }

    #[test]
    fn too_large_a_file_is_refused_unread() {
        let len = MAX_BYTES + 1;
        assert_eq!(luma(&vec![0; len]).err(), Some(PictureFault::TooManyBytes { len }));
    }
}
