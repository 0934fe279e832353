//! The project's chores: `cargo xtask run`, `test`, `ui`, `measure`, `screenshots`, `types`, `licences`, `icons`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program: progress goes to stderr, results to stdout"
)]

mod desk;
#[cfg(feature = "icons")]
mod icons;
mod install;
mod licences;
mod node;
mod packages;
mod program;
mod progress;
mod python;
mod run;
mod scan;
mod shell;
mod tally;
mod test;
mod tree;
mod types;
mod ui;

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

const USAGE: &str = "usage: cargo xtask COMMAND

  run [-- ARGUMENT…]    install what is missing, build the program and open its window
  test [STEP…]          run the checks, all or the named ones: fmt clippy platforms unit journeys ui desktop
  ui                    build the page alone, into ui/dist
  measure WHAT          print measures, one `name value unit` a line: start, pin, camera, list, vault
  measure scan --corpus DIR
                        print how the pictures of DIR/manifest.json and drawn ones are read, beside other readers
  prove [NAME…]         run the proofs at full strength: clock disk kill9 damage kit pins keystore fuzz; `fuzz --seconds N`
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
    // As the caller wrote it, from where the caller stands.
    let corpus = arguments.get(3).map(std::path::absolute).transpose()?;
    std::env::set_current_dir(tree::root())?;
    match words.as_slice() {
        ["run"] => run::run(&[]),
        ["run", "--", rest @ ..] => run::run(rest),
        ["test", steps @ ..] => test::test(steps),
        ["ui"] => ui::alone().map(|()| ExitCode::SUCCESS),
        ["measure", "vault"] => desk::measure_vault().map(|()| ExitCode::SUCCESS),
        ["measure", what @ ("start" | "pin" | "camera" | "list")] => desk::measure(what).map(|()| ExitCode::SUCCESS),
        ["prove", names @ ..] => prove(names).map(|()| ExitCode::SUCCESS),
        ["measure", "scan", "--corpus", _] => {
            let corpus = corpus.context("`--corpus` names no folder")?;
            scan::measure(&corpus).map(|()| ExitCode::SUCCESS)
        }
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
    let mut command = shell::cargo();
    command.args(["run", "--quiet", "--release", "--package", "lingpai-prove", "--"]);
    shell::run(command.args(names))
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
