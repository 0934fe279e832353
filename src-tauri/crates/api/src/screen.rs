//! The picture under an overlay, and the part of it that the user draws.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{RgbImage, imageops};
use lingpai_ipc::AreaInput;

use crate::{Reply, internal};

/// The margin added on each side, as a fraction of the part drawn: a code needs a quiet zone, which users cut off.
const MARGIN: f64 = 0.08;
/// The JPEG quality of the picture under an overlay: it looks much like the screen.
const QUALITY: u8 = 85;

/// Cuts a part out of a picture, with a margin. Whatever lies outside of the picture is left out.
pub fn part(picture: &RgbImage, AreaInput { x, y, width, height }: AreaInput) -> RgbImage {
    let span = |from: f64, size: f64, of: u32| {
        let margin = size * MARGIN;
        let at = |fraction: f64| (fraction.clamp(0.0, 1.0) * f64::from(of)).round() as u32;
        let (from, until) = (at(from - margin), at(from + size + margin));
        (from.min(of.saturating_sub(1)), until.saturating_sub(from).max(1))
    };
    let ((x, width), (y, height)) = (span(x, width, picture.width()), span(y, height, picture.height()));
    imageops::crop_imm(picture, x, y, width, height).to_image()
}

/// Makes a JPEG file of a picture.
pub fn jpeg(picture: &RgbImage) -> Reply<Vec<u8>> {
    let mut jpeg = Cursor::new(Vec::new());
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    picture.write_with_encoder(encoder).map_err(|_| internal())?;
    Ok(jpeg.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_has_a_margin_and_stays_in_the_picture() {
        let picture = RgbImage::new(1000, 500);
        let size = |x, y, width, height| part(&picture, AreaInput { x, y, width, height }).dimensions();
        assert_eq!(size(0.5, 0.5, 0.1, 0.1), (116, 58));
        assert_eq!(size(0.0, 0.0, 1.0, 1.0), (1000, 500));
        assert_eq!(size(2.0, -3.0, 5.0, 9.0), (1, 500));
        assert_eq!(size(f64::NAN, 0.0, f64::INFINITY, 0.0), (1, 1));
    }

    #[test]
    fn a_picture_becomes_a_jpeg_of_its_size() {
        let jpeg = jpeg(&RgbImage::new(40, 30)).expect("it can be made");
        let picture = image::load_from_memory_with_format(&jpeg, image::ImageFormat::Jpeg).expect("a JPEG");
        assert_eq!((picture.width(), picture.height()), (40, 30));
    }
}
