use super::layout::Layout;
use super::patch::Patch;
use super::symbol::Symbol;
use super::warp::{INSET, Projection, Warp};
use super::{Corners, equaliser};

/// The number of modules between two knots.
const CELL: usize = 4;
/// How many modules to each side of a knot decide where it settles.
const WINDOW: usize = 5;
/// The search for a knot's place around the expected one: number and length of the steps in each round, in pixels of the
/// patch.
const ROUNDS: [(i32, f32); 3] = [(3, 0.8), (2, 0.5), (2, 0.25)];
/// The neighbours to the right, to the left, below and above.
const STRAIGHT: [(isize, isize); 4] = [(1, 0), (-1, 0), (0, 1), (0, -1)];
/// The diagonal neighbours.
const DIAGONAL: [(isize, isize); 4] = [(1, 1), (-1, 1), (1, -1), (-1, -1)];
/// The cost of the squared distance from the expected place, in pixels.
const STIFFNESS: f32 = 0.012;

/// The places of a code's modules in a patch, for crumpled paper: a warp, and a mesh of knots over it. A knot is moved
/// to the place where the modules around it are clearest.
pub(super) struct Mesh<'a> {
    patch: &'a Patch,
    modules: usize,
    projection: Projection,
    /// The size of a module, as a share of the side of the projected square.
    pitch: f32,
    /// The known colour of each module, 1 for dark and -1 for light, times its weight; 0 where it is unknown.
    known: Vec<f32>,
    /// The number of knots a side.
    knots: usize,
    /// How far each knot has moved from its place in the warp, in pixels of the patch.
    shifts: Vec<[f32; 2]>,
}

impl<'a> Mesh<'a> {
    pub(super) fn over(warp: &Warp, layout: &Layout, patch: &'a Patch) -> Self {
        let modules = layout.modules as usize;
        let mut known = vec![0.0; modules * modules];
        for module in &layout.known {
            known[module.y as usize * modules + module.x as usize] = module.weight;
        }
        let knots = modules.div_ceil(CELL) + 1;
        let pitch = 1.0 / (layout.modules as f32 - 2.0 * INSET);
        Self {
            patch,
            modules,
            projection: warp.projection(),
            pitch,
            known,
            knots,
            shifts: vec![[0.0; 2]; knots * knots],
        }
    }

    /// Settles the knots from the finder patterns outward. Two more rounds follow, in finer steps and with all neighbours
    /// settled.
    pub(super) fn settle(&mut self) {
        let last = (self.modules as f32 - INSET) / CELL as f32;
        let first = INSET / CELL as f32;
        let away = |knot: usize| {
            let (x, y) = ((knot % self.knots) as f32, (knot / self.knots) as f32);
            [[first, first], [last, first], [first, last]]
                .iter()
                .map(|[u, v]| (x - u).hypot(y - v))
                .fold(f32::MAX, f32::min)
        };
        let mut order: Vec<usize> = (0..self.shifts.len()).collect();
        order.sort_by(|&one, &other| away(one).total_cmp(&away(other)));
        let mut settled = vec![false; self.shifts.len()];
        for (reach, step) in ROUNDS {
            for &knot in &order {
                self.settle_one(knot, &settled, reach, step);
                settled[knot] = true;
            }
        }
    }

    fn settle_one(&mut self, knot: usize, settled: &[bool], reach: i32, step: f32) {
        let (x, y) = (knot % self.knots, knot / self.knots);
        let expected = self.expected(x, y, settled);
        let from = if settled[knot] { self.shifts[knot] } else { expected };
        let slopes = [(1, 0), (0, 1)].map(|ahead| self.slope(x, y, expected, ahead, settled));
        let modules = self.modules_around(x, y, slopes);
        let mut best = (f32::MIN, expected);
        for (u, v) in (-reach..=reach).flat_map(|v| (-reach..=reach).map(move |u| (u, v))) {
            let shift = [from[0] + u as f32 * step, from[1] + v as f32 * step];
            let strain = (shift[0] - expected[0]).powi(2) + (shift[1] - expected[1]).powi(2);
            let fit = self.fit(&modules, shift) - STIFFNESS * strain;
            if fit > best.0 {
                best = (fit, shift);
            }
        }
        self.shifts[knot] = best.1;
    }

