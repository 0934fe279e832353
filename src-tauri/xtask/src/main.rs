//! The project's chores: `cargo xtask help` lists them.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program: progress goes to stderr, results to stdout"
)]

mod arguments;
mod beside;
mod browser;
mod build_times;
mod demo;
mod deny;
mod desk;
mod early;
mod features;
#[cfg(feature = "icons")]
mod icons;
mod install;
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

use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};
use arguments::{Arguments, Chore, Measure, Prove};
use clap::Parser as _;
use program::{Profile, Program};

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
        Chore::Build => run::build_alone()?,
        Chore::Ui => ui::alone()?,
        Chore::Measure { what } => measure(&what)?,
        Chore::Prove(options) => prove(&options)?,
        Chore::Screenshots => desk::screenshots()?,
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

/// Prints counts on stdout, one `name value unit` a line, and failures on stderr.
fn prove(options: &Prove) -> Result<()> {
    let programs = [Program::bin("lingpai-prove", "prove"), program::READER];
    let [prove, reader] = program::build(Profile::Release, programs)?;
    let mut command = Command::new(prove);
    command.args(&options.names).env("LINGPAI_READER", reader);
    if let Some(seconds) = options.seconds {
        command.arg("--seconds").arg(seconds.to_string());
    }
    shell::run(&mut command)
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
