//! The test kit: the files `testkit/*.txt`. Each is a vault file with one fault, and the expected result. FORMAT.md
//! describes them.
//!
//! A second reader in another language reads the same files. The modules `cases_…` make them. To make them again, run
//! the tests with `UPDATE_GOLDEN=1`, and read the difference.

mod age_file;
mod case;
mod cases_accounts;
mod cases_backup;
mod cases_body;
mod cases_frame;
mod cases_header;
mod cases_inner;
mod cases_next;
mod cases_slots;
mod cases_versions;
mod draft;
mod judge;
mod parts;
mod vectors;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use case::Case;

const MAX_TEXT: usize = 8 * 1024;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testkit")
}

fn made() -> Vec<Case> {
    let mut cases = cases_frame::cases();
    cases.extend(cases_header::cases());
    cases.extend(cases_slots::cases());
    cases.extend(cases_versions::cases());
    cases.extend(cases_body::cases());
    cases.extend(cases_accounts::cases());
    cases.extend(cases_next::cases());
    cases.extend(cases_inner::cases());
    cases.extend(cases_backup::cases());
    cases
}

/// Gives the files of the kit, by name.
fn read() -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder()).expect("the kit's folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("ASCII"));
    let kit = names.filter_map(|name| name.strip_suffix(".txt").map(str::to_owned));
    kit.map(|name| {
        let text = fs::read_to_string(folder().join(format!("{name}.txt"))).expect("a file of the kit");
        (name, text)
    })
    .collect()
}

#[test]
fn the_files_are_the_ones_that_their_makers_make() {
    let texts: BTreeMap<_, _> = made().iter().map(|case| (case.name.clone(), case.to_text())).collect();
    assert_eq!(texts.len(), made().len(), "two cases have one name");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(folder()).expect("the kit's folder");
        for name in read().keys().filter(|name| !texts.contains_key(*name)) {
            fs::remove_file(folder().join(format!("{name}.txt"))).expect("removed");
        }
        for (name, text) in &texts {
            fs::write(folder().join(format!("{name}.txt")), text).expect("written");
        }
    }
    let there = read();
    assert!(there.keys().eq(texts.keys()), "files without a maker or cases without a file");
    for (name, text) in &texts {
        assert!(text.len() <= MAX_TEXT, "{name} has {} bytes", text.len());
        assert_eq!(&there[name], text, "{name} changed: read the difference, then run again with UPDATE_GOLDEN=1");
    }
    assert!(texts.len() >= 150, "{} files are fewer than were promised", texts.len());
}

#[test]
fn every_file_gets_its_verdict() {
    let mut wrong = Vec::new();
    for (name, text) in read() {
        let case = Case::from_text(&name, &text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!(case.to_text(), text, "{name} is written in its one way");
        let (verdict, entries) = judge::judge(&case);
        if (&verdict, &entries) != (&case.verdict, &case.entries) {
            wrong.push(format!("{name}: {verdict} {entries:?}, not {} {:?}", case.verdict, case.entries));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_fares_alike_in_a_folder() {
    for (name, text) in read() {
        let case = Case::from_text(&name, &text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!(judge::in_a_folder(&case), case.verdict, "{name}");
    }
}
