//! Environments for Python in the ignored cache, each with packages of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{shell, tree};

/// The packages that `tests/tools/decrypt.py` imports.
const PACKAGES: [&str; 2] = ["pynacl==1.6.2", "argon2-cffi==25.1.0"];

/// Gives the interpreter of the environment for the vault's independent reader. Makes the environment if there is none.
///
/// # Errors
///
/// There is no Python 3 with `venv`, or a package cannot be had.
pub(crate) fn ensure() -> Result<PathBuf> {
    let folder = tree::cache().join("python");
    let python = interpreter(&folder);
    let stamp = folder.join("packages");
    let wanted = PACKAGES.join("\n");
    if python.is_file() && fs::read_to_string(&stamp).is_ok_and(|there| there == wanted) {
        return Ok(python);
    }
    environment(&folder)?;
    shell::run(
        Command::new(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(PACKAGES),
    )?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write `{}`", stamp.display()))?;
    Ok(python)
}

/// Makes an empty environment in a folder, and gives its interpreter.
///
/// # Errors
///
/// There is no Python 3 with `venv`.
pub(crate) fn environment(folder: &Path) -> Result<PathBuf> {
    let names: &[&str] = if cfg!(windows) { &["python"] } else { &["python3"] };
    let Some(system) = names.iter().find_map(|name| shell::find(name)) else {
        bail!("Python 3 is not here; install it, then run this again");
    };
    shell::run(Command::new(system).args(["-m", "venv", "--clear"]).arg(folder))
        .context("Python's `venv` is missing: install it (python3-venv on Debian), then run this again")?;
    Ok(interpreter(folder))
}

fn interpreter(folder: &Path) -> PathBuf {
    folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}
