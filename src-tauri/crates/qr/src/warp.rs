use super::layout::{Known, Layout};
use super::patch::{MODULE, Patch};

/// The modules from the edge of a code to the middle of a finder pattern.
pub(super) const INSET: f32 = 3.5;
/// Two numbers for each of the four corners of the square, and two for each of the four bends.
const NUMBERS: usize = 16;
/// The numbers of the corners alone.
const FLAT: usize = 8;
/// The finest step, in pixels of the patch.
const FINEST: f32 = 0.15;

/// The distance from the right and lower edge to the far side of the alignment pattern beside the fourth corner, in
/// modules.
const LAST_ALIGNMENT: f32 = 9.0;
/// The distance between two places that are tried for the fourth corner, in modules.
const CORNER_STEP: f32 = 0.8;
/// How many of the best places are compared by the fit of the whole code.
const CORNERS: usize = 16;
/// By which factor a module beside a corner may differ in size from the rest of the code.
const STRETCHES: [f32; 3] = [1.0, 0.85, 1.18];

/// The places of a code's modules in a patch: a plane that is seen at an angle, and its bends.
///
/// The first eight numbers are the corners of the square that the middles of the finder patterns make up: upper left,
/// upper right, lower right, lower left. The others say how far the sides bulge together, and how far opposite sides
/// differ in this.
#[derive(Clone, Copy)]
pub(super) struct Warp([f32; NUMBERS]);

/// A warp as the projection of the square from 0 to 1 (Heckbert 1989, §2.2.3).
pub(super) struct Projection {
    a: [f32; 3],
    b: [f32; 3],
    w: [f32; 2],
    bend: [[f32; 2]; 4],
}

impl Warp {
    /// Makes a warp without bends.
    pub(super) fn flat(corners: [[f32; 2]; 4]) -> Self {
        let mut numbers = [0.0; NUMBERS];
        numbers[..FLAT].copy_from_slice(corners.as_flattened());
        Self(numbers)
    }

    /// Makes the warp of a code whose modules are larger by these shares at the upper right and at the lower left
    /// finder pattern than at the upper left one.
    pub(super) fn slanted([tl, tr, bl]: [[f32; 2]; 3], right: f32, lower: f32) -> Self {
        let (u, v) = (1.0 / (1.0 + right), 1.0 / (1.0 + lower));
        let depth = (u + v - 1.0).max(0.2);
        let br = [0, 1].map(|axis| (tr[axis] * u + bl[axis] * v - tl[axis]) / depth);
        Self::flat([tl, tr, br, bl])
    }

    /// Gives the warp in the form that places points.
    pub(super) fn projection(&self) -> Projection {
        let n = &self.0;
        let ([x0, x1, x2, x3], [y0, y1, y2, y3]) = ([n[0], n[2], n[4], n[6]], [n[1], n[3], n[5], n[7]]);
        let (sx, sy) = (x0 - x1 + x2 - x3, y0 - y1 + y2 - y3);
        let (dx1, dx2, dy1, dy2) = (x1 - x2, x3 - x2, y1 - y2, y3 - y2);
        let area = dx1 * dy2 - dx2 * dy1;
        let area = if area.abs() < 1e-3 { 1e-3 } else { area };
        let (g, h) = ((sx * dy2 - dx2 * sy) / area, (dx1 * sy - sx * dy1) / area);
        Projection {
            a: [x1 - x0 + g * x1, x3 - x0 + h * x3, x0],
            b: [y1 - y0 + g * y1, y3 - y0 + h * y3, y0],
            w: [g, h],
            bend: [[n[8], n[9]], [n[10], n[11]], [n[12], n[13]], [n[14], n[15]]],
        }
    }

    /// Gives how well a patch fits: known modules have the right colour, the others are clearly dark or light. 1.7 at
    /// best.
    pub(super) fn fit(&self, layout: &Layout, patch: &Patch) -> f32 {
        let projection = self.projection();
        let pitch = 1.0 / (layout.modules as f32 - 2.0 * INSET);
        let (mut agreed, mut weights) = (0.0, 0.0);
        for known in &layout.known {
            agreed += known.weight * patch.dark(projection.place(pitch, known.x, known.y));
            weights += known.weight.abs();
        }
        let clear: f32 = layout.unknown.iter().map(|&[x, y]| patch.dark(projection.place(pitch, x, y)).abs()).sum();
        agreed / weights + 0.7 * clear / layout.unknown.len().max(1) as f32
    }

