//! QR symbols. They are drawn large and sharp, so that their decoder sees what the input says.

use std::time::Duration;

use image::{GrayImage, Luma};
use lingpai_qr::{Budget, Scan, scan};
use qrcode::bits::Bits;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::{Color, EcLevel, QrCode, Version, ec};

use crate::Target;

pub(crate) const QR_SYMBOL: Target = Target {
    name: "qr_symbol",
    read: qr_symbol,
    seeds,
    words: &[
        "otpauth://totp/a?secret=AA",
        "\u{40}",
        "\u{10}",
        "\u{20}",
        "\u{80}",
        "\u{30}",
        "\u{50}",
        "\u{70}\u{1A}\u{40}",
    ],
};

/// The pixels of a module, and the light modules around a symbol.
const MODULE: u32 = 4;
const QUIET: u32 = 4;
/// The largest version that is drawn. Above it only the number of modules changes.
const MAX_VERSION: u8 = 10;
/// How long a symbol is searched that need not be readable.
const SEARCH: Duration = Duration::from_millis(40);
/// How long a good symbol is searched at most. It is found at once, but the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(5);

/// The first byte says what the rest is, the second one the version and the error correction.
fn qr_symbol(bytes: &[u8]) {
    let [form, size, rest @ ..] = bytes else { return };
    let version = Version::Normal(i16::from(size % MAX_VERSION) + 1);
    let level = [EcLevel::L, EcLevel::M, EcLevel::Q, EcLevel::H][usize::from(size >> 6)];
    match form % 3 {
        0 => text(rest, version, level),
        1 => codewords(rest, version, level),
        _ => modules(rest, version),
    }
}

/// The input is the content of a good symbol, which must be read as it was written.
fn text(content: &[u8], version: Version, level: EcLevel) {
    let mut bits = Bits::new(version);
    let fits = bits.push_byte_data(content).and_then(|()| bits.push_terminator(level)).is_ok();
    let Some(code) = fits.then(|| QrCode::with_bits(bits, level).ok()).flatten() else { return };
    if content.is_empty() {
        return;
    }
    let found = found(&code.to_colors(), PATIENCE);
    let [one] = &found.found[..] else { panic!("{} codes in the picture of one", found.found.len()) };
    assert_eq!(one.payload.bytes(), content, "other bytes than were written");
}

/// The input is the data codewords of a symbol with the right error correction.
fn codewords(data: &[u8], version: Version, level: EcLevel) {
    let capacity = Bits::new(version).max_len(level).expect("a version with this level") / 8;
    let mut data = data[..data.len().min(capacity)].to_vec();
    data.extend([0xec, 0x11].into_iter().cycle().take(capacity - data.len()));
    let (data, correction) = ec::construct_codewords(&data, version, level).expect("as many as the version has");
    let mut canvas = Canvas::new(version, level);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    canvas.apply_mask(MaskPattern::DiagonalLines);
    let found = found(&canvas.into_colors(), SEARCH);
    assert!(found.found.len() <= 1, "{} codes in the picture of one", found.found.len());
    // Ten bits are three digits, which is the densest mode.
    assert!(found.found.iter().all(|one| one.payload.bytes().len() <= capacity * 4), "more than a symbol holds");
}

/// The input is the modules of a symbol. Only its finder patterns stand.
fn modules(bytes: &[u8], version: Version) {
    let side = u32::try_from(version.width()).expect("177 at most");
    let bit = |at: u32| {
        let byte = usize::try_from(at / 8).ok().and_then(|at| bytes.get(at)).copied().unwrap_or(0);
        byte >> (at % 8) & 1 == 1
    };
    let finder = |x: u32, y: u32| {
        [(0, 0), (side - 7, 0), (0, side - 7)].into_iter().find_map(|(left, top)| {
            let (x, y) = (i64::from(x) - i64::from(left), i64::from(y) - i64::from(top));
            let ring = (x - 3).abs().max((y - 3).abs());
            (ring <= 4).then_some(ring != 2 && ring != 4)
        })
    };
    let dark = (0..side * side).map(|at| finder(at % side, at / side).unwrap_or_else(|| bit(at)));
    let modules: Vec<Color> = dark.map(|dark| if dark { Color::Dark } else { Color::Light }).collect();
    found(&modules, SEARCH);
}

/// Searches the picture of a symbol.
fn found(modules: &[Color], limit: Duration) -> Scan {
    let side = u32::try_from(modules.len().isqrt()).expect("177 at most");
    let whole = (side + 2 * QUIET) * MODULE;
    let at = |pixel: u32| (pixel / MODULE).checked_sub(QUIET).filter(|module| *module < side);
    let picture = GrayImage::from_fn(whole, whole, |x, y| {
        let module = at(x).zip(at(y)).and_then(|(x, y)| modules.get(usize::try_from(y * side + x).ok()?));
        Luma([if module == Some(&Color::Dark) { 0 } else { 255 }])
    });
    let scan = scan(&picture, Budget(limit));
    assert_eq!(scan.reason.is_none(), !scan.found.is_empty(), "a reason beside a code, or neither");
    for one in &scan.found {
        assert!(one.corners.0.iter().flatten().all(|side| side.is_finite()), "corners that are no place");
    }
    scan
}

fn seeds() -> Vec<Vec<u8>> {
    let uri = b"otpauth://totp/Fuyi:700004?secret=GEZDGNBVGY3TQOJQ&issuer=Fuyi";
    // Segments: numbers, letters, bytes under an ECI, kanji, a part of several, FNC1 in either position.
    let segments: [&[u8]; 7] = [
        &[0x10, 0x20, 0x0c, 0x56, 0x61, 0x80],
        &[0x20, 0x29, 0xce, 0xe7, 0x21, 0x00],
        &[0x71, 0xa4, 0x02, 0xe5, 0xaf, 0x8c, 0x00],
        &[0x80, 0x1d, 0x4f, 0x00],
        &[0x30, 0x15, 0x54, 0x02, 0x41, 0x42, 0x00],
        &[0x54, 0x02, 0x41, 0x42, 0x00],
        &[0x91, 0x04, 0x02, 0x41, 0x42, 0x00],
    ];
    let codewords = segments.iter().flat_map(|segment| [[&[1, 0], *segment].concat(), [&[1, 0x44], *segment].concat()]);
    codewords
        .chain([[&[0, 9], &uri[..]].concat(), [&[0, 0x43], &b"a"[..]].concat(), vec![2, 1, 0x5a, 0xa5, 0x0f]])
        .collect()
}
