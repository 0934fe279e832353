//! `cargo xtask run` and `build`: everything from a fresh clone to the open window.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};

use crate::packages::{BUILD, Need};
use crate::program::{self, BROKER, LINGPAI, Profile, Program, READER};
use crate::progress::Progress;
use crate::{install, shell, ui};

/// Gives what the system must have to build the window.
pub(crate) fn build_needs() -> &'static [Need] {
    if cfg!(target_os = "linux") { BUILD } else { &[] }
}

/// Builds the program and opens its window with `arguments`. `Err` if the program ends with an error.
pub(crate) fn run(arguments: &[OsString]) -> Result<ExitCode> {
    let mut progress = Progress::new(STEPS + 1);
    let [lingpai] = build(&mut progress, [LINGPAI])?;
    expect_screen(&lingpai)?;
    progress.step("opening the window");
    run_to_end(Command::new(&lingpai).args(arguments))?;
    Ok(ExitCode::SUCCESS)
}

/// Does the same as [`run`], without opening the window.
pub(crate) fn build_alone() -> Result<()> {
    let [lingpai] = build(&mut Progress::new(STEPS), [LINGPAI])?;
    eprintln!("      the program is `{}`", lingpai.display());
    Ok(())
}

/// Runs the demo broker's command line in the caller's folder. Gives its exit code.
pub(crate) fn broker(arguments: &[OsString], here: &Path) -> Result<ExitCode> {
    let [broker] = program::build(Profile::Dev, [BROKER])?;
    let status = Command::new(&broker).args(arguments).current_dir(here).status();
    let status = status.with_context(|| format!("cannot start `{}`", broker.display()))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The number of steps of a build.
pub(crate) const STEPS: usize = 5;

/// Installs what is missing and builds the page and the programs.
pub(crate) fn build<const N: usize>(progress: &mut Progress, programs: [Program; N]) -> Result<[PathBuf; N]> {
    if cfg!(windows) {
        install::windows_prerequisites()?;
    }
    progress.step("fetching the program's libraries");
    program::fetch()?;
    progress.step("looking for what the build needs");
    let ready = ui::is_ready(&[build_needs()], ui::Packages::Building);
    let mut early = Vec::new();
    if !ready {
        // While packages are downloaded, the processor has nothing else to do. The reader needs no library of the system.
        eprintln!("      the libraries are built meanwhile");
        early.push(program::build_early(Profile::Dev, &[READER])?);
    }
    install::ensure(&[build_needs()], &[])?;
    if !ready {
        // Cargo starts this build when the one of the reader has ended.
        early.push(program::build_early(Profile::Dev, &programs)?);
    }
    let node = ui::prepare(&[])?;
    progress.step("the page's packages");
    ui::packages(&node, ui::Packages::Building)?;
    progress.step("building the page");
    ui::build(&node)?;
    progress.step("building the program (about 10 minutes on two cores the first time, seconds after that)");
    program::build_after(early, Profile::Dev, programs)
}

/// Checks that there is a screen for the window. `Err` says where the program is.
pub(crate) fn expect_screen(lingpai: &Path) -> Result<()> {
    let shown =
        ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()));
    if cfg!(target_os = "linux") && !shown {
        bail!(
            "the program is built, `{}`, but there is no screen to open its window on: neither DISPLAY nor \
             WAYLAND_DISPLAY is set; run this in a graphical session",
            lingpai.display()
        );
    }
    Ok(())
}

/// Runs the program until its window is closed.
pub(crate) fn run_to_end(lingpai: &mut Command) -> Result<()> {
    let status = lingpai.status().with_context(|| format!("cannot start `{}`", shell::line(lingpai)))?;
    if !status.success() {
        bail!("the program ended with an error: {status}");
    }
    Ok(())
}
