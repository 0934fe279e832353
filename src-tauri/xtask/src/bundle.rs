//! What the app bundle of macOS says of itself.

use std::fs;

use roxmltree::{Document, Node, ParsingOptions};
use serde_json::Value;

use crate::tree;

/// The languages of the program, as macOS names them.
const LANGUAGES: [&str; 3] = ["en", "zh-Hant", "zh-Hans"];
/// Without this reason macOS ends a program that opens a camera.
const CAMERA: &str = "NSCameraUsageDescription";

fn read(name: &str) -> String {
    let file = tree::root().join("src-tauri").join(name);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("`{}`: {error}", file.display()))
}

/// Gives the value of a key in a property list.
fn value<'a>(list: &'a Document<'_>, key: &str) -> Node<'a, 'a> {
    let keys = list.descendants().filter(|node| node.has_tag_name("key"));
    let found = keys.into_iter().find(|node| node.text() == Some(key)).unwrap_or_else(|| panic!("no `{key}`"));
    found.next_sibling_element().expect("a key has a value")
}

fn parse(list: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(list, options).expect("a property list is XML")
}

#[test]
fn the_bundle_speaks_every_language_of_the_program() {
    let info = read("Info.plist");
    let info = parse(&info);
    let listed = value(&info, "CFBundleLocalizations").children().filter(Node::is_element);
    assert_eq!(listed.filter_map(|language| language.text()).collect::<Vec<_>>(), LANGUAGES);
    assert!(value(&info, "CFBundleAllowMixedLocalizations").has_tag_name("true"));
    let reason = value(&info, CAMERA).text().expect("a reason").to_owned();
    let config: Value = serde_json::from_str(&read("tauri.conf.json")).expect("JSON");
    let mut reasons = vec![];
    for language in LANGUAGES {
        let place = format!("{language}.lproj/InfoPlist.strings");
        let file = config["bundle"]["macOS"]["files"][format!("Resources/{place}")].as_str();
        assert_eq!(file, Some(format!("macos/{place}").as_str()));
        let strings = read(file.expect("a file"));
        let line = strings.lines().find_map(|line| line.strip_prefix(&format!("\"{CAMERA}\" = \"")));
        reasons.push(line.and_then(|line| line.strip_suffix("\";")).expect("a reason").to_owned());
    }
    assert_eq!(reasons[0], reason);
    reasons.sort();
    reasons.dedup();
    assert_eq!(reasons.len(), LANGUAGES.len());
}

#[test]
fn the_program_may_use_the_camera() {
    let rights = read("entitlements.plist");
    assert!(value(&parse(&rights), "com.apple.security.device.camera").has_tag_name("true"));
}
