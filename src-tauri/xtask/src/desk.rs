//! `cargo xtask measure` and `screenshots`: programs of the tests package that drive the real window.

use std::process::Command;

use anyhow::{Result, bail};

use crate::packages::DESK;
use crate::program::{self, BROKER, CAMERA, LINGPAI, Profile, Program, READER};
use crate::progress::Progress;
use crate::{run, shell, tree, ui};

const MEASURE: Program = Program::bin("lingpai-tests", "measure");
const SHOTS: Program = Program::bin("lingpai-tests", "shots");
/// A Tauri window without content.
const BARE: Program = Program::example("lingpai", "bare");

/// Runs `measure start`, `pin`, `camera` or `list`. Prints `name value unit` lines on stdout, and everything else on
/// stderr.
pub(crate) fn measure(what: &str) -> Result<()> {
    let mut command = driver(MEASURE)?;
    command.arg(what);
    match what {
        "start" => {
            eprintln!("      building the bare window to compare with");
            let [bare] = program::build(Profile::Release, [BARE])?;
            shell::run(command.env("LINGPAI_BARE", bare))
        }
        "pin" => {
            shell::run(&mut command)?;
            vault_example("argon2_alone")
        }
        _ => shell::run(&mut command),
    }
}

/// Runs `measure vault`: the time to open and to save, by the number of accounts.
pub(crate) fn measure_vault() -> Result<()> {
    vault_example("open_save")
}

fn vault_example(name: &'static str) -> Result<()> {
    let [example] = program::build(Profile::Release, [Program::example("lingpai-vault", name)])?;
    shell::run(&mut Command::new(example))
}

/// Takes pictures of every page in every language, look and size, into `target/screenshots`, and README's picture.
pub(crate) fn screenshots() -> Result<()> {
    shell::run(&mut driver(SHOTS)?)?;
    eprintln!("      pictures are in {}", tree::root().join("target/screenshots").display());
    Ok(())
}

/// Prepares a program of the tests package. What it drives is built as for a package, and named in its environment.
fn driver(program: Program) -> Result<Command> {
    if !cfg!(target_os = "linux") {
        bail!("the window is driven under Xvfb, which is only on Linux");
    }
    let mut progress = Progress::new(3);
    progress.step("looking for what is needed");
    let node = ui::prepare(&[run::build_needs(), DESK])?;
    progress.step("the page");
    ui::packages(&node, ui::Packages::Building)?;
    ui::build(&node)?;
    progress.step("building the program, the demo broker and the driver, as they are packaged");
    let programs = [LINGPAI, READER, CAMERA, BROKER, program];
    let [lingpai, _, _, broker, driver] = program::build(Profile::Release, programs)?;
    let mut command = Command::new(driver);
    command.env("LINGPAI_BIN", lingpai).env("LINGPAI_BROKER", broker);
    Ok(command)
}
