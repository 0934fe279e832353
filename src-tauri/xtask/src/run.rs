//! `cargo xtask run`: from a fresh clone to the open window.

use std::env;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};

use crate::packages::{BUILD, Need};
use crate::progress::Progress;
use crate::{install, program, ui};

/// What the system must have to build the window.
pub(crate) fn build_needs() -> &'static [Need] {
    if cfg!(target_os = "linux") { BUILD } else { &[] }
}

/// Installs, builds, and opens the window with `arguments`; gives the program's own exit code.
pub(crate) fn run(arguments: &[&str]) -> Result<ExitCode> {
    let mut progress = Progress::new(5);
    progress.step("looking for what the build needs");
    if cfg!(windows) {
        install::windows_prerequisites()?;
    }
    let node = ui::prepare(&[build_needs()])?;
    progress.step("the page's packages");
    ui::packages(&node)?;
    progress.step("building the page");
    ui::build(&node)?;
    progress.step("building the program (some minutes the first time)");
    let lingpai = program::lingpai()?;
    let shown =
        ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()));
    if cfg!(target_os = "linux") && !shown {
        anyhow::bail!(
            "the program is built, `{}`, but there is no screen to open its window on: neither DISPLAY nor \
             WAYLAND_DISPLAY is set; run this in a graphical session",
            lingpai.display()
        );
    }
    progress.step("opening the window");
    let status = Command::new(&lingpai)
        .args(arguments)
        .status()
        .with_context(|| format!("cannot start `{}`", lingpai.display()))?;
    if !status.success() {
        anyhow::bail!("the program ended with an error: {status}");
    }
    Ok(ExitCode::SUCCESS)
}
