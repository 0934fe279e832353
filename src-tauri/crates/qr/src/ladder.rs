use image::{GrayImage, imageops};
use rxing::common::BitMatrix;
use rxing::common::cpp_essentials::ConcentricPattern;
use rxing::qrcode::cpp_port::detector::{FinderPatternSet, GenerateFinderPatternSets};

use super::attempt::{self, Seen};
use super::budget::{Budget, Deadline};
use super::{Found, Reason, Scan, cores, pairs, patient, threshold};

/// The shortest side, in pixels, that can hold a code: 21 modules (ISO/IEC 18004 §6.3.1) of one pixel.
const MIN_SIDE: u32 = 21;
/// How often a picture is halved. A side of 16,384 pixels ends at 2,048.
const HALVINGS: usize = 3;
/// The most pixels of a picture that is doubled to read very small modules.
const MAX_DOUBLED: u32 = 1_000_000;
/// The longest side of a picture for the late reader, in pixels. Its time grows fast with the size.
const LATE_SIDE: u32 = 1600;
/// The most pixels of a level that is tried with further thresholds.
const MAX_PATIENT: u32 = 5_000_000;
/// Reach and bias of the windows that are tried after blocks. They suit fine and coarse modules. A positive bias is
/// for noise, the negative one for pale prints.
const WINDOWS: [(u32, i32); 4] = [(10, 2), (24, 4), (60, 0), (24, -6)];
/// Reach and bias of the windows that find the patterns of noisy and blurred codes, before the patient reader runs. A
/// bias above the noise leaves true patterns only, and keeps narrow light rings light.
const NOISY: [(u32, i32); 2] = [(24, 20), (60, 10)];
/// Reach and bias of the windows in which the search for cores of finder patterns runs.
const CORE_WINDOWS: [(u32, i32); 3] = [(24, 4), (60, 0), (10, 2)];

/// The reach of the unsharp masks, in pixels.
const SIGMAS: [f32; 2] = [3.0, 7.0];
/// The most finder patterns that are kept of each ground, and the most sets of three for the patient reader: of all
/// patterns, and of the likeliest ones.
const MAX_POOL: usize = 200;
const MAX_PATIENT_SETS: usize = 80;
const MAX_LIKELIEST: usize = 8;
/// The ground of a pattern: dark on light, or light on dark.
pub(super) const DARK: usize = 0;
pub(super) const LIGHT: usize = 1;

/// Finds the QR codes in the brightness of a picture, dark on light and light on dark. The search ends when
/// everything that looks like a code was read, or when the budget is spent.
pub fn scan(picture: &GrayImage, budget: Budget) -> Scan {
    climb(picture, budget.starting_now())
}

/// Climbs the ladder until everything that looks like a code was read, or the deadline is over.
fn climb(picture: &GrayImage, deadline: Deadline) -> Scan {
    let mut climber = Climber::new(deadline);
    if picture.width().min(picture.height()) >= MIN_SIDE {
        climber.climb(picture);
    }
    climber.end(picture)
}

/// The state of a search. All places are in pixels of the picture.
pub(super) struct Climber {
    deadline: Deadline,
    found: Vec<Found>,
    /// The finder patterns that belong to no code that was read, by ground.
    patterns: [Vec<ConcentricPattern>; 2],
    /// The cores of finder patterns that are not whole, by ground. They are too uncertain to give a reason.
    cores: [Vec<ConcentricPattern>; 2],
    /// The sets that the patient reader has tried, each with its ground.
    tried: Vec<(usize, FinderPatternSet)>,
    /// Whether patterns that the last attempt left over could still make up a code.
    open: bool,
}

impl Climber {
    pub(super) fn new(deadline: Deadline) -> Self {
        Self {
            deadline,
            found: Vec::new(),
            patterns: [Vec::new(), Vec::new()],
            cores: [Vec::new(), Vec::new()],
            tried: Vec::new(),
            open: true,
        }
    }

