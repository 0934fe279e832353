//! cargo-nextest: runs the tests, each in a process of its own, and counts them.

use std::path::PathBuf;
use std::process::Command;
use std::{fmt, fs};

use anyhow::{Context as _, Result};
use roxmltree::{Document, Node};

use crate::tally::Tally;
use crate::{shell, tree};

/// The version that is installed if there is none.
const VERSION: &str = "0.9.143";

/// cargo-nextest: the program on the search path, or one that is built into the ignored cache.
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
        // Without its own updater it needs fewer libraries.
        install.args(["install", "--quiet", "--locked", "--debug", "--version", VERSION]);
        install.args(["--no-default-features", "--features", "default-no-update"]);
        install.arg("--root").arg(&cache).env("CARGO_PROFILE_DEV_DEBUG", "false");
        shell::run(install.arg("cargo-nextest"))?;
        Ok(Self(built))
    }

    /// Makes a run over the whole workspace. The caller adds arguments and environment.
    pub(crate) fn run(&self) -> Command {
        let mut command = Command::new(&self.0);
        command.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
        command
    }
}

/// The result of one run: the counts, and the tests that took longer than [`SLOW`].
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) tally: Tally,
    /// The names of the tests that failed, and of those that passed only when they ran again.
    pub(crate) faults: Vec<Fault>,
    /// The slowest first.
    pub(crate) slow: Vec<Test>,
}

/// A test that did not pass at once.
#[derive(Debug, PartialEq)]
pub(crate) enum Fault {
    Failed(String),
    /// It passed when it ran again.
    Flaky(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(name) => write!(f, "FAILED  {name}"),
            Self::Flaky(name) => write!(f, "FLAKY   {name}"),
        }
    }
}

impl From<Tally> for Outcome {
    fn from(tally: Tally) -> Self {
        Self { tally, ..Self::default() }
    }
}

/// One test with its time in seconds.
#[derive(Debug, PartialEq)]
pub(crate) struct Test {
    pub(crate) name: String,
    pub(crate) seconds: f64,
}

/// A test that takes more seconds is listed at the end.
const SLOW: f64 = 5.0;

/// Runs nextest and reads its report. `.config/nextest.toml` names the file.
///
/// # Errors
///
/// An earlier report cannot be removed, or the run cannot be started.
pub(crate) fn counted(command: &mut Command) -> Result<Outcome> {
    let report = tree::root().join("target/nextest/default/junit.xml");
    match fs::remove_file(&report) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("cannot remove `{}`", report.display())),
    }
    let ran = command.status().with_context(|| format!("cannot start `{}`", shell::line(command)))?;
    // Without a report no test was run, and `settled` counts that as a failure.
    let outcome = fs::read_to_string(&report).ok().and_then(|text| parse(&text)).unwrap_or_default();
    Ok(Outcome { tally: outcome.tally.settled(ran.success()), ..outcome })
}

/// Reads a JUnit report. `None` if the text is not such a report.
fn parse(report: &str) -> Option<Outcome> {
    let document = Document::parse(report).ok()?;
    let root = document.root_element();
    let count = |name: &str| root.attribute(name)?.parse::<u64>().ok();
    let failed = count("failures")? + count("errors")?;
    let tally = Tally { passed: count("tests")?.checked_sub(failed)?, failed };
    let name = |case: Node<'_, '_>| Some(format!("{} {}", case.attribute("classname")?, case.attribute("name")?));
    let test = |case: Node<'_, '_>| Some(Test { name: name(case)?, seconds: case.attribute("time")?.parse().ok()? });
    let fault = |case: Node<'_, '_>| {
        let has = |tag: &str| case.children().any(|child| child.has_tag_name(tag));
        if has("failure") || has("error") {
            Some(Fault::Failed(name(case)?))
        } else if has("flakyFailure") || has("flakyError") {
            Some(Fault::Flaky(name(case)?))
        } else {
            None
        }
    };
    let cases = || root.descendants().filter(|node| node.has_tag_name("testcase"));
    let mut slow: Vec<Test> = cases().filter_map(test).filter(|test| test.seconds > SLOW).collect();
    slow.sort_by(|one, other| other.seconds.total_cmp(&one.seconds));
    Some(Outcome { tally, faults: cases().filter_map(fault).collect(), slow })
}

#[cfg(test)]
mod tests {
    use super::{Fault, Outcome, Tally, Test, parse};

    #[test]
    fn a_report_gives_the_counts_and_the_slow_tests() {
        let report = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="nextest-run" tests="41" failures="2" errors="1" uuid="6f" time="1.5">
    <testsuite name="lingpai-vault" tests="9" failures="9" errors="9">
        <testcase name="kit::reads" classname="lingpai-vault" time="6.25"></testcase>
        <testcase name="quick" classname="lingpai-vault" time="5.000"/>
        <testcase name="again" classname="lingpai-vault" time="1.0"><flakyFailure type="test failure">a</flakyFailure></testcase>
        <testcase name="slowest" classname="lingpai-vault" time="30.1"><failure type="test failure">a &lt; b</failure></testcase>
    </testsuite>
</testsuites>"#;
        let slow = [("slowest", 30.1), ("kit::reads", 6.25)];
        let slow = slow.map(|(name, seconds)| Test { name: format!("lingpai-vault {name}"), seconds }).into();
        let faults =
            vec![Fault::Flaky("lingpai-vault again".to_owned()), Fault::Failed("lingpai-vault slowest".to_owned())];
        assert_eq!(parse(report), Some(Outcome { tally: Tally { passed: 38, failed: 3 }, faults, slow }));
        assert_eq!(parse("<testsuites/>"), None);
        assert_eq!(parse("<testsuites tests=\"1\" failures=\"0\" errors=\"0\">"), None);
        assert_eq!(parse(""), None);
    }
}
