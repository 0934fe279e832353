//! `cargo xtask measure build`: how long the program takes to build, and how long all tests take, from nothing and after
//! one changed line.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::program::LINGPAI;
use crate::progress::needed;
use crate::{shell, tree};

/// Prints `build.run.cold`, `build.run.warm_rust`, `build.run.warm_page` and `test.cold` in seconds and `crates.run`.
///
/// All of it happens in a copy of the work tree with a target folder of its own. Downloads that Cargo and npm keep for
/// the user are used where they are there.
pub(crate) fn measure() -> Result<()> {
    let copy = Copy::make(&tree::root().join("target/measure-build"))?;
    let crates = needed(&[LINGPAI]).context("cargo's tree cannot be read")?;
    println!("crates.run {crates} crates");
    print("build.run.cold", copy.chore(&["build"])?);
    copy.change("src-tauri/crates/app/src/lib.rs", "\npub(crate) const MEASURED: u8 = 0;\nconst _: u8 = MEASURED;\n")?;
    print("build.run.warm_rust", copy.chore(&["build"])?);
    copy.change("ui/src/look.css", "\n:root { --measured: 0 }\n")?;
    print("build.run.warm_page", copy.chore(&["build"])?);
    copy.restore()?;
    print("test.cold", copy.chore(&["test"])?);
    Ok(())
}

fn print(name: &str, took: Duration) {
    println!("{name} {:.1} s", took.as_secs_f64());
}

/// The files that git knows, in a folder of their own.
struct Copy(PathBuf);

impl Copy {
    /// Makes it anew.
    fn make(folder: &Path) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("cannot remove `{}`", folder.display()))?;
        }
        let copy = Self(folder.to_path_buf());
        copy.restore()?;
        Ok(copy)
    }

    /// Puts every file back as it is in the work tree.
    fn restore(&self) -> Result<()> {
        let listed = Command::new("git").args(["ls-files", "-z", "--cached"]).output().context("cannot start `git`")?;
        if !listed.status.success() {
            bail!("`git ls-files` failed: {}", listed.status);
        }
        let listed = String::from_utf8(listed.stdout).context("a file's name is no UTF-8")?;
        for name in listed.split_terminator('\0') {
            let (from, to) = (tree::root().join(name), self.0.join(name));
            // A file that was removed and not committed yet is not there.
            let Ok(bytes) = fs::read(&from) else { continue };
            if fs::read(&to).is_ok_and(|there| there == bytes) {
                continue;
            }
            fs::create_dir_all(to.parent().expect("a file lies in a folder"))
                .and_then(|()| fs::copy(&from, &to).map(drop))
                .with_context(|| format!("cannot copy `{}`", from.display()))?;
        }
        Ok(())
    }

    /// Adds `text` to the end of a file.
    fn change(&self, name: &str, text: &str) -> Result<()> {
        let file = self.0.join(name);
        let changed = fs::read_to_string(&file).map(|there| there + text);
        changed.and_then(|text| fs::write(&file, text)).with_context(|| format!("cannot change `{}`", file.display()))
    }

    /// How long `cargo xtask WORDS` takes in the copy, the chores' own build included.
    fn chore(&self, words: &[&str]) -> Result<Duration> {
        let mut command = shell::cargo();
        command.arg("xtask").args(words).current_dir(&self.0).env("CARGO_TARGET_DIR", self.0.join("target"));
        // This chore's own package is another one there.
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("CARGO_") && name != "CARGO_TARGET_DIR" && name != "CARGO_HOME") {
                command.env_remove(&name);
            }
        }
        let begun = Instant::now();
        shell::run(command.stdout(std::io::stderr()))?;
        Ok(begun.elapsed())
    }
}