    /// Gives the shift of the neighbour in a direction. `None` where there is no knot, or where it has not settled.
    fn neighbour(&self, x: usize, y: usize, (right, down): (isize, isize), settled: &[bool]) -> Option<[f32; 2]> {
        let (x, y) = (x.checked_add_signed(right)?, y.checked_add_signed(down)?);
        let at = y * self.knots + x;
        (x < self.knots && y < self.knots && settled[at]).then(|| self.shifts[at])
    }

    /// Gives the shift that a knot is expected to have, by its settled neighbours: the fourth corner of a parallelogram
    /// with three of them, else the continuation of a line through two, else their mean.
    fn expected(&self, x: usize, y: usize, settled: &[bool]) -> [f32; 2] {
        let shift = |right: isize, down: isize| self.neighbour(x, y, (right, down), settled);
        let sum = |one: [f32; 2], two: [f32; 2], less: [f32; 2]| [0, 1].map(|axis| one[axis] + two[axis] - less[axis]);
        let corners = DIAGONAL.iter().filter_map(|&(u, v)| Some(sum(shift(u, 0)?, shift(0, v)?, shift(u, v)?)));
        let straight =
            STRAIGHT.iter().filter_map(|&(u, v)| Some(sum(shift(u, v)?, shift(u, v)?, shift(2 * u, 2 * v)?)));
        let adjacent = STRAIGHT.iter().chain(&DIAGONAL).filter_map(|&(u, v)| shift(u, v));
        mean(corners).or_else(|| mean(straight)).or_else(|| mean(adjacent)).unwrap_or_default()
    }

    /// Gives how much the shift is expected to change from this knot to the next one, by the settled neighbours.
    fn slope(&self, x: usize, y: usize, here: [f32; 2], ahead: (isize, isize), settled: &[bool]) -> [f32; 2] {
        let behind = (-ahead.0, -ahead.1);
        let less = |one: [f32; 2], two: [f32; 2]| [0, 1].map(|axis| one[axis] - two[axis]);
        let after = self.neighbour(x, y, ahead, settled).map(|shift| less(shift, here));
        let before = self.neighbour(x, y, behind, settled).map(|shift| less(here, shift));
        mean(after.into_iter().chain(before)).unwrap_or_default()
    }

    /// Gives the modules around a knot: the place by the warp and the slopes, the known colour, and the weight.
    fn modules_around(&self, x: usize, y: usize, slopes: [[f32; 2]; 2]) -> Vec<([f32; 2], f32, f32)> {
        let middle = [x * CELL, y * CELL];
        let span = |at: usize| at.saturating_sub(WINDOW)..(at + WINDOW).min(self.modules);
        let mut around = Vec::new();
        for v in span(middle[1]) {
            for u in span(middle[0]) {
                let far = |at: usize, middle: usize| at as f32 + 0.5 - middle as f32;
                let (right, down) = (far(u, middle[0]), far(v, middle[1]));
                let near = (1.0 - right.abs() / WINDOW as f32) * (1.0 - down.abs() / WINDOW as f32);
                let at = self.projection.place(self.pitch, u as f32 + 0.5, v as f32 + 0.5);
                let at = [0, 1].map(|axis| at[axis] + (slopes[0][axis] * right + slopes[1][axis] * down) / CELL as f32);
                around.push((at, self.known[v * self.modules + u], near));
            }
        }
        around
    }

