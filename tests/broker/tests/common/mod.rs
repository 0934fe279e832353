//! The customer's side for these tests: the QR image's text, its secret, the codes.

#![allow(dead_code, reason = "each test binary uses its own part")]

pub(crate) mod browser;

use std::path::Path;

use jiff::Timestamp;
use totp_rs::Builder;

/// A moment in 2026, thirty seconds into a time step.
pub(crate) const NOON: i64 = 1_795_521_630;

pub(crate) fn at(secs: i64) -> Timestamp {
    Timestamp::from_second(secs).expect("within range")
}

/// Gives the text of the one QR code in a PNG image.
pub(crate) fn decode(png: &[u8]) -> String {
    let picture = image::load_from_memory(png).expect("a PNG image").to_luma8();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut prepared =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| picture[(x as u32, y as u32)].0[0]);
    let grids = prepared.detect_grids();
    assert_eq!(grids.len(), 1, "one QR code stands in the image");
    let (meta, text) = grids[0].decode().expect("a readable QR code");
    assert_eq!(meta.ecc_level, 0, "error correction M is 00 in the format bits");
    text
}

pub(crate) fn decode_file(path: &Path) -> String {
    decode(&std::fs::read(path).expect("the image was written"))
}

/// Gives a parameter of the key URI, as it is written there.
pub(crate) fn parameter<'a>(uri: &'a str, name: &str) -> &'a str {
    let (_, query) = uri.split_once('?').expect("a query");
    let pair = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name);
    pair.map(|(_, value)| value).expect("the parameter is there")
}

/// Gives the code at `secs` of a device that scanned `uri`.
pub(crate) fn device_code(uri: &str, secs: i64) -> String {
    let secret = data_encoding::BASE32_NOPAD.decode(parameter(uri, "secret").as_bytes()).expect("base32");
    let totp = Builder::new().with_secret(secret).with_step_duration(60).build_noncompliant();
    totp.generate(secs.try_into().expect("after 1970")).to_string()
}

/// Gives six digits that are no code around `secs`.
pub(crate) fn wrong_code(uri: &str, secs: i64) -> String {
    let near: Vec<String> = (-3..=3).map(|step| device_code(uri, secs + 60 * step)).collect();
    let wrong = (0..10).map(|n| format!("{n:06}")).find(|code| !near.contains(code));
    wrong.expect("seven codes cannot take ten values")
}
