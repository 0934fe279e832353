use image::GrayImage;
use rxing::common::cpp_essentials::ConcentricPattern;
use rxing::qrcode::cpp_port::detector::{FinderPatternSet, GenerateFinderPatternSets};

/// The smallest module that can be read reliably, in pixels.
const MODULE: f32 = 2.0;
/// The least difference between dark and light, out of 255.
const CONTRAST: u8 = 40;
/// A picture whose brightest module is below this is too dark, out of 255.
const DARK: u8 = 90;
/// The number of modules across a finder pattern.
const ACROSS: f32 = 7.0;

/// Why no code was read in a picture, judged by the finder patterns in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Nothing looks like a code.
    #[error("no QR code is in the picture")]
    NoCode,
    /// The modules of the code are smaller than two pixels.
    #[error("the QR code is too small in the picture")]
    TooSmall,
    /// The edges are wider than a module.
    #[error("the QR code is blurred")]
    Blurred,
    /// There are one or two of the three finder patterns, and the others would lie outside the picture.
    #[error("the QR code is cut off")]
    CutOff,
    /// The picture is dark, or has too little difference between dark and light.
    #[error("the QR code is too dark or too pale")]
    TooDark,
    /// The code is sharp, large and whole, and could not be read.
    #[error("the QR code is damaged or partly covered")]
    Damaged,
}

impl Reason {
    /// Gives the reason for a picture with these finder patterns in which no code was read.
    pub(super) fn of(picture: &GrayImage, mut patterns: Vec<ConcentricPattern>) -> Self {
        if let Some(set) = GenerateFinderPatternSets(&mut patterns).first() {
            return whole(picture, set);
        }
        match patterns.as_slice() {
            [] => Self::NoCode,
            [one, rest @ ..] => {
                // The patterns lie in the corners of a square of at least 21 modules, so the others are at least 14
                // modules away.
                let reach = one.size as f32 * 2.0;
                let near = |pattern: &ConcentricPattern| {
                    let (x, y) = (pattern.p.x, pattern.p.y);
                    let (right, lower) = (picture.width() as f32 - x, picture.height() as f32 - y);
                    x.min(y).min(right).min(lower) < reach
                };
                if near(one) || rest.iter().any(near) { Self::CutOff } else { Self::NoCode }
            }
        }
    }
}

/// Gives the reason for a code whose three finder patterns were seen.
fn whole(picture: &GrayImage, set: &FinderPatternSet) -> Reason {
    let corners = [set.bl, set.tl, set.tr];
    let module = corners.iter().map(|corner| corner.size as f32).sum::<f32>() / 3.0 / ACROSS;
    let (mut least, mut most, mut steepest) = (u8::MAX, u8::MIN, 0);
    for corner in corners {
        let side = (corner.size.max(4)) as u32;
        let [left, top] = [corner.p.x, corner.p.y].map(|at| (at.max(0.0) as u32).saturating_sub(side / 2));
        for y in top..(top + side).min(picture.height()) {
            let mut before = None;
            for x in left..(left + side).min(picture.width()) {
                let pixel = picture.get_pixel(x, y).0[0];
                (least, most) = (least.min(pixel), most.max(pixel));
                steepest = steepest.max(before.map_or(0, |before| pixel.abs_diff(before)));
                before = Some(pixel);
            }
        }
    }
    let contrast = most.saturating_sub(least);
    if contrast < CONTRAST || most < DARK {
        Reason::TooDark
    } else if module < MODULE {
        Reason::TooSmall
    } else if f32::from(steepest) * module < f32::from(contrast) {
        Reason::Blurred
    } else {
        Reason::Damaged
    }
}

#[cfg(test)]
mod tests {
    use image::{Luma, imageops};
    use rxing::point;

    use super::*;
    use crate::{Budget, scan};

    /// A code that cannot be read: three finder patterns and nothing else, dark on light.
    fn patterns_only(module: u32, dark: u8, light: u8) -> GrayImage {
        let mut picture = GrayImage::from_pixel(60 * module, 60 * module, Luma([light]));
        for (left, top) in [(10, 10), (36, 10), (10, 36)] {
            for (x, y) in (0..7 * module).flat_map(|y| (0..7 * module).map(move |x| (x, y))) {
                let ring = (x / module).abs_diff(3).max((y / module).abs_diff(3));
                if ring != 2 {
                    picture.put_pixel(left * module + x, top * module + y, Luma([dark]));
                }
            }
        }
        picture
    }

    fn reason(picture: &GrayImage) -> Option<Reason> {
        scan(picture, Budget::SCREEN).reason
    }

    #[test]
    fn each_reason_is_told_from_the_others() {
        assert_eq!(reason(&GrayImage::from_pixel(300, 300, Luma([200]))), Some(Reason::NoCode));
        assert_eq!(reason(&patterns_only(5, 20, 230)), Some(Reason::Damaged));
        assert_eq!(reason(&patterns_only(5, 10, 70)), Some(Reason::TooDark));
        assert_eq!(reason(&patterns_only(5, 200, 230)), Some(Reason::TooDark));
        assert_eq!(reason(&patterns_only(1, 20, 230)), Some(Reason::TooSmall));
        let blurred = imageops::fast_blur(&patterns_only(12, 20, 230), 6.0);
        assert_eq!(reason(&blurred), Some(Reason::Blurred));
        let part = imageops::crop_imm(&patterns_only(5, 20, 230), 0, 0, 140, 100).to_image();
        assert_eq!(reason(&part), Some(Reason::CutOff));
    }

    #[test]
    fn patterns_at_the_edge_are_judged_within_the_picture() {
        let picture = GrayImage::from_pixel(50, 50, Luma([7]));
        let pattern = |x: f32, y: f32| ConcentricPattern { p: point(x, y), size: 14 };
        let outside = vec![pattern(-5.0, -5.0), pattern(60.0, -5.0), pattern(-5.0, 60.0)];
        assert_eq!(Reason::of(&picture, outside), Reason::TooDark);
    }
}