    fn climb(&mut self, picture: &GrayImage) {
        let mut levels: Vec<GrayImage> = Vec::new();
        for halvings in 0..=HALVINGS {
            if halvings > 0 {
                let Some(half) = half(levels.last().unwrap_or(picture)) else { break };
                levels.push(half);
            }
            self.blocks(levels.last().unwrap_or(picture), factor(halvings));
            if self.is_done() {
                return;
            }
        }
        let levels: Vec<(&GrayImage, f32)> = std::iter::once(picture)
            .chain(&levels)
            .enumerate()
            .map(|(halvings, level)| (level, factor(halvings)))
            .filter(|(level, _)| level.width() * level.height() <= MAX_PATIENT)
            .take(HALVINGS)
            .collect();
        for (reach, bias) in NOISY {
            for (level, factor) in levels.iter().take(2) {
                if let Some(matrix) = threshold::window(level, reach, bias) {
                    self.both_ways(matrix, *factor);
                }
                if self.is_done() {
                    return;
                }
            }
        }
        self.likeliest(picture);
        if self.is_done() {
            return;
        }
        // This helps against grain. The smaller levels are softer already.
        if let Some((level, factor)) = levels.first() {
            let soft = imageops::fast_blur(*level, 1.0);
            for matrix in [threshold::blocks(&soft), threshold::window(&soft, 16, 2)].into_iter().flatten() {
                self.both_ways(matrix, *factor);
                if self.is_done() {
                    return;
                }
            }
        }
        for (reach, bias) in WINDOWS {
            for (level, factor) in &levels {
                if let Some(matrix) = threshold::window(level, reach, bias) {
                    self.both_ways(matrix, *factor);
                }
                if self.is_done() {
                    return;
                }
            }
        }
        if picture.width() * picture.height() <= MAX_DOUBLED {
            let (width, height) = (picture.width() * 2, picture.height() * 2);
            let double = imageops::resize(picture, width, height, imageops::FilterType::CatmullRom);
            self.blocks(&double, 0.5);
            if self.is_done() {
                return;
            }
            if let Some(matrix) = threshold::window(&double, 24, 2) {
                self.both_ways(matrix, 0.5);
            }
        }
        for (sigma, (level, factor)) in
            SIGMAS.iter().flat_map(|sigma| levels.iter().take(2).map(move |it| (*sigma, it)))
        {
            if self.is_done() {
                return;
            }
            let sharp = sharpened(level, sigma);
            self.blocks(&sharp, *factor);
            if let Some(matrix) = threshold::window(&sharp, 24, 2) {
                self.both_ways(matrix, *factor);
            }
        }
        if !self.is_done() {
            self.late(picture);
            self.patient(picture);
            self.cores(&levels);
            self.patient(picture);
            self.guess(picture);
        }
    }

    /// Reads a level in black and white by blocks, on both grounds.
    pub(super) fn blocks(&mut self, level: &GrayImage, factor: f32) {
        if let Some(matrix) = threshold::blocks(level) {
            self.both_ways(matrix, factor);
        }
    }

    pub(super) fn both_ways(&mut self, mut matrix: BitMatrix, factor: f32) {
        let dark = self.take(attempt::main(&matrix, self.deadline), factor, DARK);
        if self.is_done_after(dark) {
            self.open = false;
            return;
        }
        matrix.flip_self();
        let light = self.take(attempt::main(&matrix, self.deadline), factor, LIGHT);
        self.open = dark || light;
    }

    /// Runs the patient reader on the likeliest sets. Where noise hides the edges, this is faster than further
    /// thresholds.
    fn likeliest(&mut self, picture: &GrayImage) {
        for (ground, sign) in [(DARK, 1.0), (LIGHT, -1.0)] {
            let sets = pairs::ranked(self.patterns[ground].clone());
            self.try_each(&sets[..sets.len().min(MAX_LIKELIEST)], ground, |set, deadline| {
                patient::read(picture, set, sign, deadline)
            });
        }
        self.open = self.patterns.iter().any(|patterns| {
            let mut left: Vec<ConcentricPattern> = patterns.iter().filter(|it| !self.is_read(it)).copied().collect();
            !GenerateFinderPatternSets(&mut left).is_empty()
        });
    }

    /// Runs the patient reader on sets of three of all patterns so far, the likeliest first.
    fn patient(&mut self, picture: &GrayImage) {
        for (ground, sign) in [(DARK, 1.0), (LIGHT, -1.0)] {
            let sets = pairs::ranked(self.pool(ground));
            let sets = &sets[..sets.len().min(MAX_PATIENT_SETS)];
            self.try_each(sets, ground, |set, deadline| patient::read(picture, set, sign, deadline));
        }
    }

