//! `cargo xtask measure` and `screenshots`: programs of the tests package that drive the real window.

use std::process::Command;

use anyhow::{Result, bail};

use crate::packages::DESK;
use crate::progress::Progress;
use crate::{program, run, shell, tree, ui};

/// `measure start`, `pin`, `camera` or `list`: `name value unit` lines on stdout, everything else on stderr.
pub(crate) fn measure(what: &str) -> Result<()> {
    let mut command = helper("measure")?;
    command.arg(what);
    match what {
        "start" => {
            eprintln!("      building the bare window to compare with");
            let bare = program::build(&["--release", "--package", "lingpai", "--example", "bare"])?;
            shell::run(command.env("LINGPAI_BARE", bare))
        }
        "pin" => {
            shell::run(&mut command)?;
            vault_example("argon2_alone")
        }
        _ => shell::run(&mut command),
    }
}

/// `measure vault`: what opening and saving takes, by the number of accounts.
pub(crate) fn measure_vault() -> Result<()> {
    vault_example("open_save")
}

fn vault_example(name: &str) -> Result<()> {
    shell::run(shell::cargo().args(["run", "--quiet", "--release", "--package", "lingpai-vault", "--example", name]))
}

/// Every page, in every language, look and size, into `target/screenshots`, and README's picture.
pub(crate) fn screenshots() -> Result<()> {
    shell::run(&mut helper("shots")?)?;
    eprintln!("      pictures are in {}", tree::root().join("target/screenshots").display());
    Ok(())
}

/// A program of the tests package, with what it drives built and named in its environment.
fn helper(name: &str) -> Result<Command> {
    if !cfg!(target_os = "linux") {
        bail!("the window is driven under Xvfb, which is only on Linux");
    }
    let mut progress = Progress::new(4);
    progress.step("looking for what is needed");
    let node = ui::prepare(&[run::build_needs(), DESK])?;
    progress.step("the page");
    ui::packages(&node)?;
    ui::build(&node)?;
    progress.step("building the program and the demo broker");
    let (lingpai, broker) = (program::lingpai()?, program::broker()?);
    progress.step("building the driver");
    let mut command = Command::new(program::build(&["--package", "lingpai-tests", "--bin", name])?);
    command.env("LINGPAI_BIN", lingpai).env("LINGPAI_BROKER", broker);
    Ok(command)
}
