//! Draws frames of a camera or a screen with QR codes in them. They are the same on every machine.

use image::{GrayImage, Luma, imageops};
use qrcode::{Color, EcLevel, QrCode};

/// The sizes of the frames, in pixels across and down.
pub(crate) const SIZES: [(u32, u32); 3] = [(1280, 720), (1920, 1080), (3840, 2160)];

/// The content of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A code with 3 pixels a module.
    Three,
    /// A code with 2 pixels a module.
    Two,
    UpsideDown,
    LightOnDark,
    NoiseAndBlur,
    Perspective,
    /// A code with 2.6 pixels a module.
    Fractional,
    /// Eight codes at once.
    Eight,
    /// A code with 1.5 pixels a module.
    OneAndAHalf,
    /// No code.
    None,
}

impl Kind {
    pub(crate) const ALL: [Self; 10] = [
        Self::Three,
        Self::Two,
        Self::UpsideDown,
        Self::LightOnDark,
        Self::NoiseAndBlur,
        Self::Perspective,
        Self::Fractional,
        Self::Eight,
        Self::OneAndAHalf,
        Self::None,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Three => "3px",
            Self::Two => "2px",
            Self::UpsideDown => "upside-down",
            Self::LightOnDark => "light-on-dark",
            Self::NoiseAndBlur => "noise-and-blur",
            Self::Perspective => "perspective",
            Self::Fractional => "2.6px",
            Self::Eight => "eight",
            Self::OneAndAHalf => "1.5px",
            Self::None => "none",
        }
    }
}

/// Makes a key URI of 120 bytes.
pub(crate) fn uri(number: u32) -> String {
    let uri = format!(
        "otpauth://totp/Fuyi:{}?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Fuyi&algorithm=SHA1&digits=6&period=60&a={:05}",
        700_000 + number,
        number
    );
    assert_eq!(uri.len(), 120);
    uri
}

/// Draws a frame of a kind, and gives the texts in it. `number` moves the codes and changes their texts.
pub(crate) fn frame(kind: Kind, (width, height): (u32, u32), number: u32) -> (GrayImage, Vec<String>) {
    let mut frame = ground(width, height, number);
    let module = match kind {
        Kind::Two => 2.0,
        Kind::Fractional => 2.6,
        Kind::OneAndAHalf => 1.5,
        Kind::Perspective => 4.0,
        Kind::Three | Kind::UpsideDown | Kind::LightOnDark | Kind::NoiseAndBlur | Kind::Eight | Kind::None => 3.0,
    };
    let codes = match kind {
        Kind::Eight => 8,
        Kind::None => 0,
        Kind::Three
        | Kind::Two
        | Kind::UpsideDown
        | Kind::LightOnDark
        | Kind::NoiseAndBlur
        | Kind::Perspective
        | Kind::Fractional
        | Kind::OneAndAHalf => 1,
    };
    let mut texts = Vec::new();
    for at in 0..codes {
        let text = uri(number * 10 + at);
        let (across, down) = (width as f32 / 4.0, height as f32 / 2.0);
        let (left, top) = ((at % 4) as f32 * across + 20.3, (at / 4) as f32 * down + 20.7 + (number % 7) as f32 * 3.1);
        draw(&mut frame, &text, [left, top], module, if kind == Kind::Perspective { 0.0012 } else { 0.0 });
        texts.push(text);
    }
    match kind {
        Kind::UpsideDown => imageops::rotate180_in_place(&mut frame),
        Kind::LightOnDark => imageops::invert(&mut frame),
        Kind::NoiseAndBlur => frame = noisy(&imageops::fast_blur(&frame, 0.7), 5, number),
        Kind::Three
        | Kind::Two
        | Kind::Perspective
        | Kind::Fractional
        | Kind::Eight
        | Kind::OneAndAHalf
        | Kind::None => {}
    }
    (frame, texts)
}

/// Draws windows, lines and shades, as on a desk or a screen.
fn ground(width: u32, height: u32, number: u32) -> GrayImage {
    let mut frame = GrayImage::from_fn(width, height, |x, y| {
        let shade = 150 + (x * 60 / width) + (y * 30 / height);
        let lines = y % 24 < 9 && (x / 5 * 7 + y / 24 * 13 + number).is_multiple_of(3) && x % 200 > 40;
        Luma([(if lines && x > width / 2 { shade - 90 } else { shade }) as u8])
    });
    for window in 0..6 {
        let box_of = GrayImage::from_pixel(width / 9, height / 7, Luma([(window * 40 + 20) as u8]));
        let (left, top) = (width / 2 + window * width / 14, height / 5 + window * height / 9);
        imageops::overlay(&mut frame, &box_of, i64::from(left), i64::from(top));
    }
    frame
}

/// Draws a code with its quiet zone, with four times four samples a pixel. `tilt` is how much it recedes to the right
/// with each pixel.
fn draw(frame: &mut GrayImage, text: &str, [left, top]: [f32; 2], module: f32, tilt: f32) {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).expect("the text fits");
    let modules = code.width() as f32 + 8.0;
    let side = modules * module;
    for (x, y) in
        (0..side as u32 + 2).flat_map(|y| (0..side as u32 + 2).map(move |x| (x + left as u32, y + top as u32)))
    {
        if x >= frame.width() || y >= frame.height() {
            continue;
        }
        let (mut sum, ground) = (0.0, f32::from(frame.get_pixel(x, y).0[0]));
        for (u, v) in (0..4).flat_map(|v| (0..4).map(move |u| (u as f32 / 4.0 + 0.125, v as f32 / 4.0 + 0.125))) {
            let (right, down) = (x as f32 + u - left, y as f32 + v - top);
            let depth = 1.0 - tilt * right;
            let (across, down) = (right / depth / module - 4.0, (down / depth - 0.1 * right * tilt) / module - 4.0);
            sum += if across < -4.0 || down < -4.0 || across >= modules - 4.0 || down >= modules - 4.0 {
                ground
            } else if across < 0.0 || down < 0.0 || across >= modules - 8.0 || down >= modules - 8.0 {
                235.0
            } else {
                let dark = code[(across as usize, down as usize)] == Color::Dark;
                if dark { 25.0 } else { 235.0 }
            };
        }
        frame.put_pixel(x, y, Luma([(sum / 16.0) as u8]));
    }
}

fn noisy(frame: &GrayImage, strength: i32, seed: u32) -> GrayImage {
    let mut state = seed.wrapping_mul(747_796_405) | 1;
    let mut noisy = frame.clone();
    for pixel in noisy.iter_mut() {
        // Xorshift (Marsaglia 2003); two of them make a triangle.
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            (state >> 8) as i32 % (2 * strength + 1) - strength
        };
        *pixel = (i32::from(*pixel) + next() + next()).clamp(0, 255) as u8;
    }
    noisy
}
