//! A Node that Vite can work with: the installed one, or one in the project's ignored cache.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{shell, tree};

/// A Node and an npm that work together.
pub(crate) struct Node {
    /// The folder with the `node` program.
    folder: PathBuf,
    npm: Npm,
}

enum Npm {
    /// The npm that is installed with Node, on the search path.
    Installed(PathBuf),
    /// Node's Corepack, which brings the npm that `package.json` names. Debian's npm would bring 350 packages.
    Corepack(PathBuf),
    /// npm's own script and the Node that runs it.
    Script { node: PathBuf, script: PathBuf },
}

impl Npm {
    /// Searches the search path.
    fn installed() -> Option<Self> {
        shell::find("npm").map(Self::Installed).or_else(|| shell::find("corepack").map(Self::Corepack))
    }

    fn command(&self) -> Command {
        match self {
            Self::Installed(npm) => Command::new(npm),
            Self::Corepack(corepack) => {
                let mut npm = Command::new(corepack);
                npm.arg("npm").env("COREPACK_ENABLE_DOWNLOAD_PROMPT", "0");
                // Corepack does not read npm's name for the user's own registry.
                if let Some(registry) = env::var_os("npm_config_registry") {
                    npm.env("COREPACK_NPM_REGISTRY", registry);
                }
                npm
            }
            Self::Script { node, script } => {
                let mut npm = Command::new(node);
                npm.arg(script);
                npm
            }
        }
    }
}

/// What is already on the system.
pub(crate) enum Found {
    /// A Node that is new enough.
    Good(Node),
    /// Only an npm, which can fetch a newer Node.
    OldWithNpm,
    /// No npm, so the system's package is needed first.
    Nothing,
}

/// Searches the cache, then the search path.
pub(crate) fn find() -> Found {
    if let Some(node) = cached() {
        return Found::Good(node);
    }
    let (Some(node), Some(npm)) = (shell::find("node"), Npm::installed()) else {
        return Found::Nothing;
    };
    let folder = node.parent().map(PathBuf::from);
    match (version(Command::new(&node).arg("--version")).filter(|version| is_enough(*version)), folder) {
        (Some(_), Some(folder)) => Found::Good(Node { folder, npm }),
        (_, _) => Found::OldWithNpm,
    }
}

/// Fetches Node 22 from the npm registry into the cache with the system's npm, and an npm that works with it.
///
/// # Errors
///
/// There is no npm, no build of Node for this processor, or the fetch failed.
pub(crate) fn bring() -> Result<Node> {
    let npm = Npm::installed().context("npm is missing; install Node 20.19 or newer with npm, then run this again")?;
    let folder = tree::cache().join("node");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    let mut command = npm.command();
    // Without a `package.json` above it, Corepack uses the npm that it knows.
    command.current_dir(&folder).arg("install").arg("--prefix").arg(&folder);
    // The packages of the `node` family contain the program itself. The processor's own package runs no install script.
    command.args(["--no-audit", "--no-fund", "--no-save", &format!("{}@22", platform_package()?), "npm@11"]);
    shell::run(&mut command)?;
    cached().context("the npm registry's Node does not start on this machine; install Node 20.19 or newer by hand")
}

impl Node {
    /// Makes the command `npm ARGUMENTS` in the page's folder, with this Node first on the search path.
    pub(crate) fn npm(&self, arguments: &[&str]) -> Command {
        let mut command = self.npm.command();
        self.prepare(command.args(arguments));
        command
    }

    /// Runs a script of the page's folder with this Node.
    pub(crate) fn script(&self, script: &str) -> Command {
        let mut command = Command::new(self.folder.join(program()));
        self.prepare(command.arg(script));
        command
    }

    /// Puts this Node first on the search path, in the page's folder.
    fn prepare(&self, command: &mut Command) {
        let path = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths(std::iter::once(self.folder.clone()).chain(env::split_paths(&path)))
            .expect("a folder of an existing search path holds no separator");
        command.env("PATH", path).env("npm_config_update_notifier", "false").current_dir(tree::ui());
    }
}

fn cached() -> Option<Node> {
    let modules = tree::cache().join("node/node_modules");
    let folder = modules.join(platform_package().ok()?).join("bin");
    let script = modules.join("npm/bin/npm-cli.js");
    let version = version(Command::new(folder.join(program())).arg("--version"))?;
    let is_usable = is_enough(version) && script.is_file();
    let npm = Npm::Script { node: folder.join(program()), script };
    is_usable.then_some(Node { folder, npm })
}

fn program() -> &'static str {
    if cfg!(windows) { "node.exe" } else { "node" }
}

fn platform_package() -> Result<String> {
    let system = match env::consts::OS {
        "linux" => "linux",
        "macos" => "darwin",
        "windows" => "win",
        other => bail!("the npm registry has no Node for `{other}`; install Node 20.19 or newer by hand"),
    };
    let processor = match env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => bail!("the npm registry has no Node for `{other}`; install Node 20.19 or newer by hand"),
    };
    Ok(format!("node-{system}-{processor}"))
}

fn version(command: &mut Command) -> Option<(u32, u32)> {
    parse_version(&shell::answer(command)?)
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().trim_start_matches('v').split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// Whether Vite 8 accepts the version: 20.19 or newer 20, or 22.12 or newer. Version 21 is not accepted.
fn is_enough(version: (u32, u32)) -> bool {
    (version >= (20, 19) && version.0 == 20) || version >= (22, 12)
}

#[cfg(test)]
mod tests {
    use super::{is_enough, parse_version};

    #[test]
    fn vite_8_works_from_20_19_and_from_22_12() {
        let verdict = |text: &str| is_enough(parse_version(text).expect("a version"));
        for good in ["v20.19.0", "v20.20.2", "v22.12.0", "v24.0.1"] {
            assert!(verdict(good), "{good}");
        }
        for old in ["v12.22.9", "v18.20.4", "v20.18.3", "v21.7.0", "v22.11.0"] {
            assert!(!verdict(old), "{old}");
        }
    }

    #[test]
    fn other_text_is_no_version() {
        assert_eq!(parse_version("command not found"), None);
        assert_eq!(parse_version("v20"), None);
    }
}
