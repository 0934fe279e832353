//! `cargo xtask measure build`: the time of a build of the program, from nothing and after one changed line, and the time of
//! all tests from nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::program::LINGPAI;
use crate::progress::needed;
use crate::{shell, tree};

/// Prints `build.run.cold`, `build.run.rest`, `build.run.warm_rust`, `build.run.warm_page` and `test.cold` in seconds, and
/// `crates.run`. Those of `run` end where the window opens. The rest is what is built while it is open.
///
/// The builds run in a copy of the work tree with a target folder of its own. They use the downloads that Cargo and npm
/// have stored for the user.
pub(crate) fn measure() -> Result<()> {
    let copy = TreeCopy::make(&tree::root().join("target/measure-build"))?;
    let crates = needed(&[LINGPAI]).context("cargo's tree cannot be read")?;
    println!("crates.run {crates} crates");
    print("build.run.cold", copy.time_of(&["build", "--window"])?);
    print("build.run.rest", copy.time_of(&["build"])?);
    copy.change("src-tauri/crates/app/src/lib.rs", "\npub(crate) const MEASURED: u8 = 0;\nconst _: u8 = MEASURED;\n")?;
    print("build.run.warm_rust", copy.time_of(&["build", "--window"])?);
    copy.change("ui/src/look.css", "\n:root { --measured: 0 }\n")?;
    print("build.run.warm_page", copy.time_of(&["build", "--window"])?);
    copy.restore()?;
    print("test.cold", copy.time_of(&["test"])?);
    Ok(())
}

fn print(name: &str, took: Duration) {
    println!("{name} {:.1} s", took.as_secs_f64());
}

/// A copy of the files that git tracks, in its own folder.
struct TreeCopy(PathBuf);

impl TreeCopy {
    /// Makes the copy. An older one in the folder is removed.
    fn make(folder: &Path) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("cannot remove `{}`", folder.display()))?;
        }
        let copy = Self(folder.to_path_buf());
        copy.restore()?;
        Ok(copy)
    }

    /// Makes every file the same as in the work tree.
    fn restore(&self) -> Result<()> {
        let listed = Command::new("git").args(["ls-files", "-z", "--cached"]).output().context("cannot start `git`")?;
        if !listed.status.success() {
            bail!("`git ls-files` failed: {}", listed.status);
        }
        let listed = String::from_utf8(listed.stdout).context("a file's name is no UTF-8")?;
        for name in listed.split_terminator('\0') {
            let (from, to) = (tree::root().join(name), self.0.join(name));
            // A file may be missing because its removal is not committed yet.
            let Ok(bytes) = fs::read(&from) else { continue };
            if fs::read(&to).is_ok_and(|copied| copied == bytes) {
                continue;
            }
            fs::create_dir_all(to.parent().expect("a file is in a folder"))
                .and_then(|()| fs::copy(&from, &to).map(drop))
                .with_context(|| format!("cannot copy `{}`", from.display()))?;
        }
        Ok(())
    }

    /// Adds `text` to the end of a file.
    fn change(&self, name: &str, text: &str) -> Result<()> {
        let file = self.0.join(name);
        let changed = fs::read_to_string(&file).map(|old| old + text);
        changed.and_then(|text| fs::write(&file, text)).with_context(|| format!("cannot change `{}`", file.display()))
    }

    /// Gives how long `cargo xtask WORDS` takes in the copy, including the build of xtask.
    fn time_of(&self, words: &[&str]) -> Result<Duration> {
        let mut command = shell::cargo();
        command.arg("xtask").args(words).current_dir(&self.0).env("CARGO_TARGET_DIR", self.0.join("target"));
        // These variables name the packages of this work tree, and the copy has its own.
        for (name, _) in std::env::vars_os() {
            if name
                .to_str()
                .is_some_and(|name| name.starts_with("CARGO_") && name != "CARGO_TARGET_DIR" && name != "CARGO_HOME")
            {
                command.env_remove(&name);
            }
        }
        let begun = Instant::now();
        shell::run(command.stdout(std::io::stderr()))?;
        Ok(begun.elapsed())
    }
}
