use rxing::common::BitMatrix;
use rxing::qrcode::common::{ErrorCorrectionLevel, FORMAT_INFO_DECODE_LOOKUP, Version, VersionRef};
use rxing::qrcode::cpp_port::decoder::Decode;

use super::attempt::payload;
use super::{Payload, solomon};

/// The darkness of each module of a code, row by row: above 0 for dark, below 0 for light. A value further from 0 is
/// surer.
pub(super) struct Symbol {
    side: usize,
    dark: Vec<f32>,
}

/// The format of a code, and whether the code is mirrored.
struct Format {
    level: ErrorCorrectionLevel,
    mask: u32,
    bits: u32,
    mirrored: bool,
}

impl Symbol {
    /// Makes a symbol with `side` modules a side.
    pub(super) fn new(side: usize, dark: Vec<f32>) -> Self {
        Self { side, dark }
    }

    /// Gives the symbol with each module moved away from the mean of its four neighbours, by a share of the
    /// difference.
    pub(super) fn sharpened(&self, share: f32) -> Self {
        let last = self.side - 1;
        let value = |x: usize, y: usize| self.dark[y.min(last) * self.side + x.min(last)];
        let dark = (0..self.dark.len()).map(|at| {
            let (x, y) = (at % self.side, at / self.side);
            let neighbours =
                value(x + 1, y) + value(x.saturating_sub(1), y) + value(x, y + 1) + value(x, y.saturating_sub(1));
            self.dark[at] + share * (self.dark[at] - neighbours / 4.0)
        });
        Self { side: self.side, dark: dark.collect() }
    }

    /// Reads the code. A module is dark above `level`, and all modules are equally sure.
    pub(super) fn read(&self, level: f32) -> Option<Payload> {
        let mut bits = BitMatrix::new(self.side as u32, self.side as u32).ok()?;
        for (at, _) in self.dark.iter().enumerate().filter(|&(_, &dark)| dark > level) {
            bits.set((at % self.side) as u32, (at / self.side) as u32);
        }
        read(&bits)
    }

    /// Reads the code with its most doubtful codewords as erasures, as many as are needed.
    pub(super) fn corrected(&self) -> Option<Payload> {
        let version = Version::getVersionForNumber((self.side as u32).checked_sub(17)? / 4).ok()?;
        let places = places(version)?;
        [false, true].into_iter().find_map(|mirrored| {
            let format = self.format(mirrored);
            let blocks = blocks(version, &format)?;
            let word = |at: usize| &places[at * 8..at * 8 + 8];
            let mut bits = BitMatrix::new(self.side as u32, self.side as u32).ok()?;
            self.write_format(&mut bits, &format);
            for Block { words, checks } in blocks {
                let mut block: Vec<u8> = words.iter().map(|&at| self.word(word(at), &format)).collect();
                let mut doubtful: Vec<usize> = (0..block.len()).collect();
                let sure: Vec<f32> = words.iter().map(|&at| self.sureness(word(at), &format)).collect();
                doubtful.sort_by(|&one, &other| sure[one].total_cmp(&sure[other]));
                let syndromes = solomon::syndromes(&block, checks);
                let right = (0..=checks).any(|erased| solomon::correct(&mut block, &syndromes, &doubtful[..erased]));
                if !right {
                    return None;
                }
                for (&at, &value) in words.iter().zip(&block) {
                    for (bit, &(x, y)) in word(at).iter().enumerate() {
                        if (value >> (7 - bit) & 1 == 1) != masked(format.mask, x, y) {
                            let (x, y) = format.turned(x, y);
                            bits.set(x as u32, y as u32);
                        }
                    }
                }
            }
            read(&bits)
        })
    }

    fn at(&self, (x, y): (usize, usize)) -> f32 {
        self.dark[y * self.side + x]
    }

    /// Gives the value of a codeword without its mask.
    fn word(&self, places: &[(usize, usize)], format: &Format) -> u8 {
        places.iter().fold(0, |word, &(x, y)| {
            let dark = self.at(format.turned(x, y)) > 0.0;
            word << 1 | u8::from(dark != masked(format.mask, x, y))
        })
    }

