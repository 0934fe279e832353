use image::GrayImage;
use rxing::qrcode::cpp_port::detector::FinderPatternSet;

use super::Found;
use super::attempt::Seen;
use super::budget::Deadline;
use super::layout::Layout;
use super::mesh::Mesh;
use super::patch::{Patch, REACHES};
use super::timing::Side;
use super::warp::Warp;

/// The least share of known modules with the right colour that makes a reading credible. Half of them are right by
/// chance.
const MIN_AGREEMENT: f32 = 0.72;
/// The same for a mesh whose knots have settled, which makes more modules right by chance.
const MIN_MESH_AGREEMENT: f32 = 0.77;
/// The least share before anything has settled.
const MIN_FIRST_AGREEMENT: f32 = 0.56;
/// The least share once the corners have settled, and once the bends have.
const MIN_WARP_AGREEMENT: f32 = 0.6;
/// How many versions are tried on each side of the one that the distance of the finder patterns suggests.
const SIZES: i32 = 3;
/// The suggested version, divided by this number, is added to [`SIZES`].
const SIZES_MORE: i32 = 4;
/// How many of the best sizes are read.
const MAX_READ: usize = 2;
/// How much better than by chance the timing patterns must fit. A mesh takes long to grow, so it is grown only if they
/// fit, or if the version does.
const TIMING_FIT: f32 = 0.03;
/// How well the version must fit.
const VERSION_FIT: f32 = 0.4;
/// The sharpening that is tried against blur.
const SHARPER: [f32; 4] = [0.0, 0.3, 0.6, 1.0];
/// The thresholds for a dark module that are tried.
const LEVELS: [f32; 3] = [0.0, 0.15, -0.15];

/// Reads the code of three finder patterns by fitting a mesh or a bent plane to its brightness. This is slow, but
/// needs no clean edges. `sign` is 1 for dark on light, -1 for light on dark.
pub(super) fn read(picture: &GrayImage, set: &FinderPatternSet, sign: f32, deadline: Deadline) -> Seen {
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
    let [tl, tr, bl] = [tl, tr, bl].map(|corner| patch.inward(corner));
    let version = ((side / module.max(0.1) + 7.0 - 17.0) / 4.0).round() as i32;
    let reach = SIZES + version / SIZES_MORE;
    let mut sizes: Vec<Guess> = (version - reach..=version + reach)
        .filter_map(|version| Layout::of(u32::try_from(17 + 4 * version).ok()?))
        .take_while(|_| !deadline.is_over())
        .filter_map(|layout| Guess::of(layout, &patch, [tl, tr, bl]))
        .collect();
    sizes.sort_by(|one, other| other.fit.total_cmp(&one.fit));
    for Guess { layout, start, credible, .. } in sizes.iter().take(MAX_READ) {
        if deadline.is_over() {
            break;
        }
        // A mesh grows from the finder patterns, so it suits crumpled paper and is tried first.
        let found = if *credible { grown(start, layout, &patch) } else { None };
        if let Some(found) = found.or_else(|| fitted(*start, layout, &patch)) {
            return Seen { found: vec![found], patterns: Vec::new() };
        }
    }
    Seen::default()
}

/// A possible size of a code.
struct Guess {
    layout: Layout,
    start: Warp,
    /// How well the known modules of such a code fit.
    fit: f32,
    /// Whether the timing patterns or the version fit better than by chance.
    credible: bool,
}

impl Guess {
    fn of(layout: Layout, patch: &Patch, [tl, tr, bl]: [[f32; 2]; 3]) -> Option<Self> {
        let upper = Side::measured(patch, layout.modules, tl, tr, bl);
        let left = Side::measured(patch, layout.modules, tl, bl, tr);
        // A code that looks slanted may be bent instead.
        let (fit, start) = [(upper.depth, left.depth), (0.0, 0.0)]
            .map(|(right, lower)| Warp::slanted([tl, tr, bl], right, lower))
            .map(|start| (start.fit(&layout, patch), start))
            .into_iter()
            .max_by(|(one, _), (other, _)| one.total_cmp(other))?;
        let timing = (upper.fit + left.fit) / 2.0 - Side::chance_fit(layout.modules);
        let version = start.version_fit(&layout, patch);
        let credible = timing > TIMING_FIT || version > VERSION_FIT;
        Some(Self { layout, start, fit: fit + version + timing, credible })
    }
}

/// Grows a mesh from the finder patterns outward, and reads the code through it.
fn grown(start: &Warp, layout: &Layout, patch: &Patch) -> Option<Found> {
    let mut mesh = Mesh::over(start, layout, patch);
    mesh.settle();
    (mesh.agreement() >= MIN_MESH_AGREEMENT).then(|| decode(&mesh)).flatten()
}

/// Fits a bent plane to the whole code, and a mesh over it where the plane is not enough, and reads the code.
fn fitted(start: Warp, layout: &Layout, patch: &Patch) -> Option<Found> {
    let warp = start.with_fourth_corner(layout, patch);
    if warp.agreement(layout, patch) < MIN_FIRST_AGREEMENT {
        return None;
    }
    let (warp, _) = warp.settled(layout, patch, false);
    if warp.agreement(layout, patch) < MIN_WARP_AGREEMENT {
        return None;
    }
    let (warp, _) = warp.settled(layout, patch, true);
    if warp.agreement(layout, patch) < MIN_WARP_AGREEMENT {
        return None;
    }
    let mut mesh = Mesh::over(&warp, layout, patch);
    if mesh.agreement() >= MIN_AGREEMENT
        && let Some(found) = decode(&mesh)
    {
        return Some(found);
    }
    mesh.settle();
    (mesh.agreement() >= MIN_MESH_AGREEMENT).then(|| decode(&mesh)).flatten()
}

fn decode(mesh: &Mesh<'_>) -> Option<Found> {
    let equalised = REACHES.iter().find_map(|&reach| mesh.equalised(reach)?.corrected());
    let payload = equalised.or_else(|| {
        let symbol = mesh.symbol();
        SHARPER.iter().find_map(|&share| {
            let sharp = symbol.sharpened(share);
            LEVELS.iter().find_map(|&level| sharp.read(level)).or_else(|| sharp.corrected())
        })
    })?;
    Some(Found { payload, corners: mesh.corners() })
}
