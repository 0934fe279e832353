//! A fuzz target under libFuzzer. The environment names what `cargo xtask prove fuzz` has chosen.
#![no_main]
#![allow(clippy::print_stderr, reason = "a command-line program")]

use std::alloc::System;
use std::cell::RefCell;
use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::abort;
use std::sync::LazyLock;
use std::{env, panic};

use cap::Cap;
use lingpai_fuzz::{Target, regressions, target};

/// The memory that an input may take: as much as the process has in which files are read.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, 512 << 20);

/// The target that runs.
static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let name = env::var("LINGPAI_FUZZ_TARGET").expect("LINGPAI_FUZZ_TARGET names the target");
    target(&name).unwrap_or_else(|| panic!("`{name}` is no target"))
});

/// The input that is read now, for an end of the process that libFuzzer cannot see, such as a stack that overflows.
static NOW: LazyLock<File> = LazyLock::new(|| File::create(folder().join("now")).expect("the folder can be written"));

thread_local! {
    /// The panic that came last. Most are caught by what is tested, and are no news.
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

libfuzzer_sys::fuzz_target!(init: begin(), |bytes: &[u8]| {
    note(bytes);
    if catch_unwind(AssertUnwindSafe(|| (TARGET.read)(bytes))).is_err() {
        LAST.with_borrow(|last| eprintln!("finding: {last}"));
        abort();
    }
});

/// The folder of this run.
fn folder() -> PathBuf {
    env::var_os("LINGPAI_FUZZ_FOLDER").expect("LINGPAI_FUZZ_FOLDER names a folder").into()
}

/// Writes the inputs to begin with, and the words, where libFuzzer looks for them.
fn begin() {
    // libFuzzer's own hook ends the process also for a panic that is caught.
    panic::set_hook(Box::new(|panic| {
        let what = panic.payload_as_str().unwrap_or("a panic").replace('\n', " ");
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        LAST.with_borrow_mut(|last| *last = format!("{what} ({place})"));
    }));
    let seeds = folder().join("seeds");
    fs::create_dir_all(&seeds).expect("the folder can be written");
    let known = fs::read_dir(regressions(&TARGET)).into_iter().flatten().flatten();
    let known = known.map(|entry| fs::read(entry.path()).expect("a regression input can be read"));
    for (number, seed) in (TARGET.seeds)().into_iter().chain(known).enumerate() {
        fs::write(seeds.join(format!("{number:04}")), seed).expect("the folder can be written");
    }
    let word = |word: &&str| {
        let bytes: String = word.bytes().map(|byte| format!("\\x{byte:02x}")).collect();
        format!("\"{bytes}\"\n")
    };
    let words: String = TARGET.words.iter().map(word).collect();
    fs::write(folder().join("words"), words).expect("the folder can be written");
}

/// Writes the input down, with its length in front.
fn note(bytes: &[u8]) {
    let mut noted = Vec::with_capacity(8 + bytes.len());
    noted.extend(u64::try_from(bytes.len()).expect("a length fits").to_le_bytes());
    noted.extend(bytes);
    NOW.write_all_at(&noted, 0).expect("the folder can be written");
}
