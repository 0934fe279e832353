//! Collected pictures with their texts. The pictures of this crate are always read. Where `LINGPAI_CORPUS` names a
//! folder with `qr/manifest.json`, the pictures of ZXing's and jsQR's tests in it are read too.
//!
//! A manifest lists under `images` each `file` with its `set` and its `texts`: everything that may be read from it.
//! The list is empty where the picture has no code.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use lingpai_qr::{Payload, charset, read_picture};
use serde_json::Value;

/// Pictures of the collected sets that show more than their manifest lists. zxing-cpp reads the same in each of them.
const CORRECTED: [(&str, &[&str]); 3] = [
    ("zxing-2-13.png", &["The 2005 USGS aerial photography of the Washington Monument is censored."]),
    // A code within a code.
    ("zxing-2-16.png", &[INNER, OUTER]),
    ("jsqr-170.png", &[INNER, OUTER]),
];
const INNER: &str = "[内側QRコード]\r\n\r\n*ダブルQR*\r\nhttp://d-qr.net/ex/";
const OUTER: &str = "[外側QRコード]\r\n \r\n*ﾀﾞﾌﾞﾙQR*\r\nhttp://d-qr.net/ex/";

/// The result for all pictures of a manifest.
#[derive(Debug, Default, PartialEq)]
struct Score {
    whole: BTreeMap<String, usize>,
    /// The texts that were read and are not listed.
    wrong: Vec<String>,
    /// The texts that are listed and were not read.
    missed: Vec<String>,
}

fn score(folder: &Path) -> Score {
    let manifest = fs::read(folder.join("manifest.json")).expect("a manifest");
    let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
    let mut score = Score::default();
    for image in manifest["images"].as_array().expect("a list of images") {
        let (file, set) = (image["file"].as_str().expect("a file name"), image["set"].as_str().expect("a set's name"));
        let listed = image["texts"].as_array().expect("a list of texts").iter();
        let mut texts: Vec<&str> = listed.map(|text| text.as_str().expect("a text")).collect();
        if let Some((_, corrected)) = CORRECTED.iter().find(|(name, _)| *name == file) {
            texts = corrected.to_vec();
        }
        let read = read(&folder.join(file));
        let wrong = read.iter().filter(|text| !texts.contains(&text.as_str()));
        score.wrong.extend(wrong.map(|text| format!("{file}: {text:?}")));
        let missed: Vec<_> = texts.iter().filter(|text| !read.iter().any(|read| read == *text)).collect();
        let whole = score.whole.entry(set.to_owned()).or_default();
        *whole += usize::from(missed.is_empty());
        score.missed.extend(missed.iter().map(|text| format!("{file}: {text:?}")));
    }
    score
}

fn read(path: &Path) -> Vec<String> {
    let found = read_picture(&fs::read(path).expect("the file is there")).expect("a picture");
    found.iter().map(|found| text(&found.payload)).collect()
}

fn text(payload: &Payload) -> String {
    // `intake` reads the bytes of key URIs in the same way.
    let text =
        if payload.bytes().starts_with(b"otpauth://") { charset::utf8_or_gbk(payload.bytes()) } else { payload.text() };
    text.map_or_else(|| format!("{} bytes", payload.bytes().len()), |text| text.to_string())
}

fn sets<const N: usize>(sets: [(&str, usize); N]) -> BTreeMap<String, usize> {
    sets.map(|(set, whole)| (set.to_owned(), whole)).into()
}

#[test]
fn our_own_pictures_are_read() {
    let score = score(&Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/qr"));
    assert_eq!(score, Score { whole: sets([("made", 10), ("no-code", 2)]), ..Score::default() });
}

#[test]
fn collected_pictures_are_read() {
    let Some(corpus) = std::env::var_os("LINGPAI_CORPUS") else { return };
    let score = score(&PathBuf::from(corpus).join("qr"));
    assert_eq!(score.wrong, [""; 0]);
    let reached = sets([("zxing-1", 20), ("zxing-2", 35), ("zxing-3", 42), ("jsqr", 94), ("falsepos", 51)]);
    for (set, least) in &reached {
        let whole = score.whole.get(set).copied().unwrap_or_default();
        assert!(whole >= *least, "{set}: {whole} of {least}; missed: {:#?}", score.missed);
    }
}
