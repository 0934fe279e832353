//! The type check for other systems.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::{shell, tree};

/// The packages that are the same on every system or exist only on Linux.
const SAME: [&str; 4] = ["lingpai-tests", "lingpai-fuzz", "lingpai-prove", "v4l2-sys-mit"];

/// Gives the program that type-checks for other systems. `None` if the environment names none.
pub(crate) fn tool() -> Option<PathBuf> {
    env::var_os("LINGPAI_CHECK_PLATFORMS").map(PathBuf::from)
}

/// The type check for Windows and macOS. It runs at the same time as other checks, and is stopped when this value is
/// dropped.
pub(crate) struct Checking {
    tool: Child,
    /// The file with the output of the tool, which is shown at the end.
    log: PathBuf,
}

impl Checking {
    /// Starts the check with a low priority, so that other checks come first.
    ///
    /// # Errors
    ///
    /// The tool is not named or does not start, or its log cannot be written.
    pub(crate) fn start() -> Result<Self> {
        let tool = tool().context("`LINGPAI_CHECK_PLATFORMS` names no program")?;
        let mut command = if shell::find("nice").is_some() {
            let mut nice = Command::new("nice");
            nice.arg("-n19").arg(tool);
            nice
        } else {
            Command::new(tool)
        };
        command.arg("all");
        for package in SAME {
            command.args(["--exclude", package]);
        }
        // A type check links nothing, so SQLite need not be compiled for Windows.
        let stub = stub(&tree::cache().join("no-compiler"))?;
        command.env("CC_x86_64_pc_windows_gnu", &stub).env("AR_x86_64_pc_windows_gnu", &stub);
        let log = tree::cache().join("platforms.log");
        let out = File::create(&log).with_context(|| format!("cannot write `{}`", log.display()))?;
        let errors = out.try_clone().with_context(|| format!("cannot write `{}`", log.display()))?;
        let tool = command.stdin(Stdio::null()).stdout(out).stderr(errors).spawn();
        let tool = tool.with_context(|| format!("cannot start `{}`", shell::line(&command)))?;
        Ok(Self { tool, log })
    }

    /// Waits for the end, and shows the output.
    ///
    /// # Errors
    ///
    /// A package does not compile.
    pub(crate) fn finish(mut self) -> Result<()> {
        let status = self.tool.wait().context("cannot wait for the type check")?;
        let log = fs::read(&self.log).with_context(|| format!("cannot read `{}`", self.log.display()))?;
        eprint!("{}", String::from_utf8_lossy(&log));
        if !status.success() {
            bail!("the type check for Windows and macOS failed: {status}");
        }
        Ok(())
    }
}

impl Drop for Checking {
    fn drop(&mut self) {
        // An error means that it has ended already.
        let _ = self.tool.kill();
        let _ = self.tool.wait();
    }
}

/// Makes a program that stands in for a compiler and an archiver, and writes empty files.
fn stub(folder: &Path) -> Result<PathBuf> {
    let program = folder.join("stub");
    let script = "#!/bin/sh\nfor word; do case $word in *.a) printf '!<arch>\\n' >\"$word\" ;; esac; done\n\
                  while [ $# -gt 0 ]; do [ \"$1\" = -o ] && : >\"$2\"; shift; done\nexit 0\n";
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&program, script))
        .and_then(|()| executable(&program))
        .with_context(|| format!("cannot write `{}`", program.display()))?;
    Ok(program)
}

#[cfg(unix)]
fn executable(program: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(program, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
