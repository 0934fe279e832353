//! `cargo xtask test`: every check, counted over all runners.

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Instant;
use std::{env, fs};

use anyhow::{Context as _, Result, bail};

use crate::node::Node;
use crate::packages::{DESK, Need, READER, UNIT};
use crate::progress::{Elapsed, Progress};
use crate::tally::Tally;
use crate::{install, program, python, run, shell, tree, ui};

/// One kind of check, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Fmt,
    Clippy,
    Platforms,
    Unit,
    Journeys,
    Ui,
    Desktop,
}

const ALL: [Step; 7] = [Step::Fmt, Step::Clippy, Step::Platforms, Step::Unit, Step::Journeys, Step::Ui, Step::Desktop];

impl Step {
    fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Platforms => "platforms",
            Self::Unit => "unit",
            Self::Journeys => "journeys",
            Self::Ui => "ui",
            Self::Desktop => "desktop",
        }
    }

    /// What the system must have for it.
    fn needs(self) -> Vec<&'static [Need]> {
        match self {
            Self::Fmt | Self::Ui => vec![],
            Self::Clippy | Self::Platforms => vec![run::build_needs()],
            // Neither has a package manager on Windows; what needs the program there is left out by the tests themselves.
            Self::Unit | Self::Journeys if cfg!(windows) => vec![],
            Self::Unit => vec![UNIT, READER],
            Self::Journeys => vec![UNIT],
            Self::Desktop => vec![run::build_needs(), DESK],
        }
    }

    /// Whether it needs the page, or the page's build: the shell embeds `ui/dist` when it is compiled.
    fn needs_page(self) -> bool {
        match self {
            Self::Fmt | Self::Unit | Self::Journeys => false,
            Self::Clippy | Self::Platforms | Self::Ui | Self::Desktop => true,
        }
    }
}

/// Runs the named steps, or all; prints `N passed, N failed` alone on the last line, whatever happened.
pub(crate) fn test(names: &[&str]) -> Result<ExitCode> {
    let steps = chosen(names)?;
    let mut lines = Vec::new();
    let mut total = Tally::default();
    match prepare(&steps) {
        Ok(node) => {
            let mut progress = Progress::new(steps.len());
            for step in steps {
                progress.step(step.name());
                let begun = Instant::now();
                let tally = checked(step, node.as_ref());
                lines.push(format!("{:<9} {:>6}  {tally}", step.name(), Elapsed(begun.elapsed()).to_string()));
                total += tally;
            }
        }
        Err(error) => {
            eprintln!("\ncargo xtask: cannot prepare the tests: {error:#}");
            total += Tally::one(false);
        }
    }
    println!();
    for line in lines {
        println!("{line}");
    }
    println!("{total}");
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn chosen(names: &[&str]) -> Result<Vec<Step>> {
    for name in names {
        if !ALL.iter().any(|step| step.name() == *name) {
            let known: Vec<_> = ALL.iter().map(|step| step.name()).collect();
            bail!("`{name}` is no step of the tests: {}", known.join(", "));
        }
    }
    let wanted = |step: &Step| {
        // Without a tool for them, the other systems are looked at only by who asks for it.
        let by_itself = *step != Step::Platforms || platforms_tool().is_some();
        if names.is_empty() { by_itself } else { names.contains(&step.name()) }
    };
    Ok(ALL.into_iter().filter(wanted).collect())
}

/// Installs what the steps need, all at once, and builds the page where a step needs it.
fn prepare(steps: &[Step]) -> Result<Option<Node>> {
    let needs: Vec<_> = steps.iter().flat_map(|step| step.needs()).collect();
    if !steps.iter().any(|step| step.needs_page()) {
        install::ensure(&needs, &[])?;
        return Ok(None);
    }
    let mut progress = Progress::new(3);
    progress.step("looking for what the tests need");
    let node = ui::prepare(&needs)?;
    progress.step("the page's packages");
    ui::packages(&node)?;
    progress.step("building the page");
    ui::build(&node)?;
    Ok(Some(node))
}

/// The step's count; a step that cannot be run at all is one failure.
fn checked(step: Step, node: Option<&Node>) -> Tally {
    let outcome = match (step, node) {
        (Step::Fmt, _) => Ok(single(shell::cargo().args(["fmt", "--all", "--check"]))),
        (Step::Clippy, _) => Ok(single(shell::cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            // Targets that no plain `cargo test` runs are among "all" only by name.
            "--test=journeys",
            "--test=desktop",
            "--all-features",
            "--",
            "--deny=warnings",
        ]))),
        (Step::Platforms, _) => platforms(),
        // All that needs no page and no window.
        (Step::Unit, _) => unit(),
        (Step::Journeys, _) => counted(workspace("test").args(["--no-fail-fast", "--test", "journeys"])),
        (Step::Ui, Some(node)) => page(node),
        (Step::Desktop, _) => desktop(),
        (Step::Ui, None) => unreachable!("`needs_page` has Node found before the step `ui`"),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("\ncargo xtask: {}: {error:#}", step.name());
        Tally::one(false)
    })
}

