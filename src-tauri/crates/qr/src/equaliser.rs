//! Undoes blur with a linear equaliser (Proakis, Digital Communications, §9.4). Least squares give how
//! far a module spills onto the modules around it. They use the modules whose colours the standard gives. So neither the
//! kind of blur nor its extent needs to be known.

/// How many modules away a spill is measured. The input needs so many more modules on each side of a code.
pub(super) const REACH: usize = 2;
/// The terms of a module: itself, the pairs of modules on opposite sides of it, and the brightness. Blur is alike on
/// opposite sides.
const TERMS: usize = ((2 * REACH + 1) * (2 * REACH + 1)).div_ceil(2) + 1;
/// How much a term must explain to get a weight. This keeps noise from being amplified.
const RIDGE: f64 = 1e-3;

type Row = [f64; TERMS];

/// Gives the darkness of each module without the spill of others, row by row: about 1 for dark, about -1 for light.
///
/// `dark` is the darkness of the modules of a code with `side` modules a side, and of [`REACH`] more on each side.
/// `known` is for the code alone: above 0 for dark, below 0 for light, 0 for unknown. `None` where no weights can be
/// learnt.
pub(super) fn equalised(side: usize, dark: &[f32], known: &[f32]) -> Option<Vec<f32>> {
    let row = |at: usize| row(side, dark, at);
    let mut sums = [[0.0; TERMS]; TERMS];
    let mut targets = [0.0; TERMS];
    let trained: Vec<usize> = (0..known.len()).filter(|&at| known[at] != 0.0).collect();
    for &at in &trained {
        let (terms, target) = (row(at), f64::from(known[at].signum()));
        for (one, (sums, sum)) in terms.iter().zip(sums.iter_mut().zip(&mut targets)) {
            sums.iter_mut().zip(&terms).for_each(|(sum, other)| *sum += one * other);
            *sum += one * target;
        }
    }
    for (at, sums) in sums.iter_mut().enumerate() {
        sums[at] += RIDGE * trained.len() as f64;
    }
    let weights = solved(sums, targets)?;
    let sum = |terms: Row| terms.iter().zip(&weights).map(|(term, weight)| term * weight).sum::<f64>() as f32;
    Some((0..known.len()).map(|at| sum(row(at))).collect())
}

/// Gives the terms of a module.
fn row(side: usize, dark: &[f32], at: usize) -> Row {
    let stride = side + 2 * REACH;
    let middle = (at / side + REACH) * stride + at % side + REACH;
    let mut terms = [1.0; TERMS];
    terms[0] = f64::from(dark[middle]);
    // In reading order all places of the lower half come after the middle.
    let offsets =
        (1..=REACH).chain((1..=REACH).flat_map(|down| (0..=2 * REACH).map(move |right| down * stride + right - REACH)));
    for (term, offset) in terms[1..].iter_mut().zip(offsets) {
        *term = f64::from(dark[middle + offset]) + f64::from(dark[middle - offset]);
    }
    terms
}

/// Solves `sums * weights = targets` for a symmetric, positive definite `sums`, by Gaussian elimination. Such a matrix
/// needs no pivoting.
fn solved(mut sums: [Row; TERMS], mut targets: Row) -> Option<Row> {
    for at in 0..TERMS {
        let (pivot, target) = (sums[at], targets[at]);
        if pivot[at] < f64::EPSILON {
            return None;
        }
        for below in at + 1..TERMS {
            let share = sums[below][at] / pivot[at];
            sums[below].iter_mut().zip(&pivot).for_each(|(sum, pivot)| *sum -= share * pivot);
            targets[below] -= share * target;
        }
    }
    let mut weights = [0.0; TERMS];
    for at in (0..TERMS).rev() {
        let known: f64 = (at + 1..TERMS).map(|later| sums[at][later] * weights[later]).sum();
        weights[at] = (targets[at] - known) / sums[at][at];
    }
    Some(weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 29;

    /// Random modules, 1 for dark and -1 for light. As many of them are known as finder and timing patterns have.
    fn modules() -> (Vec<f32>, Vec<f32>) {
        let mut state = 1_u32;
        let truth: Vec<f32> = (0..SIDE * SIDE)
            .map(|_| {
                state = state.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
                if state >> 31 == 0 { 1.0 } else { -1.0 }
            })
            .collect();
        let known = |at: usize| at / SIDE < 8 && !(8..21).contains(&(at % SIDE)) || at / SIDE == 6;
        let shown = truth.iter().enumerate().map(|(at, &dark)| if known(at) { dark } else { 0.0 }).collect();
        (truth, shown)
    }

    /// Blurs modules: each keeps a third of its darkness, gives an eighth to each of the four beside it, and the rest
    /// to the diagonal ones. All of them are brighter than they should be.
    fn blurred(truth: &[f32]) -> Vec<f32> {
        let stride = SIDE + 2 * REACH;
        // Places are counted from one module outside the margin.
        let first = REACH + 1;
        let at = |x: usize, y: usize| {
            let inside = |at: usize| (first..first + SIDE).contains(&at);
            if inside(x) && inside(y) { truth[(y - first) * SIDE + x - first] } else { -1.0 }
        };
        (0..stride * stride)
            .map(|place| {
                let (x, y) = (place % stride + 1, place / stride + 1);
                let adjacent = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1);
                let diagonal = at(x - 1, y - 1) + at(x + 1, y - 1) + at(x - 1, y + 1) + at(x + 1, y + 1);
                0.33 * at(x, y) + 0.125 * adjacent + 0.0425 * diagonal - 0.1
            })
            .collect()
    }

    #[test]
    fn blur_is_learnt_and_undone() {
        let (truth, known) = modules();
        let blurred = blurred(&truth);
        let wrong = |dark: &[f32]| dark.iter().zip(&truth).filter(|(dark, truth)| **dark * **truth <= 0.0).count();
        let inner: Vec<f32> =
            (0..SIDE * SIDE).map(|at| blurred[(at / SIDE + REACH) * (SIDE + 2 * REACH) + at % SIDE + REACH]).collect();
        assert!(wrong(&inner) > 50, "{}", wrong(&inner));
        let equalised = equalised(SIDE, &blurred, &known).expect("some are known");
        assert!(wrong(&equalised) < 5, "{}", wrong(&equalised));
    }

    #[test]
    fn where_no_module_is_known_nothing_is_learnt() {
        let (truth, _) = modules();
        assert!(equalised(SIDE, &blurred(&truth), &[0.0; SIDE * SIDE]).is_none());
    }
}
