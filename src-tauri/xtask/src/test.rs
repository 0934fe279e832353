//! `cargo xtask test`: every check, counted over all runners.

use std::process::{Command, ExitCode};
use std::time::Instant;
use std::{env, fs};

use anyhow::{Context as _, Result, bail};

use crate::nextest::{self, Nextest};
use crate::node::Node;
use crate::packages::{DESK, Need, PAGE, READER, UNIT};
use crate::program::{self, BROKER, HEADLESS, LINGPAI, Profile};
use crate::progress::{Elapsed, Progress};
use crate::tally::Tally;
use crate::{features, install, platforms, python, run, shell, tidy, tree, ui};

/// One kind of check, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Fmt,
    Tidy,
    Clippy,
    Platforms,
    Unit,
    Journeys,
    Ui,
    Desktop,
}

const ALL: [Step; 8] =
    [Step::Fmt, Step::Tidy, Step::Clippy, Step::Platforms, Step::Unit, Step::Journeys, Step::Ui, Step::Desktop];

impl Step {
    fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Tidy => "tidy",
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
            Self::Fmt | Self::Tidy => vec![],
            Self::Clippy | Self::Platforms => vec![run::build_needs()],
            // Neither has a package manager on Windows; what needs the program there is left out by the tests themselves.
            Self::Unit | Self::Journeys | Self::Ui if cfg!(windows) => vec![],
            Self::Unit => vec![UNIT, READER],
            Self::Journeys => vec![UNIT],
            Self::Ui => vec![PAGE],
            Self::Desktop => vec![run::build_needs(), DESK],
        }
    }

    /// Whether it needs the page, or the page's build: the shell embeds `ui/dist` when it is compiled.
    fn needs_page(self) -> bool {
        match self {
            Self::Fmt | Self::Tidy | Self::Unit | Self::Journeys => false,
            Self::Clippy | Self::Platforms | Self::Ui | Self::Desktop => true,
        }
    }

    /// Whether nextest runs it.
    fn needs_nextest(self) -> bool {
        match self {
            Self::Fmt | Self::Tidy | Self::Clippy | Self::Platforms | Self::Ui => false,
            Self::Unit | Self::Journeys | Self::Desktop => true,
        }
    }
}

/// The option that has the desktop step drive the program as it is packaged.
const PACKAGED: &str = "--packaged";

/// What the steps share.
struct Prepared {
    node: Option<Node>,
    nextest: Option<Nextest>,
    /// How the program is built that the desktop step drives.
    profile: Profile,
}

