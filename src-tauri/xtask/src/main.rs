//! The project's chores: `cargo xtask help` lists them.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program: progress goes to stderr, results to stdout"
)]

mod arguments;
mod browser;
mod build_times;
#[cfg(test)]
mod bundle;
mod demo;
mod deny;
mod desk;
mod early;
mod features;
mod fuzz;
#[cfg(feature = "icons")]
mod icons;
mod install;
mod installer;
mod licences;
mod nextest;
mod node;
mod packages;
mod platforms;
mod program;
mod progress;
mod python;
mod run;
mod scan;
mod shell;
mod stamp;
mod step;
mod tally;
mod test;
mod tidy;
mod tree;
mod types;
mod ui;
mod vitest;

use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, ensure};
use arguments::{Arguments, Chore, Measure, Prove};
use clap::Parser as _;
use program::{Profile, Program};

/// How long each fuzz target runs by default, in seconds.
const FUZZ_SECONDS: u64 = 300;

fn main() -> ExitCode {
    let chore = Arguments::parse().chore;
    match run(chore) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\ncargo xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> Result<ExitCode> {
    let here = std::env::current_dir().context("this folder cannot be read")?;
    std::env::set_current_dir(tree::root())?;
    match chore {
        Chore::Run { arguments } => return run::run(&arguments),
        Chore::Demo(options) => return demo::demo(&options),
        Chore::Broker { arguments } => return run::broker(&arguments, &here),
        Chore::Test(options) => return test::test(&options),
        Chore::Build { window } => run::build_alone(window)?,
        Chore::Ui => ui::alone()?,
        Chore::Measure { what } => measure(&what)?,
        Chore::Prove(options) => prove(&options)?,
        Chore::Screenshots => desk::screenshots()?,
        Chore::Installer(options) => installer::make(&options.from, options.sign.as_deref())?,
        Chore::Types => types::types()?,
        Chore::Licences => licences::licences()?,
        Chore::Icons => icons()?,
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(what: &Measure) -> Result<()> {
    match what {
        Measure::Start => desk::measure("start"),
        Measure::Pin => desk::measure("pin"),
        Measure::Camera => desk::measure("camera"),
        Measure::List => desk::measure("list"),
        Measure::Vault => desk::measure_vault(),
        Measure::Build => build_times::measure(),
        Measure::Scan { corpus } => scan::measure(corpus),
    }
}

/// Prints counts on stdout, one `name value unit` a line, and failures on stderr. The last line counts the failures.
fn prove(options: &Prove) -> Result<()> {
    let (proofs, targets) = options.chosen();
    let mut failures = if proofs.is_empty() { 0 } else { run_proofs(&proofs)? };
    if !targets.is_empty() {
        let seconds = options.seconds.unwrap_or(FUZZ_SECONDS);
        let runs = fuzz::run(&targets, seconds, fuzz::Inputs::Kept)?;
        failures += runs.iter().map(|run| run.findings.len() as u64).sum::<u64>();
    }
    println!("prove.failures {failures} times");
    ensure!(failures == 0, "{failures} failures");
    Ok(())
}

/// Runs proofs of `tests/prove`. Gives the number of failures.
fn run_proofs(names: &[&str]) -> Result<u64> {
    let programs = [Program::bin("lingpai-prove", "prove"), program::READER];
    let [prove, reader] = program::build(Profile::Release, programs)?;
    let mut command = Command::new(prove);
    command.args(names).env("LINGPAI_READER", reader);
    let mut failures = None;
    let status = shell::run_lines(&mut command, |line| match line.strip_prefix("prove.failures ") {
        Some(count) => failures = count.split(' ').next().and_then(|count| count.parse().ok()),
        None => println!("{line}"),
    })?;
    failures.with_context(|| format!("`{}` ended with {status}", shell::line(&command)))
}

#[cfg(feature = "icons")]
fn icons() -> Result<()> {
    Ok(icons::render(&tree::root())?)
}

/// Builds this program once more, with a renderer that only this chore needs. It has a target folder of its own: on
/// Windows a running program cannot be replaced.
#[cfg(not(feature = "icons"))]
fn icons() -> Result<()> {
    let mut again = shell::cargo();
    again.args(["run", "--package", "xtask", "--features", "icons", "--target-dir", "target/icons", "--", "icons"]);
    shell::run(&mut again)
}
