//! Pictures of QR codes in every format and appearance are read back. The tests make the pictures.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgba, RgbaImage, imageops};
use lingpai_documents::{read, read_file};
use lingpai_intake::pipe::Form;
use lingpai_intake::{
    Candidate, Foreign, IntakeFault, MigrationFault, PictureFault, Reading, Reason, UriFault, read_picture,
};
use proptest::prelude::*;
use qrcode::{EcLevel, QrCode};

const REGISTRATION: &str = "otpauth://totp/Fuyi:700004?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Fuyi\
    &algorithm=SHA1&digits=6&period=60&activation=152149&expires=2026-11-24T09:30:00%2B08:00&pin=required\
    &support=852-25097524";
const PLAIN: &str = "otpauth://totp/Example:alice@example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const LINK: &str = "https://example.com/otp";
const FORMATS: [ImageFormat; 5] =
    [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Bmp];

/// Draws a code with its quiet zone, with `module` pixels a module.
fn code(text: impl AsRef<[u8]>, module: u32) -> GrayImage {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).expect("the text fits");
    code.render::<Luma<u8>>().module_dimensions(module, module).build()
}

fn file(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    // GIF can be written from 8-bit RGBA only, JPEG without alpha only.
    let picture = picture.into().into_rgba8();
    let written = if format == ImageFormat::Jpeg {
        DynamicImage::ImageRgba8(picture).into_rgb8().write_to(&mut bytes, format)
    } else {
        picture.write_to(&mut bytes, format)
    };
    written.expect("the format can be written");
    bytes.into_inner()
}

fn png(picture: impl Into<DynamicImage>) -> Vec<u8> {
    file(picture, ImageFormat::Png)
}

/// Puts two pictures beside each other on white.
fn beside(left: &GrayImage, right: &GrayImage) -> GrayImage {
    let (width, height) = (left.width() + right.width() + 40, left.height().max(right.height()) + 20);
    let mut both = GrayImage::from_pixel(width, height, Luma([255]));
    imageops::overlay(&mut both, left, 10, 10);
    imageops::overlay(&mut both, right, i64::from(left.width()) + 30, 10);
    both
}

/// Reads the only QR code of a file.
fn read_candidate(bytes: &[u8]) -> Reading {
    let mut readings = read_file(bytes)?;
    assert_eq!(readings.len(), 1, "one code");
    readings.remove(0)
}

fn texts(bytes: &[u8]) -> Vec<String> {
    let found = read_picture(bytes).expect("a picture");
    found.iter().map(|found| found.payload.text().expect("a text").to_string()).collect()
}

#[test]
fn a_registration_is_read_from_every_format() {
    for format in FORMATS {
        let read = read_candidate(&file(code(REGISTRATION, 4), format));
        let Ok(Candidate::Registration(registration)) = read else { panic!("{format:?} was not read") };
        assert_eq!(registration.issuer.as_str(), "Fuyi");
        assert_eq!(registration.account.as_str(), "700004");
        assert_eq!(registration.activation.as_str(), "152149");
        assert_eq!(registration.expires.secs(), 1_795_483_800);
        // EXPOSE: a published test secret.
        assert_eq!(registration.secret.expose(), b"12345678901234567890");
    }
}

#[test]
fn a_dark_mode_code_is_read_from_every_format() {
    for format in FORMATS {
        let mut dark = code(REGISTRATION, 4);
        imageops::invert(&mut dark);
        assert_eq!(texts(&file(dark, format)), [REGISTRATION], "{format:?}");
    }
}

#[test]
fn small_modules_are_read() {
    for module in [1, 2, 3] {
        assert_eq!(texts(&png(code(REGISTRATION, module))), [REGISTRATION], "{module} pixels a module");
    }
}

