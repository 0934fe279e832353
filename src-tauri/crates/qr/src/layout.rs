use rxing::qrcode::common::{VERSION_DECODE_INFO, Version};

/// A module whose colour is given by the standard.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) x: f32,
    pub(super) y: f32,
    /// The colour, 1 for dark and -1 for light, times the weight of the module.
    pub(super) weight: f32,
}

/// What the standard says of a code of one size (ISO/IEC 18004 §6.3). The place of a module is its middle.
pub(super) struct Layout {
    /// The number of modules a side: 21 to 177.
    pub(super) modules: u32,
    /// The modules of the finder, timing and alignment patterns.
    pub(super) known: Vec<Known>,
    /// The modules of the two copies of the version, the one at the upper right first. Their places are relative to the
    /// middle of the finder pattern beside the copy. Small codes have no version, so both are empty.
    pub(super) version: [Vec<Known>; 2],
    /// Some of the other modules, evenly spread.
    pub(super) unknown: Vec<[f32; 2]>,
}

impl Layout {
    /// Makes the layout of codes with so many modules a side. `None` where there are no such codes.
    pub(super) fn of(modules: u32) -> Option<Self> {
        if !(21..=177).contains(&modules) || modules % 4 != 1 {
            return None;
        }
        let version = Version::getVersionForNumber((modules - 17) / 4).ok()?;
        let function = version.buildFunctionPattern().ok()?;
        let mut known = Vec::new();
        let mut add = |x: u32, y: u32, dark: bool, weight: f32| {
            let weight = if dark { weight } else { -weight };
            known.push(Known { x: x as f32 + 0.5, y: y as f32 + 0.5, weight });
        };
        for (left, top) in [(0, 0), (modules - 8, 0), (0, modules - 8)] {
            for (x, y) in (0..8).flat_map(|y| (0..8).map(move |x| (left + x, top + y))) {
                let centre = |start: u32| if start == 0 { 3 } else { modules - 4 };
                let ring = x.abs_diff(centre(left)).max(y.abs_diff(centre(top)));
                add(x, y, matches!(ring, 0 | 1 | 3), 1.0);
            }
        }
        for at in 8..modules - 8 {
            add(at, 6, at % 2 == 0, 1.5);
            add(6, at, at % 2 == 0, 1.5);
        }
        let centres = version.getAlignmentPatternCenters();
        let last = modules - 7;
        for (&x, &y) in centres.iter().flat_map(|y| centres.iter().map(move |x| (x, y))) {
            if matches!((x, y), (6, 6)) || (x, y) == (6, last) || (x, y) == (last, 6) {
                continue;
            }
            for (u, v) in (0..5).flat_map(|v| (0..5).map(move |u| (u, v))) {
                let ring = u32::abs_diff(u, 2).max(u32::abs_diff(v, 2));
                add(x + u - 2, y + v - 2, ring != 1, 1.5);
            }
        }
        let version_bits =
            version.getVersionNumber().checked_sub(7).and_then(|at| VERSION_DECODE_INFO.get(at as usize));
        let copy = |turned: bool| {
            let bits = version_bits.iter().flat_map(|&&bits| (0..18).map(move |bit| (bit, bits >> bit & 1 == 1)));
            bits.map(|(bit, dark)| {
                let (x, y) = ((bit % 3) as f32 - 7.0, (bit / 3) as f32 - 3.0);
                let (x, y) = if turned { (y, x) } else { (x, y) };
                Known { x, y, weight: if dark { 1.0 } else { -1.0 } }
            })
            .collect()
        };
        // About a thousand modules are enough.
        let step = (modules / 33 + 1) as usize;
        let unknown = (0..modules)
            .flat_map(|y| (0..modules).map(move |x| (x, y)))
            .filter(|&(x, y)| !function.get(x, y))
            .step_by(step)
            .map(|(x, y)| [x as f32 + 0.5, y as f32 + 0.5])
            .collect();
        Some(Self { modules, known, version: [copy(false), copy(true)], unknown })
    }
}
