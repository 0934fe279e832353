//! Reed-Solomon correction of one block of a code (ISO/IEC 18004 §7.5.2), with erasures. A wrong codeword that is
//! marked as doubtful costs half as much as one that is not.

/// The field's polynomial, x^8 + x^4 + x^3 + x^2 + 1.
const FIELD: u16 = 0x11D;
/// The number of nonzero elements of the field.
const ORDER: usize = 255;
/// The number of syndromes that a correction must leave unused, as proof. A block of noise passes once in 256 to the
/// power of this.
const SPARE: usize = 3;

static TABLES: Tables = Tables::new();

struct Tables {
    exp: [u8; 2 * ORDER],
    log: [u8; 256],
}

impl Tables {
    const fn new() -> Self {
        let (mut exp, mut log) = ([0; 2 * ORDER], [0; 256]);
        let (mut power, mut value) = (0, 1_u16);
        while power < ORDER {
            exp[power] = value as u8;
            exp[power + ORDER] = value as u8;
            log[value as usize] = power as u8;
            value <<= 1;
            if value > 0xFF {
                value ^= FIELD;
            }
            power += 1;
        }
        Self { exp, log }
    }
}

fn times(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 {
        return 0;
    }
    TABLES.exp[usize::from(TABLES.log[usize::from(a)]) + usize::from(TABLES.log[usize::from(b)])]
}

fn inverse(a: u8) -> u8 {
    TABLES.exp[ORDER - usize::from(TABLES.log[usize::from(a)])]
}

fn power(of: usize) -> u8 {
    TABLES.exp[of % ORDER]
}

/// Gives the value of a polynomial, whose terms begin with the lowest power.
fn value(polynomial: &[u8], at: u8) -> u8 {
    polynomial.iter().rev().fold(0, |sum, &term| times(sum, at) ^ term)
}

/// Gives the values of a block at the roots of its generator. All are zero for a right block.
pub(super) fn syndromes(block: &[u8], checks: usize) -> Vec<u8> {
    (0..checks).map(|root| block.iter().fold(0, |sum, &word| times(sum, power(root)) ^ word)).collect()
}

/// Corrects a block with these `syndromes`, whose codewords at `erased` are doubtful. `false` where it cannot be
/// corrected with [`SPARE`] syndromes left over; the block is then unchanged.
pub(super) fn correct(block: &mut [u8], syndromes: &[u8], erased: &[usize]) -> bool {
    if syndromes.iter().all(|&syndrome| syndrome == 0) {
        return true;
    }
    let checks = syndromes.len();
    if erased.len() + SPARE > checks {
        return false;
    }
    let locator = locator(syndromes, block.len(), erased);
    let degree = locator.iter().rposition(|&term| term != 0).unwrap_or_default();
    // An error takes two syndromes, an erasure one.
    if degree < erased.len() || 2 * degree + SPARE > checks + erased.len() {
        return false;
    }
    let places: Vec<usize> =
        (0..block.len()).filter(|&at| value(&locator, power(ORDER - (block.len() - 1 - at))) == 0).collect();
    if places.len() != degree {
        return false;
    }
    // Forney's formula.
    let mut evaluator = vec![0_u8; checks];
    for (at, term) in evaluator.iter_mut().enumerate() {
        *term = (0..=at.min(degree)).fold(0, |sum, by| sum ^ times(locator[by], syndromes[at - by]));
    }
    let slope: Vec<u8> = (0..degree).map(|at| if at % 2 == 0 { locator[at + 1] } else { 0 }).collect();
    let errors: Option<Vec<u8>> = places
        .iter()
        .map(|at| {
            let exponent = block.len() - 1 - at;
            let back = power(ORDER - exponent);
            let divisor = value(&slope, back);
            (divisor != 0).then(|| times(power(exponent), times(value(&evaluator, back), inverse(divisor))))
        })
        .collect();
    let Some(errors) = errors else { return false };
    for (&at, error) in places.iter().zip(errors) {
        block[at] ^= error;
    }
    true
}

/// Gives the polynomial whose roots locate the wrong codewords, by the Berlekamp-Massey algorithm, starting with the
/// erasures.
fn locator(syndromes: &[u8], length: usize, erased: &[usize]) -> Vec<u8> {
    let checks = syndromes.len();
    let mut locator = vec![0_u8; checks + 1];
    locator[0] = 1;
    for (done, &at) in erased.iter().enumerate() {
        let root = power(length - 1 - at);
        for term in (0..=done).rev() {
            locator[term + 1] ^= times(locator[term], root);
        }
    }
    let (mut before, mut degree) = (locator.clone(), erased.len());
    for round in erased.len()..checks {
        let off = (0..=round).fold(0, |sum, by| sum ^ times(locator[by], syndromes[round - by]));
        before.rotate_right(1);
        before[0] = 0;
        if off == 0 {
            continue;
        }
        let next = locator.iter().zip(&before).map(|(&term, &old)| term ^ times(off, old)).collect();
        if 2 * degree <= round + erased.len() {
            degree = round + 1 + erased.len() - degree;
            before = locator.iter().map(|&term| times(term, inverse(off))).collect();
        }
        locator = next;
    }
    locator
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CHECKS: usize = 10;

    /// The block of the standard's example, version 1, level M (ISO/IEC 18004 annex I).
    const BLOCK: [u8; 26] = [
        0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xA5, 0x24,
        0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55,
    ];

    fn corrected(mut block: [u8; 26], erased: &[usize]) -> Option<[u8; 26]> {
        let syndromes = syndromes(&block, CHECKS);
        correct(&mut block, &syndromes, erased).then_some(block)
    }

    #[test]
    fn the_standards_block_is_right() {
        assert_eq!(syndromes(&BLOCK, CHECKS), [0; CHECKS]);
    }

    #[test]
    fn more_errors_than_the_checks_can_correct_are_refused() {
        let mut block = BLOCK;
        let erased: Vec<usize> = (0..8).collect();
        for &at in &erased {
            block[at] ^= 0x5A;
        }
        assert_eq!(corrected(block, &erased), None);
        assert_eq!(corrected(block, &erased[..7]), None);
    }

    proptest! {
        #[test]
        fn errors_and_erasures_are_corrected(
            wrong in proptest::sample::subsequence((0..26).collect::<Vec<usize>>(), 0..=7),
            known in 0..=7_usize,
            flips in proptest::array::uniform7(1..=255_u8),
        ) {
            let known = known.min(wrong.len());
            prop_assume!(known + 2 * (wrong.len() - known) + SPARE <= CHECKS);
            let mut block = BLOCK;
            for (&at, &flip) in wrong.iter().zip(&flips) {
                block[at] ^= flip;
            }
            prop_assert_eq!(corrected(block, &wrong[..known]), Some(BLOCK));
        }
    }
}