#[test]
fn a_turned_or_mirrored_code_is_read() {
    let upright = code(REGISTRATION, 3);
    let turned = [imageops::rotate90(&upright), imageops::rotate180(&upright), imageops::rotate270(&upright)];
    for picture in turned.into_iter().chain([imageops::flip_horizontal(&upright)]) {
        assert_eq!(texts(&png(picture)), [REGISTRATION]);
    }
}

#[test]
fn a_small_code_in_a_large_screenshot_is_read() {
    let mut screen = GrayImage::from_pixel(3840, 2160, Luma([240]));
    imageops::overlay(&mut screen, &code(PLAIN, 2), 3000, 1500);
    assert_eq!(texts(&png(screen)), [PLAIN]);
}

#[test]
fn a_code_of_huge_modules_is_read() {
    assert_eq!(texts(&png(code(PLAIN, 60))), [PLAIN]);
}

#[test]
fn a_code_on_transparent_ground_is_read() {
    // Every pixel is black, and only alpha differs.
    let solid = code(REGISTRATION, 4);
    let clear =
        RgbaImage::from_fn(solid.width(), solid.height(), |x, y| Rgba([0, 0, 0, 255 - solid.get_pixel(x, y).0[0]]));
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        assert_eq!(texts(&file(clear.clone(), format)), [REGISTRATION], "{format:?}");
    }
    let deep = DynamicImage::ImageRgba8(clear).into_rgba16();
    let mut bytes = Cursor::new(Vec::new());
    deep.write_to(&mut bytes, ImageFormat::Png).expect("PNG has 16 bits");
    assert_eq!(texts(&bytes.into_inner()), [REGISTRATION]);
}

/// Some programs put pictures of the screen into the Windows clipboard with 32 bits a pixel, of which the last 8 are empty.
#[test]
fn a_pasted_bitmap_whose_alpha_is_empty_is_read() {
    let solid = code(PLAIN, 4);
    let copied = RgbaImage::from_fn(solid.width(), solid.height(), |x, y| {
        let bright = solid.get_pixel(x, y).0[0];
        Rgba([bright, bright, bright, 0])
    });
    // The clipboard leaves out the header of the file, which has 14 bytes. The header after it is of version 4.
    let bytes = file(copied, ImageFormat::Bmp);
    let (header, pixels) = bytes[14..].split_at(108);
    let repeated = [header, &header[40..52], pixels].concat();
    for bitmap in [&bytes[14..], &repeated] {
        assert_eq!(read(Form::Bitmap, bitmap).expect("a picture").len(), 1);
    }
    assert!(read(Form::Bitmap, &bytes[14..bytes.len() - 1000]).is_err(), "a bitmap that is cut off");
}

#[test]
fn the_first_frame_of_a_moving_picture_is_read() {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for text in [PLAIN, LINK] {
        let frame = DynamicImage::ImageLuma8(imageops::resize(&code(text, 6), 240, 240, imageops::FilterType::Nearest));
        encoder.encode_frame(image::Frame::new(frame.into_rgba8())).expect("a frame");
    }
    drop(encoder);
    assert_eq!(texts(&bytes), [PLAIN]);
}

#[test]
fn labels_in_gbk_are_read() {
    let mut uri = b"otpauth://totp/\xb8\xbb\xd2\xd7:700004?secret=GEZDGNBVGY3TQOJQ".to_vec();
    let Ok(Candidate::Plain(account)) = read_candidate(&png(code(&uri, 4))) else { panic!("GBK was not read") };
    assert_eq!(account.issuer.expect("given").as_str(), "富易");
    uri[15] = 0xff;
    assert!(matches!(read_candidate(&png(code(&uri, 4))), Err(IntakeFault::NotAnAccount(_))));
}

#[test]
fn of_several_codes_each_is_taken() {
    let both = png(beside(&code(LINK, 4), &code(REGISTRATION, 3)));
    let mut read = texts(&both);
    read.sort();
    assert_eq!(read, [LINK, REGISTRATION]);
    let mut found = read_file(&both).expect("codes");
    found.sort_by_key(Result::is_ok);
    assert!(matches!(
        &found[..],
        [Err(IntakeFault::NotAnAccount(Foreign::WebAddress)), Ok(Candidate::Registration(_))]
    ));
}

