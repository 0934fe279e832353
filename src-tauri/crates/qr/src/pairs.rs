use rxing::common::cpp_essentials::ConcentricPattern;
use rxing::qrcode::cpp_port::detector::{FinderPatternSet, GenerateFinderPatternSets};

/// The most pairs that are tried.
const MAX_PAIRS: usize = 24;
/// How much more irregular a set may be for each time that its patterns are e times as large.
const LARGE: f32 = 0.3;

/// Makes sets of three of the finder patterns, the likeliest first. Two orders alternate: that of `rxing`, which puts
/// small codes first, and ours, which prefers patterns of one size, at a right angle, at equal distances, and large,
/// because large patterns are seldom there by chance.
pub(super) fn ranked(mut patterns: Vec<ConcentricPattern>) -> Vec<FinderPatternSet> {
    let small = GenerateFinderPatternSets(&mut patterns);
    let mut even = small.clone();
    even.sort_by(|one, other| oddity(one).total_cmp(&oddity(other)));
    small.into_iter().zip(even).flat_map(|(one, other)| [one, other]).collect()
}

/// Gives how irregular a set is: small for equal sizes, a right angle and equal distances.
fn oddity(set: &FinderPatternSet) -> f32 {
    let sizes = [set.bl, set.tl, set.tr].map(|pattern| pattern.size.max(1) as f32);
    let (least, most) =
        sizes.iter().fold((f32::MAX, 0.0_f32), |(least, most), &size| (least.min(size), most.max(size)));
    let (right, down) = (set.tr - set.tl, set.bl - set.tl);
    let (across, along) = (set.tl.distance(set.tr).max(1.0), set.tl.distance(set.bl).max(1.0));
    let slant = ConcentricPattern::dot(right, down) / (across * along);
    most / least + slant.abs() + (across / along).ln().abs() - LARGE * least.ln()
}

/// Makes sets of two finder patterns and a guessed third one, for codes with a hidden pattern. The pairs that are
/// closest in size come first. Two corners of a square leave six places for the third.
pub(super) fn guessed(patterns: &[ConcentricPattern]) -> Vec<FinderPatternSet> {
    let mut pairs: Vec<(f32, ConcentricPattern, ConcentricPattern)> = Vec::new();
    for (at, &one) in patterns.iter().enumerate() {
        for &other in &patterns[at + 1..] {
            let sizes = [one.size.min(other.size) as f32, one.size.max(other.size) as f32];
            let module = (sizes[0] + sizes[1]) / 14.0;
            let away = one.distance(other);
            if sizes[1] < sizes[0] * 1.5 && (12.0..80.0).contains(&(away / module.max(0.1))) {
                pairs.push((sizes[1] / sizes[0].max(1.0) + away / module / 100.0, one, other));
            }
        }
    }
    pairs.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
    pairs.iter().take(MAX_PAIRS).flat_map(|&(_, one, other)| places(one, other)).collect()
}

/// Gives the six sets that two patterns may belong to.
fn places(a: ConcentricPattern, b: ConcentricPattern) -> [FinderPatternSet; 6] {
    let (x, y) = (b.p.x - a.p.x, b.p.y - a.p.y);
    let at = |from: ConcentricPattern, right: f32, down: f32| {
        let mut pattern = from;
        (pattern.p.x, pattern.p.y) = (from.p.x + right, from.p.y + down);
        pattern.size = (a.size + b.size) / 2;
        pattern
    };
    // The pair is a side, with the code to its right or left; or it is a diagonal.
    [
        FinderPatternSet { tl: a, tr: b, bl: at(a, -y, x) },
        FinderPatternSet { tl: b, tr: at(b, -y, x), bl: a },
        FinderPatternSet { tl: b, tr: a, bl: at(b, y, -x) },
        FinderPatternSet { tl: a, tr: at(a, y, -x), bl: b },
        FinderPatternSet { bl: a, tr: b, tl: at(a, (x + y) / 2.0, (y - x) / 2.0) },
        FinderPatternSet { bl: b, tr: a, tl: at(b, (-x - y) / 2.0, (x - y) / 2.0) },
    ]
}

#[cfg(test)]
mod tests {
    use rxing::point;

    use super::*;

    #[test]
    fn each_third_corner_of_a_square_is_guessed() {
        let pattern = |x: f32, y: f32| ConcentricPattern { p: point(x, y), size: 7 };
        let (tl, tr, bl) = (pattern(0.0, 0.0), pattern(18.0, 0.0), pattern(0.0, 18.0));
        for pair in [[tl, tr], [tr, tl], [tl, bl], [bl, tl], [tr, bl], [bl, tr]] {
            let sets = guessed(&pair);
            assert!(sets.contains(&FinderPatternSet { bl, tl, tr }), "{pair:?}");
            assert_eq!(sets.len(), 6);
            // No set may be mirrored.
            let turn = |set: &FinderPatternSet| ConcentricPattern::cross(set.tr - set.tl, set.bl - set.tl);
            assert!(sets.iter().all(|set| turn(set) > 0.0));
        }
    }

    #[test]
    fn patterns_of_different_sizes_or_too_near_are_no_pair() {
        let pattern = |x: f32, size: i32| ConcentricPattern { p: point(x, 0.0), size };
        assert!(guessed(&[pattern(0.0, 7), pattern(18.0, 14)]).is_empty());
        assert!(guessed(&[pattern(0.0, 7), pattern(9.0, 7)]).is_empty());
    }
}
