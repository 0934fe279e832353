//! Building the project's programs with cargo: one selection of packages, so that every build of a profile shares what
//! another one has built.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::early::Early;
use crate::progress::Crates;
use crate::stamp::Stamp;
use crate::{shell, tree};

/// How a program is built: see `Cargo.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// What `cargo test` builds, and the tests drive.
    Dev,
    /// Optimised as far as it costs little time: what users of the sources run.
    Local,
    /// As it is packaged: what is measured.
    Release,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Local => "local",
            Self::Release => "release",
        }
    }
}

/// A program of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Program {
    /// The package that it belongs to.
    pub(crate) package: &'static str,
    name: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Bin,
    Example,
}

impl Program {
    /// A program of its package.
    pub(crate) const fn bin(package: &'static str, name: &'static str) -> Self {
        Self { package, name, kind: Kind::Bin }
    }

    /// An example of its package.
    pub(crate) const fn example(package: &'static str, name: &'static str) -> Self {
        Self { package, name, kind: Kind::Example }
    }
}

/// The window's program.
pub(crate) const LINGPAI: Program = Program::bin("lingpai", "lingpai");
/// The demo broker.
pub(crate) const BROKER: Program = Program::bin("lingpai-broker", "broker");

/// The program without its window, for the tests of the page.
pub(crate) const HEADLESS: Program = Program::bin("lingpai-headless", "headless");

/// `cargo VERB --workspace --profile PROFILE`. Cargo resolves the features of the packages that are named: with another
/// selection it would build the libraries they share once more.
pub(crate) fn cargo(verb: &str, profile: Profile) -> Command {
    let mut cargo = shell::cargo();
    cargo.args([verb, "--workspace", "--profile", profile.name()]);
    cargo
}

/// Downloads the libraries of this machine's system, and shows each.
///
/// # Errors
///
/// A registry cannot be reached.
pub(crate) fn fetch() -> Result<()> {
    let lock = tree::root().join("Cargo.lock");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read `{}`", lock.display()))?;
    let stamp = Stamp::named("cargo-fetch");
    if stamp.says(&wanted) {
        eprintln!("      as they were");
        return Ok(());
    }
    let mut fetch = shell::cargo();
    fetch.args(["fetch", "--locked"]);
    let versions = shell::answer(Command::new("rustc").arg("--version").arg("--verbose")).unwrap_or_default();
    // Without it, the libraries of all systems are downloaded: more, and as good.
    if let Some(host) = versions.lines().find_map(|line| line.strip_prefix("host: ")) {
        fetch.args(["--target", host]);
    }
    shell::run(&mut fetch)?;
    stamp.write(&wanted)
}

/// The command that builds programs.
fn command(profile: Profile, programs: &[Program]) -> Command {
    let mut command = cargo("build", profile);
    for program in programs {
        command.args(match program.kind {
            Kind::Bin => ["--bin", program.name],
            Kind::Example => ["--example", program.name],
        });
    }
    command
}

/// Starts to build programs before all that they need is installed.
///
/// # Errors
///
/// Cargo cannot be started.
pub(crate) fn build_early(profile: Profile, programs: &[Program]) -> Result<Early> {
    Early::start(&mut command(profile, programs))
}

/// Builds programs in one call of cargo and gives their paths, wherever the target folder is. Says how far it is.
///
/// # Errors
///
/// The build failed, or it made no program of that name.
pub(crate) fn build<const N: usize>(profile: Profile, programs: [Program; N]) -> Result<[PathBuf; N]> {
    build_after(None, profile, programs)
}

/// The same, once an early build has done its part. The count goes on from there.
///
/// # Errors
///
/// As [`build`].
pub(crate) fn build_after<const N: usize>(
    early: Option<Early>,
    profile: Profile,
    programs: [Program; N],
) -> Result<[PathBuf; N]> {
    let mut command = command(profile, &programs);
    let mut crates = Crates::of(&programs);
    if let Some(early) = early {
        early.finish(|artifact| crates.built(&artifact))?;
    }
    let mut made = Vec::new();
    let line = shell::line(&command);
    command.args(["--quiet", "--message-format=json-render-diagnostics"]);
    let status = shell::run_lines(&mut command, |line| {
        let Ok(message) = serde_json::from_str::<Value>(line) else { return };
        if message["reason"] == "compiler-artifact" {
            crates.built(&message);
            made.extend(executable(&message));
        }
    })?;
    crates.end();
    if !status.success() {
        bail!("`{line}` failed: {status}; the compiler's message is above");
    }
    let paths = programs.map(|program| {
        made.iter()
            .find(|(name, _)| name == program.name)
            .map(|(_, path)| path.clone())
            .with_context(|| format!("`{line}` made no program `{}`", program.name))
    });
    let paths: Vec<_> = paths.into_iter().collect::<Result<_>>()?;
    Ok(paths.try_into().expect("one path a program"))
}

/// The program that an artifact message names, with its path.
fn executable(message: &Value) -> Option<(String, PathBuf)> {
    let path = message.get("executable")?.as_str()?;
    Some((message["target"]["name"].as_str()?.to_owned(), PathBuf::from(path)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::executable;

    #[test]
    fn cargo_names_the_program_it_made() {
        let artifact = |executable| json!({ "target": { "name": "broker" }, "executable": executable });
        let (name, path) = executable(&artifact(json!("/t/debug/broker"))).expect("a program");
        assert_eq!((name.as_str(), path.to_str()), ("broker", Some("/t/debug/broker")));
        assert_eq!(executable(&artifact(json!(null))), None);
        assert_eq!(executable(&json!({ "target": { "name": "broker" } })), None);
    }
}