    /// Gives how sure the least sure module of a codeword is.
    fn sureness(&self, places: &[(usize, usize)], format: &Format) -> f32 {
        places.iter().map(|&(x, y)| self.at(format.turned(x, y)).abs()).fold(f32::MAX, f32::min)
    }

    /// Gives the format that fits the modules of both copies best (ISO/IEC 18004 §7.9).
    fn format(&self, mirrored: bool) -> Format {
        let mut format = Format { level: ErrorCorrectionLevel::L, mask: 0, bits: 0, mirrored };
        let mut best = f32::MIN;
        for [bits, data] in FORMAT_INFO_DECODE_LOOKUP {
            let fit: f32 = format_places(self.side)
                .map(|(bit, x, y)| {
                    let dark = self.at(format.turned(x, y));
                    if bits >> bit & 1 == 1 { dark } else { -dark }
                })
                .sum();
            if let Ok(level) = ErrorCorrectionLevel::forBits((data >> 3) as u8)
                && fit > best
            {
                (best, format.level, format.mask, format.bits) = (fit, level, data & 7, bits);
            }
        }
        format
    }

    fn write_format(&self, bits: &mut BitMatrix, format: &Format) {
        for (bit, x, y) in format_places(self.side) {
            if format.bits >> bit & 1 == 1 {
                let (x, y) = format.turned(x, y);
                bits.set(x as u32, y as u32);
            }
        }
        // The dark module distinguishes a code from its mirror image.
        let (x, y) = format.turned(8, self.side - 8);
        bits.set(x as u32, y as u32);
    }
}

impl Format {
    fn turned(&self, x: usize, y: usize) -> (usize, usize) {
        if self.mirrored { (y, x) } else { (x, y) }
    }
}

/// The codewords of a block, by their index among all codewords. The last `checks` are for correction.
struct Block {
    words: Vec<usize>,
    checks: usize,
}

/// Assigns the codewords to the blocks (ISO/IEC 18004 §7.6).
fn blocks(version: VersionRef, format: &Format) -> Option<Vec<Block>> {
    let of_level = version.getECBlocksForLevel(format.level);
    let checks = of_level.getECCodewordsPerBlock() as usize;
    let lengths: Vec<usize> = of_level
        .getECBlocks()
        .iter()
        .flat_map(|blocks| std::iter::repeat_n(blocks.getDataCodewords() as usize, blocks.getCount() as usize))
        .collect();
    let mut blocks: Vec<Block> = lengths.iter().map(|_| Block { words: Vec::new(), checks }).collect();
    let mut next = 0..version.getTotalCodewords() as usize;
    for at in 0..*lengths.iter().max()? {
        for (block, _) in blocks.iter_mut().zip(&lengths).filter(|(_, length)| at < **length) {
            block.words.push(next.next()?);
        }
    }
    for _ in 0..checks {
        for block in &mut blocks {
            block.words.push(next.next()?);
        }
    }
    Some(blocks)
}

/// Gives the places of the bits of the codewords, in order (ISO/IEC 18004 §7.7.3).
fn places(version: VersionRef) -> Option<Vec<(usize, usize)>> {
    let function = version.buildFunctionPattern().ok()?;
    let side = version.getDimensionForVersion() as usize;
    let mut places = Vec::with_capacity(side * side);
    // Pairs of columns from right to left, up and down in turn, without the column of the timing pattern.
    let columns = (0..side).rev().filter(|&x| x != 6).step_by(2);
    for (turn, right) in columns.enumerate() {
        for row in 0..side {
            let y = if turn % 2 == 0 { side - 1 - row } else { row };
            for x in [right, right - 1] {
                if !function.get(x as u32, y as u32) {
                    places.push((x, y));
                }
            }
        }
    }
    (places.len() >= version.getTotalCodewords() as usize * 8).then_some(places)
}

