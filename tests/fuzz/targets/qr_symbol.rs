//! QR symbols: the bytes are the modules of a code, drawn large and sharp, so that its decoder gets to see them.
#![no_main]

use image::{GrayImage, Luma};
use lingpai_qr::{Budget, scan};

/// The pixels of a module, and the light modules around the code.
const MODULE: u32 = 4;
const QUIET: u32 = 4;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [version, modules @ ..] = bytes else { return };
    let side = 21 + 4 * u32::from(version % 10);
    let bit = |at: u32| {
        let byte = modules.get(usize::try_from(at / 8).expect("small")).copied().unwrap_or(0);
        byte >> (at % 8) & 1 == 1
    };
    // The three finder patterns stand; all else is the input's.
    let finder = |x: u32, y: u32| {
        [(0, 0), (side - 7, 0), (0, side - 7)].into_iter().find_map(|(left, top)| {
            let (x, y) = (i64::from(x) - i64::from(left), i64::from(y) - i64::from(top));
            let ring = (x - 3).abs().max((y - 3).abs());
            (ring <= 4).then_some(ring != 2 && ring != 4)
        })
    };
    let whole = (side + 2 * QUIET) * MODULE;
    let picture = GrayImage::from_fn(whole, whole, |x, y| {
        let at = |pixel: u32| (pixel / MODULE).checked_sub(QUIET).filter(|module| *module < side);
        let dark = at(x).zip(at(y)).is_some_and(|(x, y)| finder(x, y).unwrap_or_else(|| bit(y * side + x)));
        Luma([if dark { 0 } else { 255 }])
    });
    drop(scan(&picture, Budget::SCREEN));
});
