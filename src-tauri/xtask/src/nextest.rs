//! cargo-nextest: runs the tests, each in a process of its own, and counts them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::tally::Tally;
use crate::{shell, tree};

/// The version that is installed where there is none.
const VERSION: &str = "0.9.143";

/// cargo-nextest: the one on the search path, or one that is built into the ignored cache.
pub(crate) struct Nextest(PathBuf);

impl Nextest {
    /// Finds it or builds it.
    ///
    /// # Errors
    ///
    /// It cannot be built.
    pub(crate) fn ensure() -> Result<Self> {
        let cache = tree::cache().join("nextest");
        let built = cache.join("bin").join(if cfg!(windows) { "cargo-nextest.exe" } else { "cargo-nextest" });
        if let Some(there) = shell::find("cargo-nextest").or_else(|| built.is_file().then(|| built.clone())) {
            return Ok(Self(there));
        }
        eprintln!("      building cargo-nextest, which runs the tests (some minutes, once)");
        let mut install = shell::cargo();
        install.args(["install", "--quiet", "--locked", "--debug", "--version", VERSION, "--root"]).arg(&cache);
        shell::run(install.arg("cargo-nextest"))?;
        Ok(Self(built))
    }

    /// A run over the whole workspace: its arguments and its environment are the caller's to add.
    pub(crate) fn run(&self) -> Command {
        let mut command = Command::new(&self.0);
        command.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
        command
    }
}

/// Runs nextest and counts what its report says. See `.config/nextest.toml` for where the report lies.
///
/// # Errors
///
/// An earlier report cannot be removed, or the run cannot be started.
pub(crate) fn counted(command: &mut Command) -> Result<Tally> {
    let report = tree::root().join("target/nextest/default/junit.xml");
    match fs::remove_file(&report) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("cannot remove `{}`", report.display())),
    }
    let ran = command.status().with_context(|| format!("cannot start `{}`", shell::line(command)))?;
    // Without a report no test was run: `settled` makes a failure of it.
    let tally = fs::read_to_string(&report).ok().and_then(|report| Tally::of_junit(&report)).unwrap_or_default();
    Ok(tally.settled(ran.success()))
}
