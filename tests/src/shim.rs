use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::desk::Desk;

const PRELOAD: &str = "LD_PRELOAD";

/// Compiles `tests/tools/NAME.c`, whose functions stand in front of the system's, and gives the library.
///
/// # Errors
///
/// It was not built.
pub(crate) fn build(desk: &Desk, name: &str) -> Result<PathBuf> {
    let library = desk.home().join(name).with_extension("so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools").join(name).with_extension("c");
    let mut cc = Command::new("cc");
    cc.args(["-O2", "-fPIC", "-shared", "-w", "-o"]).arg(&library).arg(source).arg("-ldl");
    let status = cc.status().context("cannot start the C compiler")?;
    ensure!(status.success(), "`{name}.c` was not built: {status}");
    Ok(library)
}

/// Gives the environment of the program with more in it. For tests that do not run as root, the program's memory stays
/// visible: they look for secrets in it.
///
/// # Errors
///
/// The library that leaves it visible was not built.
pub(crate) fn with_visible_memory(desk: &Desk, more: &[(&str, &OsStr)]) -> Result<Vec<(String, OsString)>> {
    let mut environment: Vec<(String, OsString)> =
        more.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    if rustix::process::geteuid().is_root() {
        return Ok(environment);
    }
    let library = build(desk, "visible")?.into_os_string();
    match environment.iter_mut().find(|(name, _)| name == PRELOAD) {
        Some((_, others)) => others.push(OsString::from_iter([OsStr::new(":"), &library])),
        None => environment.push((PRELOAD.to_owned(), library)),
    }
    Ok(environment)
}