#[test]
fn the_same_code_twice_is_one_account() {
    let twice = png(beside(&code(PLAIN, 3), &code(PLAIN, 5)));
    assert_eq!(texts(&twice), [PLAIN, PLAIN]);
    assert!(matches!(read_candidate(&twice), Ok(Candidate::Plain(_))));
}

/// Without a bound on what is tried this would take hours.
#[test]
fn a_hostile_wall_of_finder_patterns_ends_soon() {
    let wall = GrayImage::from_fn(1350, 1350, |x, y| {
        let from_centre = (x % 9).abs_diff(4).max((y % 9).abs_diff(4));
        Luma([if matches!(from_centre, 0 | 1 | 3) { 0 } else { 255 }])
    });
    assert!(matches!(read_candidate(&png(wall)).err(), Some(IntakeFault::NoCode(_))));
}

#[test]
fn each_fault_is_told_from_the_others() {
    let fault = |bytes: &[u8]| read_candidate(bytes).err().expect("refused");
    assert_eq!(fault(&png(GrayImage::from_pixel(300, 300, Luma([255])))), IntakeFault::NoCode(Reason::NoCode));
    assert_eq!(fault(&png(code(LINK, 4))), IntakeFault::NotAnAccount(Foreign::WebAddress));
    let yandex = PLAIN.replace("totp", "yaotp");
    assert!(matches!(fault(&png(code(&yandex, 4))), IntakeFault::KindUnsupported(_)));
    let migration = "otpauth-migration://offline?data=CjEKCkhlbGxv";
    assert_eq!(fault(&png(code(migration, 4))), IntakeFault::Migration(MigrationFault::Damaged));
    let transfer = include_str!("../../intake/vectors/transfer/whole.txt").trim_end();
    assert!(matches!(read_candidate(&png(code(transfer, 4))), Ok(Candidate::Transfer(_))));
    let cut = fault(&png(code(&transfer[..100], 4)));
    assert!(matches!(cut, IntakeFault::Transfer(_)), "{cut}");
    let broken = REGISTRATION.replace("&pin=required", "");
    let missing = fault(&png(code(broken, 4)));
    assert!(matches!(missing, IntakeFault::Uri(UriFault::Missing { .. })), "{missing}");
    assert_eq!(fault(b"no picture"), IntakeFault::Picture(PictureFault::UnknownFormat));
    assert_eq!(fault(&png(code(LINK, 4))[..200]), IntakeFault::Picture(PictureFault::Unreadable));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn damaged_pictures_are_read_or_refused(
        format in 0..FORMATS.len(),
        cut in 0.0..=1.0_f64,
        hits in proptest::collection::vec((0.0..1.0_f64, any::<u8>()), 0..8),
    ) {
        let mut bytes = file(code(LINK, 2), FORMATS[format]);
        let at = |share: f64, len: usize| (share * len as f64) as usize;
        for (share, value) in hits {
            let place = at(share, bytes.len());
            bytes[place] = value;
        }
        bytes.truncate(at(cut, bytes.len()));
        if let Ok(found) = read_picture(&bytes) {
            for found in found {
                prop_assert_eq!(found.payload.bytes(), LINK.as_bytes());
            }
        }
    }

    #[test]
    fn junk_is_refused(junk in proptest::collection::vec(any::<u8>(), 0..600), format in 0..6_usize) {
        let starts: [&[u8]; 6] =
            [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"BM", b"RIFF\x40\0\0\0WEBPVP8 "];
        let bytes = [starts[format], &junk].concat();
        prop_assert!(read_candidate(&bytes).is_err());
    }

    #[test]
    fn whatever_is_encoded_is_read(text in "[ -~]{1,200}") {
        prop_assert_eq!(texts(&png(code(&text, 3))), [text]);
    }
}