    /// Gives how well the modules of the version fit, from -1 to 1; 0 for codes without one. Perspective may make the
    /// modules larger or smaller there.
    pub(super) fn version_fit(&self, layout: &Layout, patch: &Patch) -> f32 {
        let projection = self.projection();
        let pitch = 1.0 / (layout.modules as f32 - 2.0 * INSET);
        let last = layout.modules as f32 - INSET;
        let copies = layout.version.iter().zip([[last, INSET], [INSET, last]]).map(|(copy, [x, y])| {
            STRETCHES
                .map(|stretch| {
                    let dark = |it: &Known| {
                        it.weight * patch.dark(projection.place(pitch, x + it.x * stretch, y + it.y * stretch))
                    };
                    copy.iter().map(dark).sum::<f32>() / copy.len().max(1) as f32
                })
                .into_iter()
                .fold(f32::MIN, f32::max)
        });
        copies.sum::<f32>() / 2.0
    }

    /// Gives the share of known modules that have the right colour.
    pub(super) fn agreement(&self, layout: &Layout, patch: &Patch) -> f32 {
        let projection = self.projection();
        let pitch = 1.0 / (layout.modules as f32 - 2.0 * INSET);
        let right =
            layout.known.iter().filter(|it| it.weight * patch.dark(projection.place(pitch, it.x, it.y)) > 0.0).count();
        right as f32 / layout.known.len() as f32
    }

    /// Gives the warp with the best fourth corner. The alignment pattern beside the corner (ISO/IEC 18004 §6.3.6)
    /// gives the likeliest places, and the fit of the whole code selects one of them.
    pub(super) fn with_fourth_corner(self, layout: &Layout, patch: &Patch) -> Self {
        let edge = layout.modules as f32 - LAST_ALIGNMENT;
        let alignment: Vec<Known> = layout.known.iter().filter(|it| it.x > edge && it.y > edge).copied().collect();
        let reach = (layout.modules / 4) as i32;
        let pitch = 1.0 / (layout.modules as f32 - 2.0 * INSET);
        let mut places: Vec<(f32, Self)> = (-reach..=reach)
            .flat_map(|y| (-reach..=reach).map(move |x| (x as f32, y as f32)))
            .map(|(x, y)| {
                let mut warp = self;
                warp.0[4] += x * MODULE * CORNER_STEP;
                warp.0[5] += y * MODULE * CORNER_STEP;
                let projection = warp.projection();
                let dark = |it: &Known| it.weight * patch.dark(projection.place(pitch, it.x, it.y));
                (alignment.iter().map(dark).sum::<f32>(), warp)
            })
            .collect();
        places.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        places.truncate(CORNERS);
        places.push((0.0, self));
        let fits = places.into_iter().map(|(_, warp)| (warp.fit(layout, patch), warp));
        fits.max_by(|(one, _), (other, _)| one.total_cmp(other)).map_or(self, |(_, warp)| warp)
    }

    /// Moves one number at a time as long as the fit improves, in smaller and smaller steps.
    pub(super) fn settled(mut self, layout: &Layout, patch: &Patch, bends: bool) -> (Self, f32) {
        let numbers = if bends { NUMBERS } else { FLAT };
        let mut score = self.fit(layout, patch);
        let mut step = MODULE * 0.6;
        while step > FINEST {
            let mut better = false;
            for number in 0..numbers {
                for way in [step, -step] {
                    let mut warp = self;
                    warp.0[number] += way;
                    let fit = warp.fit(layout, patch);
                    if fit > score {
                        (self, score, better) = (warp, fit, true);
                        break;
                    }
                }
            }
            if !better {
                step /= 2.0;
            }
        }
        (self, score)
    }
}

impl Projection {
    /// Gives the place of a point of the code in the patch. `x` and `y` are in modules. `pitch` is the size of a module,
    /// as a share of the side of the square.
    pub(super) fn place(&self, pitch: f32, x: f32, y: f32) -> [f32; 2] {
        let (s, t) = ((x - INSET) * pitch, (y - INSET) * pitch);
        let depth = self.w[0] * s + self.w[1] * t + 1.0;
        let depth = if depth.abs() < 1e-3 { 1e-3 } else { depth };
        let (u, v) = (2.0 * s - 1.0, 2.0 * t - 1.0);
        let (across, down) = (1.0 - u * u, 1.0 - v * v);
        let bend = |axis: usize| {
            self.bend[0][axis] * across
                + self.bend[1][axis] * down
                + self.bend[2][axis] * across * v
                + self.bend[3][axis] * down * u
        };
        [
            (self.a[0] * s + self.a[1] * t + self.a[2]) / depth + bend(0),
            (self.b[0] * s + self.b[1] * t + self.b[2]) / depth + bend(1),
        ]
    }
}