fn single(command: &mut Command) -> Tally {
    let outcome = shell::run(command);
    if let Err(error) = &outcome {
        eprintln!("\ncargo xtask: {error:#}");
    }
    Tally::one(outcome.is_ok())
}

/// The program that type-checks for the systems that this one is not, where it is named.
fn platforms_tool() -> Option<PathBuf> {
    env::var_os("LINGPAI_CHECK_PLATFORMS").map(PathBuf::from)
}

fn platforms() -> Result<Tally> {
    let tool = platforms_tool().context("`LINGPAI_CHECK_PLATFORMS` names no program")?;
    Ok(single(Command::new(tool).arg("all")))
}

fn unit() -> Result<Tally> {
    counted(workspace("test").args(["--no-fail-fast", "--tests"]).env("LINGPAI_PYTHON", python::ensure()?))
}

/// The same packages and features for every build of the tests, or each would build the dependencies anew.
fn workspace(command: &str) -> Command {
    let mut cargo = shell::cargo();
    cargo.args([command, "--workspace", "--all-features"]);
    cargo
}

fn counted(command: &mut Command) -> Result<Tally> {
    let mut tally = Tally::default();
    let status = shell::run_lines(command, |line| {
        println!("{line}");
        tally += Tally::of_cargo(line).unwrap_or_default();
    })?;
    Ok(tally.settled(status.success()))
}

/// svelte-check, then vitest.
fn page(node: &Node) -> Result<Tally> {
    let mut tally = single(&mut node.npm(&["run", "check"]));
    let report = tree::cache().join("vitest.json");
    match fs::remove_file(&report) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("cannot remove `{}`", report.display())),
    }
    let mut vitest = node.npm(&["run", "test", "--", "--reporter=default", "--reporter=json"]);
    vitest.arg(format!("--outputFile.json={}", report.display()));
    let ran = shell::run(&mut vitest);
    if let Err(error) = &ran {
        eprintln!("\ncargo xtask: {error:#}");
    }
    let counts = fs::read_to_string(&report).ok().and_then(|report| Tally::of_vitest(&report)).unwrap_or_default();
    tally += counts.settled(ran.is_ok());
    Ok(tally)
}

/// The built program in a real window, driven from outside.
fn desktop() -> Result<Tally> {
    let lingpai = program::lingpai()?;
    let broker = program::broker()?;
    let mut tests = workspace("test");
    tests.args(["--test", "desktop", "--", "--test-threads=1"]);
    counted(tests.env("LINGPAI_BIN", lingpai).env("LINGPAI_BROKER", broker))
}

#[cfg(test)]
mod tests {
    use super::{ALL, Step, chosen};

    #[test]
    fn no_name_means_every_step_and_names_keep_the_order() {
        let all = chosen(&[]).expect("all");
        assert!(all.iter().eq(ALL.iter().filter(|step| all.contains(step))), "{all:?}");
        assert!(ALL.iter().all(|step| *step == Step::Platforms || all.contains(step)), "{all:?}");
        assert_eq!(chosen(&["ui", "fmt"]).expect("two"), [Step::Fmt, Step::Ui]);
    }

    #[test]
    fn an_unknown_step_is_refused_with_the_known_ones() {
        let refusal = chosen(&["unti"]).expect_err("no such step").to_string();
        assert!(refusal.contains("`unti`") && refusal.contains("journeys"), "{refusal}");
    }
}
