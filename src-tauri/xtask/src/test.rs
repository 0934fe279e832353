//! `cargo xtask test`: runs every check and adds up the counts.

use std::process::{Command, ExitCode};
use std::time::Instant;
use std::{env, fs};

use anyhow::{Context as _, Result};
use clap::ValueEnum;

use crate::early::Early;
use crate::nextest::{self, Nextest, Outcome};
use crate::node::Node;
use crate::platforms::Checking;
use crate::program::{self, BROKER, CAMERA, HEADLESS, LINGPAI, Profile, READER};
use crate::progress::{Elapsed, Progress};
use crate::step::Step;
use crate::tally::Tally;
use crate::{arguments, browser, deny, features, fuzz, install, platforms, python, shell, tidy, tree, ui, vitest};

/// How long each fuzz target runs, in seconds.
const FUZZ_SECONDS: u64 = 20;

/// What the steps share.
struct Prepared {
    node: Option<Node>,
    nextest: Option<Nextest>,
    /// How the program for the desktop step is built.
    profile: Profile,
    /// `None` once it has ended, or where it is not wanted.
    platforms: Option<Result<Checking>>,
}

/// Runs the named steps, or all. Prints `N passed, N failed` alone on the last line, whatever happened.
pub(crate) fn test(options: &arguments::Test) -> Result<ExitCode> {
    let profile = if options.packaged { Profile::Release } else { Profile::Dev };
    let steps = chosen(&options.steps);
    let mut lines = Vec::new();
    let mut total = Tally::default();
    match prepare(&steps, profile) {
        Ok(mut prepared) => {
            let mut progress = Progress::new(steps.len());
            for step in steps {
                progress.step(step.name());
                let begun = Instant::now();
                let Outcome { tally, faults, slow } = checked(step, &mut prepared);
                lines.push(format!("{:<9} {:>6}  {tally}", step.name(), Elapsed(begun.elapsed()).to_string()));
                lines.extend(faults.iter().map(|fault| format!("{:>15}  {fault}", "")));
                lines.extend(slow.iter().map(|test| format!("{:>13.1} s  {}", test.seconds, test.name)));
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

fn chosen(named: &[Step]) -> Vec<Step> {
    let wanted = |step: &Step| {
        let by_default = match step {
            // The other systems are checked only if the tool for it is there.
            Step::Platforms => platforms::tool().is_some(),
            // Its libraries are built for it alone, which takes as long as most other steps together.
            Step::Fuzz => false,
            Step::Fmt | Step::Tidy | Step::Clippy | Step::Unit | Step::Journeys | Step::Ui | Step::Desktop => true,
        };
        if named.is_empty() { by_default } else { named.contains(step) }
    };
    Step::value_variants().iter().copied().filter(wanted).collect()
}

/// Installs what the steps need, all at once, and builds the page if a step needs it.
fn prepare(steps: &[Step], profile: Profile) -> Result<Prepared> {
    let needs: Vec<_> = steps.iter().flat_map(|step| step.needs()).collect();
    let wants_tests = steps.iter().any(|step| step.needs_nextest());
    let packages = if steps.contains(&Step::Ui) { ui::Packages::All } else { ui::Packages::Building };
    let node = if steps.iter().any(|step| step.needs_page()) {
        let mut progress = Progress::new(4);
        progress.step("looking for what the tests need");
        // Where much is to be downloaded, the processor has nothing else to do.
        let early = if wants_tests && !ui::is_ready(&needs, packages) {
            eprintln!("      the libraries are built meanwhile");
            Some(Early::start(program::cargo("test", Profile::Dev).arg("--no-run"))?)
        } else {
            None
        };
        let node = ui::prepare(&needs)?;
        progress.step("the page's packages");
        ui::packages(&node, packages)?;
        progress.step("building the page");
        ui::build(&node)?;
        if let Some(early) = early {
            progress.step("building the libraries");
            early.finish(drop)?;
        }
        Some(node)
    } else {
        install::ensure(&needs, &[])?;
        None
    };
    let nextest = wants_tests.then(Nextest::ensure).transpose()?;
    let platforms = (steps.len() > 1 && steps.contains(&Step::Platforms)).then(Checking::start);
    Ok(Prepared { node, nextest, profile, platforms })
}

/// Runs a step. A step that cannot be run at all is one failure.
fn checked(step: Step, prepared: &mut Prepared) -> Outcome {
    let Prepared { node, nextest, profile, platforms } = prepared;
    let outcome = match (step, node, nextest) {
        (Step::Fmt, _, _) => Ok(single(shell::cargo().args(["fmt", "--all", "--check"])).into()),
        (Step::Tidy, _, _) => tidy().map(Outcome::from),
        (Step::Clippy, _, _) => Ok(single(program::cargo("clippy", Profile::Dev).args([
            "--all-targets",
            // `--all-targets` leaves these out, because a plain `cargo test` does not run them.
            "--test=journeys",
            "--test=desktop",
            "--features=xtask/icons",
            "--",
            "--deny=warnings",
        ]))
        .into()),
        (Step::Platforms, _, _) => {
            let checking = platforms.take().unwrap_or_else(Checking::start);
            checking.and_then(Checking::finish).map(|()| Tally::one(true).into())
        }
        // The tests that need no page and no window.
        (Step::Unit, _, Some(nextest)) => unit(nextest),
        (Step::Journeys, _, Some(nextest)) => nextest::counted(nextest.run().args(["--test", "journeys"])),
        (Step::Ui, Some(node), _) => page(node),
        (Step::Desktop, _, Some(nextest)) => desktop(nextest, *profile),
        (Step::Fuzz, _, _) => fuzz().map(Outcome::from),
        (Step::Ui, None, _) => unreachable!("`needs_page` has Node found before the step `ui`"),
        (Step::Unit | Step::Journeys | Step::Desktop, _, None) => {
            unreachable!("`needs_nextest` has nextest found before the step")
        }
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("\ncargo xtask: {}: {error:#}", step.name());
        Tally::one(false).into()
    })
}

/// Checks what no compiler checks. The rules of ARCHITECTURE.md count as one check, and each fault is printed.
fn tidy() -> Result<Tally> {
    let mut faults = features::disagreements()?;
    faults.extend(tidy::check(&tree::root()));
    for fault in &faults {
        eprintln!("cargo xtask: tidy: {fault}");
    }
    let mut tally = Tally::one(faults.is_empty());
    tally += deny::check()?;
    Ok(tally)
}

fn single(command: &mut Command) -> Tally {
    let outcome = shell::run(command);
    if let Err(error) = &outcome {
        eprintln!("\ncargo xtask: {error:#}");
    }
    Tally::one(outcome.is_ok())
}

/// Runs the tests in the sources and the tests of single crates, then the examples in the documentation.
fn unit(nextest: &Nextest) -> Result<Outcome> {
    let mut outcome = nextest::counted(nextest.run().arg("--tests").env("LINGPAI_PYTHON", python::ensure()?))?;
    outcome.tally += documentation()?;
    Ok(outcome)
}

/// Runs the examples in the documentation with cargo, because nextest cannot.
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

/// Runs every fuzz target. One with a finding is a failure.
fn fuzz() -> Result<Tally> {
    let mut tally = Tally::default();
    for run in fuzz::run(&fuzz::TARGETS, FUZZ_SECONDS, fuzz::Inputs::Fresh)? {
        tally += Tally::one(run.findings.is_empty());
    }
    Ok(tally)
}

/// Runs the checks of the page's sources, then vitest: the windows in Chromium, over the program without its window.
fn page(node: &Node) -> Result<Outcome> {
    // `npm run check` starts npm again for each of these, and Corepack puts no npm on the search path.
    let checks = ["check:types", "check:rooms", "check:lint", "check:format"];
    let mut tally = Tally::default();
    for check in checks {
        tally += single(&mut node.npm(&["run", check]));
    }
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
    if let Some(chromium) = browser::find() {
        vitest.env("LINGPAI_CHROMIUM", chromium);
    }
    let ran = shell::run(&mut vitest);
    if let Err(error) = &ran {
        eprintln!("\ncargo xtask: {error:#}");
    }
    let outcome = fs::read_to_string(&report).ok().and_then(|report| vitest::parse(&report)).unwrap_or_default();
    tally += outcome.tally.settled(ran.is_ok());
    Ok(Outcome { tally, ..outcome })
}

/// Runs the built program in a real window.
fn desktop(nextest: &Nextest, profile: Profile) -> Result<Outcome> {
    let [lingpai, _, _, broker] = program::build(profile, [LINGPAI, READER, CAMERA, BROKER])?;
    let mut tests = nextest.run();
    tests.args(["--test", "desktop"]).env("LINGPAI_BIN", lingpai).env("LINGPAI_BROKER", broker);
    let chores = env::current_exe().context("this program has a path")?;
    nextest::counted(tests.env("LINGPAI_XTASK", chores))
}

#[cfg(test)]
mod tests {
    use super::{Step, ValueEnum as _, chosen};

    #[test]
    fn no_name_means_every_step_and_names_keep_the_order() {
        let all = chosen(&[]);
        let every = Step::value_variants();
        assert!(all.iter().eq(every.iter().filter(|step| all.contains(step))), "{all:?}");
        let elsewhere = [Step::Platforms, Step::Fuzz];
        assert!(every.iter().all(|step| elsewhere.contains(step) || all.contains(step)), "{all:?}");
        assert_eq!(chosen(&[Step::Ui, Step::Fmt]), [Step::Fmt, Step::Ui]);
    }
}
