//! The project's chores: `cargo xtask help` lists them.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program: progress goes to stderr, results to stdout"
)]

mod build_times;
mod demo;
mod desk;
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
mod tally;
mod test;
mod tidy;
mod tree;
mod types;
mod ui;

use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};
use program::{Profile, Program};

const USAGE: &str = "usage: cargo xtask COMMAND

  run [-- ARGUMENT…]    install what is missing, build the program and open its window
  demo [--no-browser] [--data FOLDER]
                        the window beside the demo broker's web page, logged in with a registration
  broker -- ARGUMENT…   the demo broker's command line
  build                 all of `run` but the window
  test [STEP…]          run the checks, all or the named ones: fmt tidy clippy platforms unit journeys ui desktop;
                        `test desktop --packaged` drives the program as it is packaged
  ui                    build the page alone, into ui/dist
  measure WHAT          print measures, one `name value unit` a line: start, pin, camera, list, vault, build
  measure scan --corpus DIR
                        print how the pictures of DIR/manifest.json and drawn ones are read, beside other readers
  prove [NAME…]         run the proofs at full strength: clock disk kill9 damage kit pins keystore hostile fuzz; `fuzz --seconds N`
  screenshots           take pictures of every page into target/screenshots
  types                 write the TypeScript types of the window's contract
  licences              list what the program is made of, for its page about itself
  icons                 render the icon set from its drawings";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match chore(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\ncargo xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn chore(arguments: &[String]) -> Result<ExitCode> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // What the caller names is named from where the caller stands.
    let here = std::env::current_dir().context("this folder cannot be read")?;
    std::env::set_current_dir(tree::root())?;
    match words.as_slice() {
        ["run"] => run::run(&[]),
        ["run", "--", rest @ ..] => run::run(rest),
        ["demo", options @ ..] => demo::demo(&demo::Options::parse(options, &here)?),
        ["broker", "--", rest @ ..] => run::broker(rest, &here),
        ["build"] => run::build_alone().map(|()| ExitCode::SUCCESS),
        ["test", steps @ ..] => test::test(steps),
        ["ui"] => ui::alone().map(|()| ExitCode::SUCCESS),
        ["measure", "build"] => build_times::measure().map(|()| ExitCode::SUCCESS),
        ["measure", "vault"] => desk::measure_vault().map(|()| ExitCode::SUCCESS),
        ["measure", what @ ("start" | "pin" | "camera" | "list")] => desk::measure(what).map(|()| ExitCode::SUCCESS),
        ["prove", names @ ..] => prove(names).map(|()| ExitCode::SUCCESS),
        ["measure", "scan", "--corpus", corpus] => scan::measure(&here.join(corpus)).map(|()| ExitCode::SUCCESS),
        ["screenshots"] => desk::screenshots().map(|()| ExitCode::SUCCESS),
        ["types"] => types::types().map(|()| ExitCode::SUCCESS),
        ["licences"] => licences::licences().map(|()| ExitCode::SUCCESS),
        ["icons"] => icons().map(|()| ExitCode::SUCCESS),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        [] => bail!("a command is missing\n\n{USAGE}"),
        [..] => bail!("`{}` is no command\n\n{USAGE}", words.join(" ")),
    }
}

/// Counts on stdout, one `name value unit` a line; what fails on stderr.
fn prove(names: &[&str]) -> Result<()> {
    let programs = [Program::bin("lingpai-prove", "prove"), program::READER];
    let [prove, reader] = program::build(Profile::Release, programs)?;
    shell::run(Command::new(prove).args(names).env("LINGPAI_READER", reader))
}

#[cfg(feature = "icons")]
fn icons() -> Result<()> {
    Ok(icons::render(&tree::root())?)
}

/// Only who draws the icons builds a renderer. In a target folder of its own: this program cannot be replaced while it
/// runs everywhere.
#[cfg(not(feature = "icons"))]
fn icons() -> Result<()> {
    let mut again = shell::cargo();
    again.args(["run", "--package", "xtask", "--features", "icons", "--target-dir", "target/icons", "--", "icons"]);
    shell::run(&mut again)
}
