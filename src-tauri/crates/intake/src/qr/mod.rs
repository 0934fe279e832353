//! The QR codes in a picture's brightness: a ladder of attempts, cheapest first, each of them bounded.

mod attempt;
mod finder;
mod payload;

use image::{GrayImage, imageops};

pub use payload::{Found, Payload};

/// The shortest side, in pixels, that can hold a code: 21 modules (ISO/IEC 18004 §6.3.1) of one pixel.
const MIN_SIDE: u32 = 21;
/// How often a picture is halved: a code that fills a side of 16,384 pixels ends at 2,048.
const HALVINGS: u32 = 3;
/// The most pixels of a picture that is doubled for the sake of very small modules.
const MAX_DOUBLED: u32 = 1_000_000;
/// The longest side given to the late reader, in pixels: its time grows fast with the picture.
const LATE_SIDE: u32 = 1600;

/// Finds the QR codes in a picture, dark on light and light on dark. The first rung that finds any ends the search,
/// so that a clear picture costs no more than two attempts.
pub(crate) fn find(mut picture: GrayImage) -> Vec<Found> {
    if picture.width().min(picture.height()) < MIN_SIDE {
        return Vec::new();
    }
    let first = both_ways(&mut picture, attempt::main);
    if !first.is_empty() {
        return first;
    }
    let halved = halved(&picture);
    if !halved.is_empty() {
        return halved;
    }
    if picture.width() * picture.height() <= MAX_DOUBLED {
        let (width, height) = (picture.width() * 2, picture.height() * 2);
        let mut double = imageops::resize(&picture, width, height, imageops::FilterType::Triangle);
        let found = both_ways(&mut double, attempt::main);
        if !found.is_empty() {
            return found;
        }
    }
    both_ways(&mut within(picture, LATE_SIDE), attempt::late)
}

fn halved(picture: &GrayImage) -> Vec<Found> {
    let mut level = None;
    for _ in 0..HALVINGS {
        let above = level.as_ref().unwrap_or(picture);
        let (width, height) = (above.width() / 2, above.height() / 2);
        if width.min(height) < MIN_SIDE {
            break;
        }
        let mut half = imageops::thumbnail(above, width, height);
        let found = both_ways(&mut half, attempt::main);
        if !found.is_empty() {
            return found;
        }
        level = Some(half);
    }
    Vec::new()
}

/// The picture, made smaller where a side is longer than `side`.
fn within(picture: GrayImage, side: u32) -> GrayImage {
    let (width, height) = picture.dimensions();
    let longest = width.max(height);
    if longest <= side {
        return picture;
    }
    // Below `side` times a `u32`; the shorter side keeps at least a pixel.
    let scaled =
        |length: u32| u32::try_from(u64::from(length) * u64::from(side) / u64::from(longest)).unwrap_or(side).max(1);
    imageops::thumbnail(&picture, scaled(width), scaled(height))
}

/// One attempt on the picture and one on its negative; the picture is as before afterwards. Results are merged, the
/// same content once.
fn both_ways(picture: &mut GrayImage, attempt: impl Fn(&GrayImage) -> Vec<Payload>) -> Vec<Found> {
    let mut payloads = attempt(picture);
    imageops::invert(picture);
    payloads.extend(attempt(picture));
    imageops::invert(picture);
    let mut found: Vec<Found> = Vec::with_capacity(payloads.len());
    for payload in payloads {
        if !found.iter().any(|earlier| earlier.payload.same(&payload)) {
            found.push(Found { payload });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    #[test]
    fn a_negative_is_undone_and_doubles_are_merged() {
        let mut picture = GrayImage::from_pixel(30, 30, Luma([10]));
        let say = |text: &str| Payload::read(text.as_bytes().to_vec(), None);
        let found = both_ways(&mut picture, |picture| {
            vec![say("both"), say(if picture.get_pixel(0, 0).0[0] == 10 { "dark" } else { "light" })]
        });
        assert_eq!(found.len(), 3);
        assert_eq!(picture.get_pixel(29, 29).0[0], 10);
    }

    #[test]
    fn the_late_reader_gets_a_bounded_picture() {
        assert_eq!(within(GrayImage::new(16_000, 3), LATE_SIDE).dimensions(), (1600, 1));
        assert_eq!(within(GrayImage::new(3200, 2400), LATE_SIDE).dimensions(), (1600, 1200));
        assert_eq!(within(GrayImage::new(1600, 20), LATE_SIDE).dimensions(), (1600, 20));
    }

    #[test]
    fn pictures_without_a_code_give_nothing() {
        for side in [1, 20, 21, 39, 40, 200] {
            assert!(find(GrayImage::from_pixel(side, side, Luma([255]))).is_empty(), "{side}");
            let chequered = GrayImage::from_fn(side, side, |x, y| Luma([if (x + y) % 2 == 0 { 0 } else { 255 }]));
            assert!(find(chequered).is_empty(), "{side}");
        }
    }
}
