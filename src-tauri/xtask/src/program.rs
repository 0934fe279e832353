//! Building the project's programs with cargo. All builds select the same packages, so that builds of one profile share
//! their results.

use std::env::{self, consts::EXE_SUFFIX};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::early::Early;
use crate::progress::Crates;
use crate::stamp::{self, Stamp};
use crate::{shell, tree};

/// The profiles of `Cargo.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// The profile of `cargo test`, of the programs that tests drive, and of `run`.
    Dev,
    /// The profile of packages and measurements.
    Release,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }
}

/// A program of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Program {
    /// The package that contains it.
    pub(crate) package: &'static str,
    pub(crate) name: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Bin,
    Example,
}

impl Program {
    /// A binary of a package.
    pub(crate) const fn bin(package: &'static str, name: &'static str) -> Self {
        Self { package, name, kind: Kind::Bin }
    }

    /// The name of its file.
    pub(crate) fn file(self) -> String {
        format!("{}{EXE_SUFFIX}", self.name)
    }

    /// An example of a package.
    pub(crate) const fn example(package: &'static str, name: &'static str) -> Self {
        Self { package, name, kind: Kind::Example }
    }
}

/// The window's program. It reads files only with [`READER`] beside it, and opens cameras only with [`CAMERA`].
pub(crate) const LINGPAI: Program = Program::bin("lingpai", "lingpai");
/// The program that reads files for [`LINGPAI`].
pub(crate) const READER: Program = Program::bin("lingpai-reader", "lingpai-reader");
/// The program that opens cameras for [`LINGPAI`].
pub(crate) const CAMERA: Program = Program::bin("lingpai-camera", "lingpai-camera");
/// The demo broker.
pub(crate) const BROKER: Program = Program::bin("lingpai-broker", "broker");

/// The program without its window, for the tests of the page.
pub(crate) const HEADLESS: Program = Program::bin("lingpai-headless", "headless");

/// Gives `cargo VERB --workspace --profile PROFILE`. Cargo resolves the features of the selected packages. With another
/// selection it would build shared libraries a second time.
pub(crate) fn cargo(verb: &str, profile: Profile) -> Command {
    let mut cargo = shell::cargo();
    cargo.args([verb, "--workspace", "--profile", profile.name()]);
    cargo
}

/// Downloads the libraries for this machine's system. Cargo shows each of them.
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
    // Without the name of this system, the libraries of all systems are downloaded. They take longer, but work too.
    if let Some(host) = host() {
        fetch.args(["--target", &host]);
    }
    shell::run(&mut fetch)?;
    stamp.write(&wanted)
}

/// Gives rustc's name of this machine's system. `None` if rustc does not tell it.
pub(crate) fn host() -> Option<String> {
    let versions = shell::answer(Command::new("rustc").arg("--version").arg("--verbose"))?;
    versions.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned)
}

/// Gives the command that builds programs.
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

/// Gives all that the program is built from, except its pages: sources, compiler and flags.
///
/// # Errors
///
/// A source cannot be read.
pub(crate) fn sources() -> Result<Vec<u8>> {
    let places = ["Cargo.toml", "Cargo.lock", ".cargo", "src-tauri", "tests"].map(|name| tree::root().join(name));
    let mut all = stamp::fingerprint(&places, &["gen", "xtask"])?;
    all.extend(shell::answer(Command::new("rustc").arg("-vV")).unwrap_or_default().into_bytes());
    for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
        all.extend(env::var_os(name).unwrap_or_default().as_encoded_bytes());
    }
    Ok(all)
}

/// Starts a build of programs before everything that they need is installed.
///
/// # Errors
///
/// Cargo cannot be started.
pub(crate) fn build_early(profile: Profile, programs: &[Program]) -> Result<Early> {
    Early::start(&mut command(profile, programs))
}

/// Builds programs in one call of cargo, and gives their paths. Shows the progress.
///
/// # Errors
///
/// The build fails, or it makes no program of that name.
pub(crate) fn build<const N: usize>(profile: Profile, programs: [Program; N]) -> Result<[PathBuf; N]> {
    build_after(None, profile, programs)
}

/// Does the same as [`build`] after early builds. The progress continues from there.
///
/// # Errors
///
/// The same as for [`build`].
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

/// Gives the name and path of the program in one of cargo's messages. `None` if the message is about no program.
fn executable(message: &Value) -> Option<(String, PathBuf)> {
    let path = message.get("executable")?.as_str()?;
    Some((message["target"]["name"].as_str()?.to_owned(), PathBuf::from(path)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::executable;

    #[test]
    fn cargo_names_the_program_that_it_has_built() {
        let artifact = |executable| json!({ "target": { "name": "broker" }, "executable": executable });
        let (name, path) = executable(&artifact(json!("/t/debug/broker"))).expect("a program");
        assert_eq!((name.as_str(), path.to_str()), ("broker", Some("/t/debug/broker")));
        assert_eq!(executable(&artifact(json!(null))), None);
        assert_eq!(executable(&json!({ "target": { "name": "broker" } })), None);
    }
}
