use super::patch::Patch;
use super::warp::INSET;

/// The modules from the middle of a finder pattern to the timing pattern (ISO/IEC 18004 §6.3.5).
const TIMING_OFFSET: f32 = 3.0;
/// The depths of a side that are tried. A depth is the size of a module at the far end, divided by that at the near
/// end, less one.
const DEPTHS: [f32; 11] = [0.0, -0.08, 0.08, -0.16, 0.17, -0.24, 0.27, -0.32, 0.4, -0.42, 0.6];
/// How far a timing pattern may bulge to one side, in modules.
const BULGES: [f32; 7] = [0.0, -0.7, 0.7, -1.4, 1.4, -2.2, 2.2];
/// By which factor the distance from a finder pattern to its timing pattern may differ from the rest of the code.
const STRETCHES: [f32; 3] = [1.0, 0.8, 1.25];

/// One side of a code, as its timing pattern shows it.
#[derive(Clone, Copy)]
pub(super) struct Side {
    /// How well dark and light alternate, from -1 to 1.
    pub(super) fit: f32,
    /// The size of a module at the far end, divided by that at the near end, less one.
    pub(super) depth: f32,
}

impl Side {
    /// Gives about the best fit that a random part of a picture has by chance.
    pub(super) fn chance_fit(modules: u32) -> f32 {
        2.0 / ((modules - 16) as f32).sqrt()
    }

    /// Measures the side of a code with `modules` modules a side, from the finder pattern at `from` to the one at
    /// `to`. The code lies on the side of `third`. All points are in pixels of the patch.
    pub(super) fn measured(patch: &Patch, modules: u32, from: [f32; 2], to: [f32; 2], third: [f32; 2]) -> Self {
        let line = Line { patch, modules, from, to, third };
        let mut best = (Self { fit: f32::MIN, depth: 0.0 }, 0.0);
        for depth in DEPTHS {
            for bulge in BULGES {
                for stretch in STRETCHES {
                    let fit = line.fit(depth, bulge, [stretch; 2]);
                    if fit > best.0.fit {
                        best = (Self { fit, depth }, bulge);
                    }
                }
            }
        }
        let (mut side, bulge) = best;
        for near in STRETCHES {
            for far in STRETCHES {
                side.fit = side.fit.max(line.fit(side.depth, bulge, [near, far]));
            }
        }
        side
    }
}

/// The place where a timing pattern should be.
struct Line<'a> {
    patch: &'a Patch,
    modules: u32,
    from: [f32; 2],
    to: [f32; 2],
    third: [f32; 2],
}

impl Line<'_> {
    fn fit(&self, depth: f32, bulge: f32, [near, far]: [f32; 2]) -> f32 {
        let span = self.modules as f32 - 2.0 * INSET;
        let along = [0, 1].map(|axis| self.to[axis] - self.from[axis]);
        let down = [0, 1].map(|axis| (self.third[axis] - self.from[axis]) / span);
        let mut fit = 0.0;
        for at in 8..self.modules - 8 {
            let even = (at as f32 + 0.5 - INSET) / span;
            // The perspective of a plane that is seen at an angle.
            let share = even / (1.0 + depth * (1.0 - even));
            let sideways =
                TIMING_OFFSET * (near + (far * (1.0 + depth) - near) * share) + bulge * 4.0 * even * (1.0 - even);
            let dark = [0, 1].map(|axis| self.from[axis] + along[axis] * share + down[axis] * sideways);
            fit += if at % 2 == 0 { self.patch.dark(dark) } else { -self.patch.dark(dark) };
        }
        fit / (self.modules - 16) as f32
    }
}