    /// Runs the patient reader on pairs of patterns, with a guessed third one.
    fn guess(&mut self, picture: &GrayImage) {
        for (ground, sign) in [(DARK, 1.0), (LIGHT, -1.0)] {
            let sets = pairs::guessed(&self.pool(ground));
            self.try_each(&sets, ground, |set, deadline| patient::read(picture, set, sign, deadline));
        }
    }

    /// Runs `read` on each set that was not tried before.
    fn try_each(
        &mut self,
        sets: &[FinderPatternSet],
        ground: usize,
        read: impl Fn(&FinderPatternSet, Deadline) -> Seen,
    ) {
        for set in sets {
            if self.deadline.is_over() {
                return;
            }
            let read_already = [set.bl, set.tl, set.tr].iter().any(|pattern| self.is_read(pattern));
            if !read_already && !self.tried.contains(&(ground, *set)) {
                self.tried.push((ground, *set));
                let seen = attempt::contained(|| read(set, self.deadline));
                self.take(seen, 1.0, ground);
            }
        }
    }

    /// Gives all patterns of a ground that belong to no code, and the cores.
    fn pool(&self, ground: usize) -> Vec<ConcentricPattern> {
        let mut pool = self.patterns[ground].clone();
        keep(&mut pool, self.cores[ground].iter().copied());
        pool
    }

    /// Adds the cores of finder patterns that are not whole, for the patient reader.
    fn cores(&mut self, levels: &[(&GrayImage, f32)]) {
        for (level, factor) in levels {
            for (reach, bias) in CORE_WINDOWS {
                let Some(mut matrix) = threshold::window(level, reach, bias) else { continue };
                for ground in [DARK, LIGHT] {
                    if self.deadline.is_over() {
                        return;
                    }
                    keep(&mut self.cores[ground], cores::cores(&matrix).into_iter().map(|core| scaled(core, *factor)));
                    matrix.flip_self();
                }
            }
        }
    }

    /// Runs the late reader.
    fn late(&mut self, picture: &GrayImage) {
        let (mut small, factor) = within(picture, LATE_SIDE);
        for _ in 0..2 {
            self.take(attempt::late(&small), factor, DARK);
            imageops::invert(&mut small);
        }
    }

    /// Adds the result of an attempt on a picture that is smaller by `factor`. Gives whether the patterns that it
    /// left over could make up a code.
    pub(super) fn take(&mut self, seen: Seen, factor: f32, ground: usize) -> bool {
        for Found { payload, corners } in seen.found {
            let corners = corners.scaled(factor);
            if !self.found.iter().any(|known| known.payload.same(&payload) && known.corners.same_place(&corners)) {
                self.found.push(Found { payload, corners });
            }
        }
        let mut left = Vec::new();
        for pattern in seen.patterns {
            let pattern = scaled(pattern, factor);
            if !self.is_read(&pattern) {
                left.push(pattern);
            }
        }
        let open = !GenerateFinderPatternSets(&mut left).is_empty();
        keep(&mut self.patterns[ground], left.into_iter());
        open
    }

    /// Whether a pattern belongs to a code that was read.
    fn is_read(&self, pattern: &ConcentricPattern) -> bool {
        self.found.iter().any(|found| found.corners.holds([pattern.p.x, pattern.p.y]))
    }

    pub(super) fn found_none(&self) -> bool {
        self.found.is_empty()
    }

    fn is_done_after(&self, open: bool) -> bool {
        self.deadline.is_over() || !self.found.is_empty() && !open
    }

    fn is_done(&self) -> bool {
        self.is_done_after(self.open)
    }

    pub(super) fn end(self, picture: &GrayImage) -> Scan {
        let [dark, light] = self.patterns;
        let patterns = if dark.len() >= light.len() { dark } else { light };
        let reason = self.found.is_empty().then(|| Reason::of(picture, patterns));
        Scan { found: self.found, reason }
    }
}

