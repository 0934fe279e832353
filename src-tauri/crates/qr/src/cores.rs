use rxing::common::BitMatrix;
use rxing::common::cpp_essentials::ConcentricPattern;
use rxing::point;

/// The most cores that are collected from one picture.
const MAX_CORES: usize = 100;
/// The shortest side of a core, in pixels: noise is full of smaller ones.
const MIN_CORE: usize = 6;
/// Every second row is searched. This is enough, because a core is three modules high.
const ROW_STEP: usize = 2;
/// The width in modules of the core with its light ring, and of the whole finder pattern.
const RINGED: f32 = 5.0;
const WHOLE: f32 = 7.0;

/// A run of pixels of one colour.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    length: usize,
}

/// The length of the light ring on one side of a core.
#[derive(Clone, Copy)]
enum Ring {
    /// The ring ends at a dark pixel.
    Whole(usize),
    /// The ring is cut off by the edge of the picture.
    Cut(usize),
}

/// A line across the middle of a core: its middle and the lengths of its parts, in pixels.
#[derive(Clone, Copy)]
struct Across {
    middle: f32,
    core: f32,
    ringed: f32,
}

impl Across {
    /// Makes a line of a light, a dark and a light run. `None` where their lengths are too far from 1:3:1 for blur
    /// and slant to explain.
    fn of(before: Ring, core: Run, after: Ring) -> Option<Self> {
        let (before, after) = match (before, after) {
            (Ring::Whole(before), Ring::Whole(after)) => (before, after),
            // The part that is left of a cut ring is no longer than the other side.
            (Ring::Cut(part), Ring::Whole(whole)) | (Ring::Whole(whole), Ring::Cut(part)) if part <= whole + 1 => {
                (whole, whole)
            }
            // This happens on a diagonal, in a corner of the picture.
            (Ring::Cut(one), Ring::Cut(other)) => (one.max(other), one.max(other)),
            (Ring::Cut(_), Ring::Whole(_)) | (Ring::Whole(_), Ring::Cut(_)) => return None,
        };
        let (thin, thick) = (before.min(after), before.max(after));
        let ring = (before + after) as f32 / 2.0;
        let ratio = core.length as f32 / ring;
        let like = thin >= 1 && thick <= 2 * thin + 1 && (1.7..=4.8).contains(&ratio) && core.length >= MIN_CORE;
        like.then(|| Self {
            middle: core.start as f32 + core.length as f32 / 2.0,
            core: core.length as f32,
            ringed: (before + core.length + after) as f32,
        })
    }
}

/// Finds the dark cores of finder patterns with the light ring around them (ISO/IEC 18004 §6.3.3.1).
///
/// The dark outer ring may have merged with its surroundings, or be cut off by the edge of the picture. The main
/// reader needs a whole outer ring and misses these patterns.
pub(super) fn cores(picture: &BitMatrix) -> Vec<ConcentricPattern> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut found: Vec<ConcentricPattern> = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    for y in (0..height).step_by(ROW_STEP) {
        runs.clear();
        let mut start = 0;
        for x in 1..=width {
            if x == width || picture.get(x as u32, y as u32) != picture.get(start as u32, y as u32) {
                runs.push(Run { start, length: x - start });
                start = x;
            }
        }
        for three in runs.windows(3) {
            let &[before, core, after] = three else { continue };
            if !picture.get(core.start as u32, y as u32) {
                continue;
            }
            let ring = |run: Run| {
                let cut = run.start == 0 || run.start + run.length == width;
                if cut { Ring::Cut(run.length) } else { Ring::Whole(run.length) }
            };
            let Some(across) = Across::of(ring(before), core, ring(after)) else { continue };
            let is_found = |core: &ConcentricPattern| {
                (core.p.x - across.middle).hypot(core.p.y - y as f32) < core.size as f32 / 2.0
            };
            if !found.iter().any(is_found) {
                found.extend(core_at(picture, across, y));
            }
            if found.len() >= MAX_CORES {
                return found;
            }
        }
    }
    found
}

