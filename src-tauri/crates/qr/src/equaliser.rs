//! Undoes blur. What a module spills onto those around it is learnt from the modules whose colours the standard gives,
//! by least squares (the trained linear equaliser of Proakis, Digital Communications, §9.4), so that neither the kind of blur
//! nor its extent needs to be known.

/// How many modules away a spill is looked for; so many more are needed around a code.
pub(super) const REACH: usize = 2;
/// The module, the pairs of modules on opposite sides of it, and the brightness: blur is alike on opposite sides.
const TERMS: usize = ((2 * REACH + 1) * (2 * REACH + 1)).div_ceil(2) + 1;
/// How much a term must explain for its weight: keeps noise from being amplified.
const RIDGE: f64 = 1e-3;

type Row = [f64; TERMS];

/// How dark each module is, row by row, freed of what others spill onto it: about 1 for dark, about -1 for light.
///
/// `dark` are the modules of a code of `side` a side with [`REACH`] more on each side; `known` those of the code alone:
/// above 0 for dark, below for light, 0 for unknown. `None` where they tell nothing.
pub(super) fn equalised(side: usize, dark: &[f32], known: &[f32]) -> Option<Vec<f32>> {
    let row = |at: usize| row(side, dark, at);
    let mut sums = [[0.0; TERMS]; TERMS];
    let mut aims = [0.0; TERMS];
    let trained: Vec<usize> = (0..known.len()).filter(|&at| known[at] != 0.0).collect();
    for &at in &trained {
        let (terms, aim) = (row(at), f64::from(known[at].signum()));
        for (one, (sums, sum)) in terms.iter().zip(sums.iter_mut().zip(&mut aims)) {
            sums.iter_mut().zip(&terms).for_each(|(sum, other)| *sum += one * other);
            *sum += one * aim;
        }
    }
    for (at, sums) in sums.iter_mut().enumerate() {
        sums[at] += RIDGE * trained.len() as f64;
    }
    let weights = solved(sums, aims)?;
    let sum = |terms: Row| terms.iter().zip(&weights).map(|(term, weight)| term * weight).sum::<f64>() as f32;
    Some((0..known.len()).map(|at| sum(row(at))).collect())
}

fn row(side: usize, dark: &[f32], at: usize) -> Row {
    let stride = side + 2 * REACH;
    let middle = (at / side + REACH) * stride + at % side + REACH;
    let mut terms = [1.0; TERMS];
    terms[0] = f64::from(dark[middle]);
    // In reading order, all places of the lower half are ahead of the middle.
    let ahead =
        (1..=REACH).chain((1..=REACH).flat_map(|down| (0..=2 * REACH).map(move |right| down * stride + right - REACH)));
    for (term, away) in terms[1..].iter_mut().zip(ahead) {
        *term = f64::from(dark[middle + away]) + f64::from(dark[middle - away]);
    }
    terms
}

/// Solves `sums * weights = aims` for a symmetric, positive definite `sums` (Gauss's elimination, no pivots needed).
fn solved(mut sums: [Row; TERMS], mut aims: Row) -> Option<Row> {
    for at in 0..TERMS {
        let (pivot, aim) = (sums[at], aims[at]);
        if pivot[at] < f64::EPSILON {
            return None;
        }
        for below in at + 1..TERMS {
            let share = sums[below][at] / pivot[at];
            sums[below].iter_mut().zip(&pivot).for_each(|(sum, pivot)| *sum -= share * pivot);
            aims[below] -= share * aim;
        }
    }
    let mut weights = [0.0; TERMS];
    for at in (0..TERMS).rev() {
        let known: f64 = (at + 1..TERMS).map(|later| sums[at][later] * weights[later]).sum();
        weights[at] = (aims[at] - known) / sums[at][at];
    }
    Some(weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 29;

    /// Dark or light as by chance, 1 or -1; the finder patterns' and the timing patterns' worth of them is known.
    fn modules() -> (Vec<f32>, Vec<f32>) {
        let mut state = 1_u32;
        let truth: Vec<f32> = (0..SIDE * SIDE)
            .map(|_| {
                state = state.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
                if state >> 31 == 0 { 1.0 } else { -1.0 }
            })
            .collect();
        let known = |at: usize| at / SIDE < 8 && !(8..21).contains(&(at % SIDE)) || at / SIDE == 6;
        let told = truth.iter().enumerate().map(|(at, &dark)| if known(at) { dark } else { 0.0 }).collect();
        (truth, told)
    }

    /// What modules look like that keep but a third of their darkness: the four beside them get an eighth each, and what
    /// is left goes to the diagonal ones; brighter on the whole than they should be.
    fn blurred(truth: &[f32]) -> Vec<f32> {
        let stride = SIDE + 2 * REACH;
        // Counted from one outside of the outermost.
        let first = REACH + 1;
        let at = |x: usize, y: usize| {
            let inside = |at: usize| (first..first + SIDE).contains(&at);
            if inside(x) && inside(y) { truth[(y - first) * SIDE + x - first] } else { -1.0 }
        };
        (0..stride * stride)
            .map(|place| {
                let (x, y) = (place % stride + 1, place / stride + 1);
                let beside = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1);
                let diagonal = at(x - 1, y - 1) + at(x + 1, y - 1) + at(x - 1, y + 1) + at(x + 1, y + 1);
                0.33 * at(x, y) + 0.125 * beside + 0.0425 * diagonal - 0.1
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