/// Gives a pattern in a picture `factor` times as large.
fn scaled(mut pattern: ConcentricPattern, factor: f32) -> ConcentricPattern {
    pattern.p = pattern.p * factor;
    pattern.size = (pattern.size as f32 * factor) as i32;
    pattern
}

/// Adds the patterns that are not near a pattern of the pool, as long as the pool has room.
fn keep(pool: &mut Vec<ConcentricPattern>, patterns: impl Iterator<Item = ConcentricPattern>) {
    for pattern in patterns {
        let near = |known: &ConcentricPattern| known.distance(pattern) < known.size.max(pattern.size) as f32 / 2.0;
        if pool.len() < MAX_POOL && !pool.iter().any(near) {
            pool.push(pattern);
        }
    }
}

fn factor(halvings: usize) -> f32 {
    (1_u32 << halvings) as f32
}

/// Gives the picture at half its size. `None` where it is too small to be halved.
pub(super) fn half(picture: &GrayImage) -> Option<GrayImage> {
    let (width, height) = (picture.width() / 2, picture.height() / 2);
    (width.min(height) >= MIN_SIDE).then(|| imageops::thumbnail(picture, width, height))
}

/// Makes a picture smaller where it has a side longer than `side`. Gives the factor too.
fn within(picture: &GrayImage, side: u32) -> (GrayImage, f32) {
    let (width, height) = picture.dimensions();
    let longest = width.max(height);
    if longest <= side {
        return (picture.clone(), 1.0);
    }
    // The product is below `side` times a `u32`. The shorter side keeps at least a pixel.
    let scaled =
        |length: u32| u32::try_from(u64::from(length) * u64::from(side) / u64::from(longest)).unwrap_or(side).max(1);
    (imageops::thumbnail(picture, scaled(width), scaled(height)), longest as f32 / side as f32)
}

/// Sharpens a picture with an unsharp mask over `sigma` pixels, against a blur of the lens or the hand.
fn sharpened(picture: &GrayImage, sigma: f32) -> GrayImage {
    let soft = imageops::fast_blur(picture, sigma);
    let mut sharp = picture.clone();
    for (pixel, soft) in sharp.iter_mut().zip(soft.iter()) {
        let stronger = i32::from(*pixel) + 3 * (i32::from(*pixel) - i32::from(*soft));
        *pixel = u8::try_from(stronger.clamp(0, 255)).unwrap_or_default();
    }
    sharp
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;
    use crate::{Corners, Payload};

    #[test]
    fn the_same_place_counts_once_and_the_same_text_elsewhere_again() {
        let mut climber = Climber::new(Budget::STILL.starting_now());
        let at = |x: f32, side: f32| Found {
            payload: Payload::new(b"text".to_vec(), None),
            corners: Corners([[x, 0.0], [x + side, 0.0], [x + side, side], [x, side]]),
        };
        climber.take(Seen { found: vec![at(0.0, 40.0), at(100.0, 40.0)], patterns: Vec::new() }, 1.0, DARK);
        climber.take(Seen { found: vec![at(51.0, 20.0), at(1.0, 20.0)], patterns: Vec::new() }, 2.0, DARK);
        assert_eq!(climber.found.iter().map(|found| found.corners.0[0][0]).collect::<Vec<_>>(), [0.0, 100.0]);
    }

    #[test]
    fn the_late_reader_gets_a_bounded_picture() {
        assert_eq!(within(&GrayImage::new(16_000, 3), LATE_SIDE).0.dimensions(), (1600, 1));
        assert_eq!(within(&GrayImage::new(3200, 2400), LATE_SIDE).0.dimensions(), (1600, 1200));
        assert_eq!(within(&GrayImage::new(1600, 20), LATE_SIDE).0.dimensions(), (1600, 20));
    }

    #[test]
    fn pictures_without_a_code_give_nothing() {
        for side in [1, 20, 21, 39, 40, 200] {
            let chequered = GrayImage::from_fn(side, side, |x, y| Luma([if (x + y) % 2 == 0 { 0 } else { 255 }]));
            for picture in [GrayImage::from_pixel(side, side, Luma([255])), chequered] {
                let scan = climb(&picture, Budget::STILL.starting_now());
                assert!(scan.found.is_empty(), "{side}");
                assert_eq!(scan.reason, Some(Reason::NoCode), "{side}");
            }
        }
    }
}