/// Runs the named steps, or all; prints `N passed, N failed` alone on the last line, whatever happened.
pub(crate) fn test(names: &[&str]) -> Result<ExitCode> {
    let (options, names): (Vec<&str>, Vec<&str>) = names.iter().partition(|name| **name == PACKAGED);
    let profile = if options.is_empty() { Profile::Dev } else { Profile::Release };
    let steps = chosen(&names)?;
    let mut lines = Vec::new();
    let mut total = Tally::default();
    match prepare(&steps, profile) {
        Ok(prepared) => {
            let mut progress = Progress::new(steps.len());
            for step in steps {
                progress.step(step.name());
                let begun = Instant::now();
                let tally = checked(step, &prepared);
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
        let by_itself = *step != Step::Platforms || platforms::tool().is_some();
        if names.is_empty() { by_itself } else { names.contains(&step.name()) }
    };
    Ok(ALL.into_iter().filter(wanted).collect())
}

/// Installs what the steps need, all at once, and builds the page where a step needs it.
fn prepare(steps: &[Step], profile: Profile) -> Result<Prepared> {
    let needs: Vec<_> = steps.iter().flat_map(|step| step.needs()).collect();
    let node = if steps.iter().any(|step| step.needs_page()) {
        let mut progress = Progress::new(3);
        progress.step("looking for what the tests need");
        let node = ui::prepare(&needs)?;
        progress.step("the page's packages");
        ui::packages(&node)?;
        progress.step("building the page");
        ui::build(&node)?;
        Some(node)
    } else {
        install::ensure(&needs, &[])?;
        None
    };
    let nextest = steps.iter().any(|step| step.needs_nextest()).then(Nextest::ensure).transpose()?;
    Ok(Prepared { node, nextest, profile })
}

/// The step's count; a step that cannot be run at all is one failure.
fn checked(step: Step, prepared: &Prepared) -> Tally {
    let Prepared { node, nextest, profile } = prepared;
    let outcome = match (step, node, nextest) {
        (Step::Fmt, _, _) => Ok(single(shell::cargo().args(["fmt", "--all", "--check"]))),
        (Step::Tidy, _, _) => tidy(),
        (Step::Clippy, _, _) => Ok(single(program::cargo("clippy", Profile::Dev).args([
            "--all-targets",
            // Targets that no plain `cargo test` runs are among "all" only by name.
            "--test=journeys",
            "--test=desktop",
            "--features=xtask/icons",
            "--",
            "--deny=warnings",
        ]))),
        (Step::Platforms, _, _) => platforms::check().map(|()| Tally::one(true)),
        // All that needs no page and no window.
        (Step::Unit, _, Some(nextest)) => unit(nextest),
        (Step::Journeys, _, Some(nextest)) => nextest::counted(nextest.run().args(["--test", "journeys"])),
        (Step::Ui, Some(node), _) => page(node),
        (Step::Desktop, _, Some(nextest)) => desktop(nextest, *profile),
        (Step::Ui, None, _) => unreachable!("`needs_page` has Node found before the step `ui`"),
        (Step::Unit | Step::Journeys | Step::Desktop, _, None) => {
            unreachable!("`needs_nextest` has nextest found before the step")
        }
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("\ncargo xtask: {}: {error:#}", step.name());
        Tally::one(false)
    })
}

/// What no compiler sees: one check, told fault by fault.
fn tidy() -> Result<Tally> {
    let mut faults = features::disagreements()?;
    faults.extend(tidy::check(&tree::root()));
    for fault in &faults {
        eprintln!("cargo xtask: tidy: {fault}");
    }
    Ok(Tally::one(faults.is_empty()))
}

fn single(command: &mut Command) -> Tally {
    let outcome = shell::run(command);
    if let Err(error) = &outcome {
        eprintln!("\ncargo xtask: {error:#}");
    }
    Tally::one(outcome.is_ok())
}

/// The tests beside the code and those of one crate, then the examples in the documentation.
fn unit(nextest: &Nextest) -> Result<Tally> {
    let mut tally = nextest::counted(nextest.run().arg("--tests").env("LINGPAI_PYTHON", python::ensure()?))?;
    tally += documentation()?;
    Ok(tally)
}

/// nextest runs no documentation: cargo does.
fn documentation() -> Result<Tally> {
    let mut tally = Tally::default();
    let status = shell::run_lines(program::cargo("test", Profile::Dev).args(["--doc", "--no-fail-fast"]), |line| {
        println!("{line}");
        tally += Tally::of_cargo(line).unwrap_or_default();
    })?;
    if !status.success() && tally.failed == 0 {
        tally.failed = 1;
    }
    Ok(tally)
}

/// svelte-check, then vitest: the windows run in Chromium, over the program without its window.
fn page(node: &Node) -> Result<Tally> {
    let mut tally = single(&mut node.npm(&["run", "check"]));
    let [headless] = program::build(Profile::Dev, [HEADLESS])?;
    let report = tree::cache().join("vitest.json");
    match fs::remove_file(&report) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("cannot remove `{}`", report.display())),
    }
    let mut vitest = node.npm(&["run", "test", "--", "--reporter=default", "--reporter=json"]);
    vitest.arg(format!("--outputFile.json={}", report.display())).env("LINGPAI_HEADLESS", headless);
    // A browser that is missing is told by the tests that need it.
    if let Some(chromium) = shell::find("chromium") {
        vitest.env("LINGPAI_CHROMIUM", chromium);
    }
    let ran = shell::run(&mut vitest);
    if let Err(error) = &ran {
        eprintln!("\ncargo xtask: {error:#}");
    }
    let counts = fs::read_to_string(&report).ok().and_then(|report| Tally::of_vitest(&report)).unwrap_or_default();
    tally += counts.settled(ran.is_ok());
    Ok(tally)
}

/// The built program in a real window, driven from outside.
fn desktop(nextest: &Nextest, profile: Profile) -> Result<Tally> {
    let [lingpai, broker] = program::build(profile, [LINGPAI, BROKER])?;
    let mut tests = nextest.run();
    tests.args(["--test", "desktop"]).env("LINGPAI_BIN", lingpai).env("LINGPAI_BROKER", broker);
    let chores = env::current_exe().context("this program has a path")?;
    nextest::counted(tests.env("LINGPAI_XTASK", chores))
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