/// Gives the modules of both copies of the 15 format bits, each with its bit.
fn format_places(side: usize) -> impl Iterator<Item = (u32, usize, usize)> {
    const CORNER: [(usize, usize); 15] = [
        (8, 0),
        (8, 1),
        (8, 2),
        (8, 3),
        (8, 4),
        (8, 5),
        (8, 7),
        (8, 8),
        (7, 8),
        (5, 8),
        (4, 8),
        (3, 8),
        (2, 8),
        (1, 8),
        (0, 8),
    ];
    let corner = (0..).zip(CORNER).map(|(bit, (x, y))| (bit, x, y));
    let split = (0..8).map(move |bit| (bit, side - 1 - bit as usize, 8));
    corner.chain(split).chain((8..15).map(move |bit| (bit, 8, side - 15 + bit as usize)))
}

/// Whether a mask inverts a module (ISO/IEC 18004 §7.8.2).
fn masked(mask: u32, x: usize, y: usize) -> bool {
    let rest = match mask {
        0 => (x + y) % 2,
        1 => y % 2,
        2 => x % 3,
        3 => (x + y) % 3,
        4 => (y / 2 + x / 3) % 2,
        5 => x * y % 2 + x * y % 3,
        6 => (x * y % 2 + x * y % 3) % 2,
        _ => ((x + y) % 2 + x * y % 3) % 2,
    };
    rest == 0
}

fn read(bits: &BitMatrix) -> Option<Payload> {
    let decoded = Decode(bits).ok()?;
    decoded.isValid().then(|| payload(&decoded)).flatten()
}

#[cfg(test)]
mod tests {
    use qrcode::{Color, EcLevel, QrCode, Version};

    use super::*;

    const TEXT: &str = "otpauth://totp/Fuyi?secret=GEZDGNBVGY3TQOJQ";

    fn symbol(version: i16, level: EcLevel) -> Symbol {
        let code = QrCode::with_version(TEXT, Version::Normal(version), level).expect("it fits");
        let dark = code.to_colors().into_iter().map(|colour| if colour == Color::Dark { 1.0 } else { -1.0 });
        Symbol::new(code.width(), dark.collect())
    }

    fn text(payload: Option<Payload>) -> Option<String> {
        payload?.text().map(|text| text.to_string())
    }

    #[test]
    fn whole_codes_of_every_kind_are_read() {
        for version in [5, 7, 14, 22, 40] {
            for level in [EcLevel::L, EcLevel::M, EcLevel::Q, EcLevel::H] {
                let symbol = symbol(version, level);
                assert_eq!(text(symbol.corrected()).as_deref(), Some(TEXT), "{version} {level:?}");
                let mut mirrored = Symbol::new(symbol.side, symbol.dark.clone());
                for at in 0..mirrored.dark.len() {
                    mirrored.dark[at] = symbol.at((at / symbol.side, at % symbol.side));
                }
                assert_eq!(text(mirrored.corrected()).as_deref(), Some(TEXT), "mirrored {version} {level:?}");
            }
        }
    }

    #[test]
    fn a_codeword_marked_as_doubtful_costs_half() {
        // A strip over 11 of the 37 columns is neither dark nor light.
        let mut hidden = symbol(5, EcLevel::H);
        for (at, dark) in hidden.dark.iter_mut().enumerate() {
            if (12..23).contains(&(at % 37)) {
                *dark = 0.01;
            }
        }
        assert_eq!(text(hidden.read(0.0)), None);
        assert_eq!(text(hidden.corrected()).as_deref(), Some(TEXT));
    }

    #[test]
    fn noise_is_not_read_as_a_code() {
        let mut state = 1_u32;
        for _ in 0..200 {
            let mut noise = symbol(3, EcLevel::L);
            for dark in &mut noise.dark {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                *dark = (state >> 8) as f32 / (1 << 23) as f32 - 1.0;
            }
            assert!(noise.corrected().is_none());
        }
    }
}
