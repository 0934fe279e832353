use rxing::common::cpp_essentials::{
    ConcentricPattern, FindLeftGuardBy, FixedPattern, GetPatternRowTP, IsPattern, LocateConcentricPattern, PatternRow,
    PatternView,
};
use rxing::common::{BitMatrix, Result};
use rxing::{Point, point};

/// The most finder patterns that are collected from one picture: enough for a page full of codes, and for many false
/// patterns. Without a limit a hostile picture of nothing but finder patterns would take hours.
pub(super) const MAX_PATTERNS: usize = 1000;

/// The lengths of the dark and light runs across a finder pattern, in modules (ISO/IEC 18004 §6.3.3.1).
const ACROSS: FixedPattern<5, 7, false> = FixedPattern::new([1, 1, 3, 1, 1]);
/// Every third row is searched. This is enough, because the centre is three modules high, and a module is no smaller
/// than a pixel.
const ROW_STEP: u32 = 3;

/// Finds the finder patterns of a black and white picture, row by row, [`MAX_PATTERNS`] at most.
///
/// The `rxing` function for this has no limit, and its time grows with the square of what it finds.
pub(super) fn patterns(picture: &BitMatrix) -> Vec<ConcentricPattern> {
    let mut found: Vec<ConcentricPattern> = Vec::new();
    let mut runs = PatternRow::default();
    for row in (ROW_STEP - 1..picture.height()).step_by(ROW_STEP as usize) {
        GetPatternRowTP(picture, row, &mut runs, false);
        let mut view = PatternView::new(&runs);
        while let Ok(next) = next_in_row(view) {
            if !next.isValid() {
                break;
            }
            view = next;
            let centre = centre(&view, row);
            if !found.iter().any(|known| Point::distance(centre, known.p) < known.size as f32 / 2.0) {
                // Three times the width that is seen, for patterns that are very slanted.
                let range = 3 * view.iter().map(i32::from).sum::<i32>();
                let across = ACROSS.into();
                found.extend(LocateConcentricPattern::<true, 5, 7>(picture, &across, centre, range));
                if found.len() >= MAX_PATTERNS {
                    return found;
                }
            }
            view.skipPair();
            view.skipPair();
            view.extend();
        }
    }
    found
}

fn centre(view: &PatternView<'_>, row: u32) -> Point {
    let run = |at: usize| f32::from(view[at]);
    point(view.pixelsInFront() as f32 + run(0) + run(1) + run(2) / 2.0, row as f32 + 0.5)
}

fn next_in_row(view: PatternView<'_>) -> Result<PatternView<'_>> {
    FindLeftGuardBy::<5, _>(view, 5, |view: &PatternView<'_>, space: Option<f32>| {
        // The centre is checked first, because that is cheap.
        let run = |at: usize| -> u16 { view[at] };
        run(2) >= 3
            && run(2) >= run(0).max(run(4)).saturating_mul(2)
            && run(2) >= run(1).max(run(3))
            && IsPattern::<true, 5, 7, false>(view, &ACROSS, space, 0.1, 0.0, 0.0) != 0.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Finder patterns with one pixel a module, 9 pixels apart.
    fn wall(side: u32) -> BitMatrix {
        let mut picture = BitMatrix::new(side, side).expect("a size");
        for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
            let from_centre = (x % 9).abs_diff(4).max((y % 9).abs_diff(4));
            if matches!(from_centre, 0 | 1 | 3) {
                picture.set(x, y);
            }
        }
        picture
    }

    #[test]
    fn each_pattern_is_found_once() {
        assert_eq!(patterns(&wall(9 * 8)).len(), 64);
    }

    #[test]
    fn a_wall_of_patterns_is_searched_in_part() {
        assert_eq!(patterns(&wall(9 * 60)).len(), MAX_PATTERNS);
    }
}
