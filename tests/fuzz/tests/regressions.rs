//! Every input that was found once, and every input that the fuzz targets begin with.
#![allow(clippy::print_stdout, reason = "names the input that breaks a target")]

use std::fs;
use std::path::PathBuf;

use lingpai_fuzz::{TARGETS, regressions};

#[test]
fn what_was_found_once_stays_mended() {
    for target in &TARGETS {
        let Ok(files) = fs::read_dir(regressions(target)) else { continue };
        for file in files {
            let path = file.expect("the folder can be read").path();
            println!("{}", path.display());
            (target.read)(&fs::read(&path).expect("an input can be read"));
        }
    }
}

#[test]
fn every_target_reads_what_it_begins_with() {
    for target in &TARGETS {
        let seeds = (target.seeds)();
        assert!(seeds.len() > 1, "`{}` begins with too little", target.name);
        for (number, seed) in seeds.iter().enumerate() {
            println!("{}, input {number}", target.name);
            (target.read)(seed);
        }
    }
}

#[test]
fn regressions_are_those_of_targets() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/regressions"));
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let name = entry.expect("the folder can be read").file_name();
        assert!(TARGETS.iter().any(|target| *target.name == *name), "there is no target {}", name.display());
    }
}
