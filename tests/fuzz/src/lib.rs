//! The readers of foreign bytes, each as a fuzz target: a function that reads an input and panics if a promise about it does
//! not hold.
//!
//! `cargo xtask prove fuzz` runs the targets under libFuzzer, which looks for inputs that reach new code. What it has found
//! once is in `regressions`, and this crate's tests read all of it again.

mod account;
mod file;
mod page;
mod seeds;
mod symbol;
mod vault;

use std::path::PathBuf;

/// A reader of foreign bytes.
pub struct Target {
    /// Its name on the command line.
    pub name: &'static str,
    /// Reads an input. Panics if a promise does not hold.
    pub read: fn(&[u8]),
    /// Gives the inputs to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// The words of its language, which mutations put into inputs.
    pub words: &'static [&'static str],
}

/// All targets. A slow one comes before a fast one, so that two processors finish together.
pub const TARGETS: [Target; 13] = [
    file::PICTURE,
    file::PDF,
    file::MAIL,
    symbol::QR_SYMBOL,
    vault::VAULT_FILE,
    vault::VAULT_RECORD,
    vault::VAULT_TEXT,
    account::KEY_URI,
    account::TRANSFER,
    account::MIGRATION,
    file::READER_PROTOCOL,
    page::PREFERENCES,
    page::COMMAND,
];

/// Gives the target of a name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// Gives the folder with the inputs of a target that were found once.
pub fn regressions(target: &Target) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/regressions")).join(target.name)
}