    /// Gives how well the modules around a knot fit when they are shifted.
    fn fit(&self, modules: &[([f32; 2], f32, f32)], shift: [f32; 2]) -> f32 {
        let (mut fit, mut weights) = (0.0, 0.0);
        for &([x, y], known, near) in modules {
            let dark = self.patch.dark([x + shift[0], y + shift[1]]);
            fit += near * if known == 0.0 { 0.7 * dark.abs() } else { known * dark };
            weights += near;
        }
        fit / weights
    }

    /// Gives the place of a point of the code in the patch. `x` and `y` are in modules.
    fn place(&self, x: f32, y: f32) -> [f32; 2] {
        let [u, v] = [x, y].map(|at| (at / CELL as f32).clamp(0.0, (self.knots - 1) as f32 - 0.001));
        let at = v as usize * self.knots + u as usize;
        let (right, down) = (u.fract(), v.fract());
        let [px, py] = self.projection.place(self.pitch, x, y);
        let shift = |axis: usize| {
            let knot = |at: usize| self.shifts[at][axis];
            let upper = knot(at) + (knot(at + 1) - knot(at)) * right;
            let lower = knot(at + self.knots) + (knot(at + self.knots + 1) - knot(at + self.knots)) * right;
            upper + (lower - upper) * down
        };
        [px + shift(0), py + shift(1)]
    }

    /// Gives the darkness of a module.
    fn dark(&self, x: usize, y: usize) -> f32 {
        self.inner([x as f32 + 0.5, y as f32 + 0.5], |point| self.patch.dark(point))
    }

    /// Gives the mean of the inner part of a module, around `middle`.
    fn inner(&self, middle: [f32; 2], dark: impl Fn([f32; 2]) -> f32) -> f32 {
        const INNER: [[f32; 2]; 5] = [[0.0, 0.0], [0.2, 0.2], [-0.2, 0.2], [0.2, -0.2], [-0.2, -0.2]];
        INNER.iter().map(|[u, v]| dark(self.place(middle[0] + u, middle[1] + v))).sum::<f32>() / 5.0
    }

    /// Gives the share of known modules that have the right colour.
    pub(super) fn agreement(&self) -> f32 {
        let (mut right, mut all) = (0, 0);
        for (at, &known) in self.known.iter().enumerate().filter(|&(_, &known)| known != 0.0) {
            all += 1;
            right += u32::from(self.dark(at % self.modules, at / self.modules) * known > 0.0);
        }
        right as f32 / all as f32
    }

    /// Gives the symbol as it is seen, blur included.
    pub(super) fn symbol(&self) -> Symbol {
        let dark = (0..self.modules * self.modules).map(|at| self.dark(at % self.modules, at / self.modules));
        Symbol::new(self.modules, dark.collect())
    }

    /// Gives the symbol without blur. `light` is the reach within which the light is evened, in pixels of the patch.
    /// `None` where the known modules are not enough to measure the blur.
    pub(super) fn equalised(&self, light: usize) -> Option<Symbol> {
        let (reach, stride) = (equaliser::REACH, self.modules + 2 * equaliser::REACH);
        let middle = |at: usize| at as f32 + 0.5 - reach as f32;
        let depths = self.patch.depths(light);
        let depth = (0..stride * stride).map(|at| self.inner([middle(at % stride), middle(at / stride)], &depths));
        let dark = equaliser::equalised(self.modules, &depth.collect::<Vec<f32>>(), &self.known)?;
        Some(Symbol::new(self.modules, dark))
    }

    pub(super) fn corners(&self) -> Corners {
        let side = self.modules as f32;
        let corners = [[0.0, 0.0], [side, 0.0], [side, side], [0.0, side]];
        Corners(corners.map(|[x, y]| self.patch.outward(self.place(x, y))))
    }
}

fn mean(places: impl Iterator<Item = [f32; 2]>) -> Option<[f32; 2]> {
    let (mut sum, mut count) = ([0.0; 2], 0.0);
    for [x, y] in places {
        sum = [sum[0] + x, sum[1] + y];
        count += 1.0;
    }
    (count > 0.0).then(|| sum.map(|sum| sum / count))
}
