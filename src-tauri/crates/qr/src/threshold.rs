use image::GrayImage;
use rxing::common::{BitArray, BitMatrix, HybridBinarizer};
use rxing::{BinaryBitmap, Luma8Source};

/// The number of bits that are set at once.
const WORD: usize = usize::BITS as usize;

/// Makes a picture black and white by blocks of 8 x 8 pixels, which suits prints and screens. `None` for a picture
/// without pixels.
pub(super) fn blocks(picture: &GrayImage) -> Option<BitMatrix> {
    let source = Luma8Source::new_with_slice(picture.as_raw(), picture.width(), picture.height()).ok()?;
    Some(BinaryBitmap::new(HybridBinarizer::new(source)).get_black_matrix().clone())
}

/// Makes a picture black and white by the mean of a window around each pixel, `2 * reach + 1` pixels a side. A pixel
/// is black where it is darker than the mean by more than `bias`, which may be negative. `None` for a picture without
/// pixels.
pub(super) fn window(picture: &GrayImage, reach: u32, bias: i32) -> Option<BitMatrix> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut matrix = BitMatrix::new(picture.width(), picture.height()).ok()?;
    let (reach, raw) = (reach as usize, picture.as_raw());
    // The sum of each column over the rows of the window, updated with each row.
    let mut columns = vec![0_u32; width];
    for row in raw.chunks_exact(width).take(reach) {
        add(&mut columns, row);
    }
    let mut sums = vec![0_u32; width + 1];
    for y in 0..height {
        if y + reach < height {
            add(&mut columns, &raw[(y + reach) * width..][..width]);
        }
        if y > reach {
            let gone = &raw[(y - reach - 1) * width..][..width];
            columns.iter_mut().zip(gone).for_each(|(sum, &gone)| *sum -= u32::from(gone));
        }
        let rows = (y + reach).min(height - 1) - y.saturating_sub(reach) + 1;
        for x in 0..width {
            sums[x + 1] = sums[x].wrapping_add(columns[x]);
        }
        let (mut bits, mut word) = (BitArray::with_size(width), 0_usize);
        let row = &raw[y * width..][..width];
        for (x, &pixel) in row.iter().enumerate() {
            let (from, to) = (x.saturating_sub(reach), (x + reach + 1).min(width));
            let sum = sums[to].wrapping_sub(sums[from]);
            // 255 times the pixels of a picture at most, which fits into 34 bits.
            let area = (rows * (to - from)) as i64;
            let dark = (i64::from(pixel) + i64::from(bias)) * area < i64::from(sum);
            word |= usize::from(dark) << (x % WORD);
            if x % WORD == WORD - 1 || x == width - 1 {
                bits.setBulk(x / WORD * WORD, word);
                word = 0;
            }
        }
        matrix.setRow(u32::try_from(y).ok()?, &bits);
    }
    Some(matrix)
}

fn add(columns: &mut [u32], row: &[u8]) {
    columns.iter_mut().zip(row).for_each(|(sum, &pixel)| *sum += u32::from(pixel));
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    #[test]
    fn a_window_follows_the_light() {
        // Stripes on a ramp: a dark stripe on the right is brighter than a light one on the left.
        let picture = GrayImage::from_fn(200, 40, |x, y| Luma([(x + if y / 4 % 2 == 0 { 0 } else { 30 }) as u8]));
        let black = window(&picture, 8, 2).expect("a picture");
        for (x, y) in (10..190).flat_map(|x| (8..32).map(move |y| (x, y))) {
            assert_eq!(black.get(x, y), y / 4 % 2 == 0, "{x} {y}");
        }
    }

    #[test]
    fn a_window_may_be_larger_than_the_picture() {
        let picture = GrayImage::from_fn(3, 2, |x, _| Luma([if x == 1 { 0 } else { 200 }]));
        let black = window(&picture, 50, 0).expect("a picture");
        let bits: Vec<bool> = (0..3).map(|x| black.get(x, 1)).collect();
        assert_eq!(bits, [false, true, false]);
    }
}
