//! The type check for other systems than this one.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::{shell, tree};

/// Packages that are the same on every system, or exist only on Linux.
const SAME: [&str; 3] = ["lingpai-tests", "lingpai-prove", "v4l2-sys-mit"];

/// Gives the program that type-checks for other systems. `None` if the environment names none.
pub(crate) fn tool() -> Option<PathBuf> {
    env::var_os("LINGPAI_CHECK_PLATFORMS").map(PathBuf::from)
}

/// Type-checks for Windows and macOS.
///
/// # Errors
///
/// The tool is not named, or a package does not compile.
pub(crate) fn check() -> Result<()> {
    let mut command = Command::new(tool().context("`LINGPAI_CHECK_PLATFORMS` names no program")?);
    command.arg("all");
    for package in SAME {
        command.args(["--exclude", package]);
    }
    // A type check links nothing, so SQLite need not be compiled for Windows.
    let stub = stub(&tree::cache().join("no-compiler"))?;
    shell::run(command.env("CC_x86_64_pc_windows_gnu", &stub).env("AR_x86_64_pc_windows_gnu", &stub))
}

/// Makes a compiler and archiver that writes empty files.
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
