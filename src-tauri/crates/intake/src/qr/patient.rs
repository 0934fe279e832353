use image::GrayImage;
use rxing::common::BitMatrix;
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::FinderPatternSet;

use super::attempt::{Seen, payload};
use super::budget::Deadline;
use super::layout::Layout;
use super::patch::Patch;
use super::warp::Warp;
use super::{Corners, Found};

/// The least share of known modules of the right colour for what is read to be believed; half are right by chance.
const AGREEMENT: f32 = 0.72;
/// The same, before anything is settled.
const GLIMPSE: f32 = 0.56;
/// The same, before the bends are settled.
const HOPE: f32 = 0.6;
/// Sizes tried around the one that the finder patterns' distance tells, in steps of four modules, and kept.
const SIZES: std::ops::RangeInclusive<i32> = -3..=3;
const KEPT: usize = 2;
/// How far a side may bulge, in pixels of the patch: flat first.
pub(super) const BENDS: [(f32, f32); 5] = [(0.0, 0.0), (9.0, 0.0), (-9.0, 0.0), (0.0, 9.0), (0.0, -9.0)];
/// How much each module is set off against its four neighbours, against blur, and how dark it must be.
const SHARPER: [f32; 4] = [0.0, 0.3, 0.6, 1.0];
const LEVELS: [f32; 3] = [0.0, 0.15, -0.15];

/// Reads the code of three finder patterns by fitting a bent plane to its brightness: slow, but it needs no clean edge
/// anywhere. `sign` is 1 for dark on light, -1 for light on dark; `bends` are the bulges
/// it starts from.
pub(super) fn read(
    picture: &GrayImage,
    set: &FinderPatternSet,
    sign: f32,
    bends: &[(f32, f32)],
    deadline: Deadline,
) -> Seen {
    let [bl, tl, tr] = [set.bl, set.tl, set.tr].map(|pattern| [pattern.p.x, pattern.p.y]);
    let module = (set.bl.size + set.tl.size + set.tr.size) as f32 / 21.0;
    let away = |from: [f32; 2], to: [f32; 2]| (to[0] - from[0]).hypot(to[1] - from[1]);
    let side = (away(tl, tr) + away(tl, bl)) / 2.0;
    let br = [0, 1].map(|axis| tr[axis] + bl[axis] - tl[axis]);
    let corners = [tl, tr, br, bl];
    let margin = module * 7.0 + side * 0.15;
    let edge = |axis: usize, pick: fn(f32, f32) -> f32| corners.iter().map(|c| c[axis]).reduce(pick).unwrap_or(0.0);
    let least = [0, 1].map(|axis| edge(axis, f32::min) - margin);
    let most = [0, 1].map(|axis| edge(axis, f32::max) + margin);
    let Some(patch) = Patch::cut(picture, least, most, module, sign) else { return Seen::default() };
    let start = Warp::flat(corners.map(|corner| patch.inward(corner)));
    let version = ((side / module.max(0.1) + 7.0 - 17.0) / 4.0).round() as i32;
    let mut sizes: Vec<(f32, Layout)> = SIZES
        .filter_map(|more| Layout::of(u32::try_from(17 + 4 * (version + more)).ok()?))
        .map(|layout| (start.fit(&layout, &patch), layout))
        .collect();
    sizes.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    for &(across, down) in bends {
        for (_, layout) in sizes.iter().take(KEPT) {
            if deadline.is_over() {
                return Seen::default();
            }
            let warp = start.bent(across, down).with_fourth_corner(layout, &patch);
            if warp.agreement(layout, &patch) < GLIMPSE {
                continue;
            }
            let (warp, _) = warp.settled(layout, &patch, false);
            if warp.agreement(layout, &patch) < HOPE {
                continue;
            }
            let (warp, _) = warp.settled(layout, &patch, true);
            if warp.agreement(layout, &patch) < AGREEMENT {
                continue;
            }
            if let Some(found) = decode(layout, &patch, &warp) {
                return Seen { found: vec![found], patterns: Vec::new() };
            }
        }
    }
    Seen::default()
}

fn decode(layout: &Layout, patch: &Patch, warp: &Warp) -> Option<Found> {
    let modules = layout.modules as usize;
    let around = [[0.0, 0.0], [0.2, 0.2], [-0.2, 0.2], [0.2, -0.2], [-0.2, -0.2]];
    let dark: Vec<f32> = (0..modules * modules)
        .map(|at| {
            let (x, y) = ((at % modules) as f32 + 0.5, (at / modules) as f32 + 0.5);
            around.iter().map(|[u, v]| patch.dark(warp.place(layout.modules, [x + u, y + v]))).sum::<f32>() / 5.0
        })
        .collect();
    for sharper in SHARPER {
        let sharp = sharpened(&dark, modules, sharper);
        for level in LEVELS {
            let mut bits = BitMatrix::new(layout.modules, layout.modules).ok()?;
            for (at, _) in sharp.iter().enumerate().filter(|&(_, &dark)| dark > level) {
                bits.set((at % modules) as u32, (at / modules) as u32);
            }
            if let Ok(decoded) = Decode(&bits)
                && decoded.isValid()
                && let Some(payload) = payload(&decoded)
            {
                let side = layout.modules as f32;
                let corners = [[0.0, 0.0], [side, 0.0], [side, side], [0.0, side]];
                let corners = Corners(corners.map(|corner| patch.outward(warp.place(layout.modules, corner))));
                return Some(Found { payload, corners });
            }
        }
    }
    None
}

fn sharpened(dark: &[f32], modules: usize, sharper: f32) -> Vec<f32> {
    let value = |x: usize, y: usize| dark[y.min(modules - 1) * modules + x.min(modules - 1)];
    (0..dark.len())
        .map(|at| {
            let (x, y) = (at % modules, at / modules);
            let beside =
                value(x + 1, y) + value(x.saturating_sub(1), y) + value(x, y + 1) + value(x, y.saturating_sub(1));
            dark[at] + sharper * (dark[at] - beside / 4.0)
        })
        .collect()
}