/// Measures a core in all directions. `None` where it is no square with a ring around it.
fn core_at(picture: &BitMatrix, across: Across, y: usize) -> Option<ConcentricPattern> {
    let reach = across.ringed as usize * 2;
    let down = line(picture, [across.middle as usize, y], [0, 1], reach)?;
    let level = line(picture, [across.middle as usize, down.middle as usize], [1, 0], reach)?;
    let alike = |one: f32, other: f32| one < other * 2.0 && other < one * 2.0;
    if !alike(down.core, level.core) || !alike(down.ringed, level.ringed) {
        return None;
    }
    // The diagonals of a square have as many pixels as its sides.
    for step in [[1, 1], [1, -1]] {
        let diagonal = line(picture, [level.middle as usize, down.middle as usize], step, reach)?;
        if !alike(diagonal.core, (down.core + level.core) / 2.0) {
            return None;
        }
    }
    let size = (down.ringed + level.ringed) / 2.0 * WHOLE / RINGED;
    Some(ConcentricPattern { p: point(level.middle, down.middle), size: size as i32 })
}

/// Measures the line through a dark point in a direction, within `reach` pixels to either side. Its middle is valid
/// only where the direction is that of an axis.
fn line(picture: &BitMatrix, [x, y]: [usize; 2], step: [isize; 2], reach: usize) -> Option<Across> {
    let dark = |way: isize| {
        let (x, y) = (x.checked_add_signed(step[0] * way)?, y.checked_add_signed(step[1] * way)?);
        (x < picture.width() as usize && y < picture.height() as usize).then(|| picture.get(x as u32, y as u32))
    };
    // The lengths of the core and of the ring to one side.
    let half = |sign: isize| {
        let core = (0..=reach).find(|&way| dark(sign * way as isize) != Some(true))?;
        let end = (core..=reach + core).find(|&way| dark(sign * way as isize) != Some(false))?;
        let ring = if dark(sign * end as isize).is_some() { Ring::Whole(end - core) } else { Ring::Cut(end - core) };
        (core > 0).then_some((core, ring))
    };
    let ((ahead, after), (back, before)) = (half(1)?, half(-1)?);
    let from = if step[1] == 0 { x } else { y };
    Across::of(before, Run { start: (from + 1).saturating_sub(back), length: ahead + back - 1 }, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A finder pattern at 10, 10 with 3 pixels a module, on a dark ground: its outer ring does not stand out.
    #[test]
    fn a_core_in_the_dark_is_found_once() {
        let mut picture = BitMatrix::new(60, 60).expect("a size");
        for (x, y) in (0..60_u32).flat_map(|y| (0..60).map(move |x| (x, y))) {
            let module = |at: u32| (at.max(1) - 1) / 3;
            let ring = module(x).abs_diff(6).max(module(y).abs_diff(6));
            if ring != 2 {
                picture.set(x, y);
            }
        }
        let found = cores(&picture);
        let seen: Vec<_> = found.iter().map(|core| (core.p.x, core.p.y, core.size)).collect();
        assert_eq!(seen, [(20.5, 20.5, 21)]);
    }

    #[test]
    fn cores_at_every_edge_are_looked_at() {
        for (left, top) in [(-4_i32, 20_i32), (20, -4), (41, 20), (20, 41), (-4, -4), (41, 41), (-4, 41), (41, -4)] {
            let mut picture = BitMatrix::new(60, 60).expect("a size");
            for (x, y) in (0..60_i32).flat_map(|y| (0..60).map(move |x| (x, y))) {
                let (x_off, y_off) = (x - left, y - top);
                let inside = (0..21).contains(&x_off) && (0..21).contains(&y_off);
                let ring = (x_off / 3).abs_diff(3).max((y_off / 3).abs_diff(3));
                if inside && ring != 2 {
                    picture.set(x as u32, y as u32);
                }
            }
            assert_eq!(cores(&picture).len(), 1, "{left} {top}");
        }
    }

    #[test]
    fn bars_are_no_cores() {
        let mut picture = BitMatrix::new(60, 60).expect("a size");
        for (x, y) in (0..60_u32).flat_map(|y| (0..60).map(move |x| (x, y))) {
            if !matches!(x, 15..=17 | 27..=29) {
                picture.set(x, y);
            }
        }
        assert!(cores(&picture).is_empty());
    }
}
