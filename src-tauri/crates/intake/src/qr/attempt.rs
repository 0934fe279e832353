use std::panic::{AssertUnwindSafe, catch_unwind};

use image::GrayImage;
use rxing::common::cpp_essentials::{ConcentricPattern, DecoderResult};
use rxing::common::{BitMatrix, DetectorRXingResult, HybridBinarizer};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{GenerateFinderPatternSets, SampleQR};
use rxing::{BinaryBitmap, Luma8Source};
use zeroize::Zeroizing;

use super::{Payload, finder};

/// The most sets of three finder patterns tried, the likeliest first.
const MAX_SETS: usize = 10_000;
/// The most finder patterns in a picture that the late reader gets: its time grows with their square.
const MAX_LATE_PATTERNS: usize = 24;

/// The main reader: fast on every size, finds several codes, reads dark on light only.
///
/// It is the reader's `decode_multiple` with a bound to each step.
pub(super) fn main(picture: &GrayImage) -> Vec<Payload> {
    contained(|| black_and_white(picture, codes).unwrap_or_default())
}

fn codes(picture: &BitMatrix) -> Vec<Payload> {
    let mut used: Vec<ConcentricPattern> = Vec::new();
    let mut payloads = Vec::new();
    for set in GenerateFinderPatternSets(&mut finder::patterns(picture)).iter().take(MAX_SETS) {
        let corners = [set.bl, set.tl, set.tr];
        if corners.iter().any(|corner| used.contains(corner)) {
            continue;
        }
        let Ok(sampled) = SampleQR(picture, set) else { continue };
        let Ok(decoded) = Decode(sampled.getBits()) else { continue };
        if decoded.isValid() {
            used.extend(corners);
            payloads.extend(payload(&decoded));
        }
    }
    payloads
}

/// Reads what the main reader misses; slow, reads UTF-8 only by itself, and panics on some pictures: small ones, late.
pub(super) fn late(picture: &GrayImage) -> Vec<Payload> {
    contained(|| {
        let patterns = black_and_white(picture, |picture| finder::patterns(picture).len());
        if patterns.is_none_or(|patterns| patterns > MAX_LATE_PATTERNS) {
            return Vec::new();
        }
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let raw = picture.as_raw();
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| raw[y * width + x]);
        let mut payloads = Vec::new();
        for grid in prepared.detect_grids() {
            // Room for the largest code, so that no part of a text is left behind by a buffer that had to grow.
            let mut bytes = Vec::with_capacity(rqrr::MAX_PAYLOAD_SIZE);
            if grid.decode_to(&mut bytes).is_ok() && !bytes.is_empty() {
                payloads.push(Payload::read(bytes, None));
            }
        }
        payloads
    })
}

fn black_and_white<T>(picture: &GrayImage, then: impl FnOnce(&BitMatrix) -> T) -> Option<T> {
    let source = Luma8Source::new_with_slice(picture.as_raw(), picture.width(), picture.height()).ok()?;
    Some(then(BinaryBitmap::new(HybridBinarizer::new(source)).get_black_matrix()))
}

/// A panic in a reader is an attempt that found nothing. Its message goes to the process's panic hook.
fn contained(attempt: impl FnOnce() -> Vec<Payload>) -> Vec<Payload> {
    catch_unwind(AssertUnwindSafe(attempt)).unwrap_or_default()
}

/// What a code says. The reader's text is used where the code tells how its bytes are to be read: by a declared
/// encoding, or by the kanji and hanzi modes. Failing these the reader guesses, Latin-1 in the end, which fits any
/// bytes and so proves nothing.
fn payload(decoded: &DecoderResult<bool>) -> Option<Payload> {
    let content = decoded.content();
    // EXPOSE: bytes and text move into a type that is wiped; the reader's own copies are beyond reach.
    let text = Zeroizing::new(decoded.text());
    let told = content.has_eci || text.chars().any(|c| c > '\u{FF}');
    let bytes = content.bytes();
    (!bytes.is_empty()).then(|| Payload::read(bytes.to_vec(), told.then_some(text.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_attempt_that_found_nothing() {
        assert!(contained(|| panic!("a test of containment")).is_empty());
    }
}
