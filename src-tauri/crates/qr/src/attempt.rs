use std::panic::{AssertUnwindSafe, catch_unwind};

use image::GrayImage;
use rxing::common::cpp_essentials::{ConcentricPattern, DecoderResult};
use rxing::common::{BitMatrix, DetectorRXingResult};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FinderPatternSet, GenerateFinderPatternSets, SampleQR};
use zeroize::Zeroizing;

use super::budget::Deadline;
use super::corners::Corners;
use super::{Found, Payload, finder, threshold};

/// The most sets of three finder patterns that are tried, the likeliest first.
const MAX_SETS: usize = 10_000;
/// The most finder patterns in a picture for the late reader: its time grows with the square of their number.
const MAX_LATE_PATTERNS: usize = 24;

/// The result of one attempt.
#[derive(Default)]
pub(super) struct Seen {
    /// The codes that were read.
    pub(super) found: Vec<Found>,
    /// The finder patterns that belong to none of these codes.
    pub(super) patterns: Vec<ConcentricPattern>,
}

/// Runs the main reader. It is fast at every size, finds several codes, and reads dark on light only.
///
/// This is the `decode_multiple` of the `rxing` crate with a limit for each step.
pub(super) fn main(picture: &BitMatrix, deadline: Deadline) -> Seen {
    contained(|| codes(picture, deadline))
}

/// Reads every set of three finder patterns that no code has used yet.
fn codes(picture: &BitMatrix, deadline: Deadline) -> Seen {
    let mut patterns = finder::patterns(picture);
    let mut used: Vec<ConcentricPattern> = Vec::new();
    let mut found = Vec::new();
    for set in GenerateFinderPatternSets(&mut patterns).iter().take(MAX_SETS) {
        if deadline.is_over() {
            break;
        }
        let corners = [set.bl, set.tl, set.tr];
        if corners.iter().any(|corner| used.contains(corner)) {
            continue;
        }
        // If the reader panics on one set, the other sets are still tried.
        let read = contained(|| decode(picture, set));
        if !read.found.is_empty() {
            used.extend(corners);
            found.extend(read.found);
        }
    }
    patterns.retain(|pattern| {
        let at = [pattern.p.x, pattern.p.y];
        !used.contains(pattern) && !found.iter().any(|found| found.corners.holds(at))
    });
    Seen { found, patterns }
}

/// Reads the code of one set.
fn decode(picture: &BitMatrix, set: &FinderPatternSet) -> Seen {
    let Ok(sampled) = SampleQR(picture, set) else { return Seen::default() };
    let Ok(decoded) = Decode(sampled.getBits()) else { return Seen::default() };
    let payload = decoded.isValid().then(|| payload(&decoded)).flatten();
    let &[tl, tr, bl, br] = sampled.getPoints() else { return Seen::default() };
    let corners = Corners([tl, tr, br, bl].map(|corner| [corner.x, corner.y]));
    Seen { found: payload.map(|payload| Found { payload, corners }).into_iter().collect(), patterns: Vec::new() }
}

/// Runs the late reader, which finds codes that the main reader misses. It is slow and panics on some pictures, so it
/// gets small pictures, and gets them late.
pub(super) fn late(picture: &GrayImage) -> Seen {
    contained(|| {
        let patterns = threshold::blocks(picture).map(|picture| finder::patterns(&picture).len());
        if patterns.is_none_or(|patterns| patterns > MAX_LATE_PATTERNS) {
            return Seen::default();
        }
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let raw = picture.as_raw();
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| raw[y * width + x]);
        let mut found = Vec::new();
        for grid in prepared.detect_grids() {
            // The buffer has room for the largest code. A buffer that grew would leave a copy of the text behind.
            let mut bytes = Vec::with_capacity(rqrr::MAX_PAYLOAD_SIZE);
            if grid.decode_to(&mut bytes).is_ok() && !bytes.is_empty() {
                let corners = Corners(grid.bounds.map(|corner| [corner.x as f32, corner.y as f32]));
                found.push(Found { payload: Payload::new(bytes, None), corners });
            }
        }
        Seen { found, patterns: Vec::new() }
    })
}

/// Turns a panic of a reader into an attempt that found nothing. The message goes to the panic hook of the process.
pub(super) fn contained(attempt: impl FnOnce() -> Seen) -> Seen {
    catch_unwind(AssertUnwindSafe(attempt)).unwrap_or_default()
}

/// Makes the payload of a code. `None` for an empty code.
///
/// The reader's text counts only where the code declares how to read its bytes: by an encoding, or by the kanji and
/// hanzi modes. Otherwise the reader guesses. Its last guess is Latin-1, which fits any bytes and so proves nothing.
pub(super) fn payload(decoded: &DecoderResult<bool>) -> Option<Payload> {
    let content = decoded.content();
    // EXPOSE: bytes and text move into a type that is wiped; the reader's own copies cannot be reached.
    let text = Zeroizing::new(decoded.text());
    let declared = content.has_eci || text.chars().any(|c| c > '\u{FF}');
    let bytes = content.bytes();
    (!bytes.is_empty()).then(|| Payload::new(bytes.to_vec(), declared.then_some(text.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_attempt_that_found_nothing() {
        assert!(contained(|| panic!("a test of containment")).found.is_empty());
    }
}
