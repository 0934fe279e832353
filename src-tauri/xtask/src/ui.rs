//! The page: its packages, its build into `ui/dist`, and whether either has to be done again.

use std::fs;

use anyhow::{Context as _, Result};

use crate::node::{self, Found, Node};
use crate::packages::{NODE, Need, Package};
use crate::progress::Progress;
use crate::stamp::{self, Stamp};
use crate::{install, shell, tree};

/// Which packages of the npm registry a chore needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Packages {
    /// What builds the page: the `dependencies` of `package.json`, a quarter of all.
    Building,
    /// These, and what checks and tests the page.
    All,
}

/// Whether `needs`, a Node and the page's packages are there, so that nothing has to be downloaded.
pub(crate) fn is_ready(needs: &[&[Need]], wanted: Packages) -> bool {
    let installed = needs.iter().copied().flatten().all(|need| need.probe.is_there());
    installed && matches!(node::find(), Found::Good(_)) && lock_file().is_ok_and(|lock| wanted.are_there(&lock))
}

/// Installs those of `needs` that are missing, and gives a Node. Asks for a password at most once.
pub(crate) fn prepare(needs: &[&[Need]]) -> Result<Node> {
    let found = node::find();
    let more: &[&Package] = match &found {
        Found::Good(_) | Found::OldWithNpm => &[],
        Found::Nothing => {
            eprintln!("      missing: Node, which builds the page");
            &[&NODE]
        }
    };
    install::ensure(needs, more)?;
    match found {
        Found::Good(node) => Ok(node),
        Found::OldWithNpm | Found::Nothing => match node::find() {
            Found::Good(node) => Ok(node),
            Found::OldWithNpm | Found::Nothing => {
                eprintln!("      bringing Node 22 from the npm registry into .cache/node");
                node::bring()
            }
        },
    }
}

/// Runs `cargo xtask ui`: builds the page alone, which the shell's build embeds.
pub(crate) fn alone() -> Result<()> {
    let mut progress = Progress::new(3);
    progress.step("looking for Node");
    let node = prepare(&[])?;
    progress.step("the page's packages");
    packages(&node, Packages::Building)?;
    progress.step("building the page");
    build(&node)
}

/// Runs `npm ci` if `package-lock.json` has changed since the last time, or if that time brought fewer packages.
pub(crate) fn packages(node: &Node, wanted: Packages) -> Result<()> {
    let lock = lock_file()?;
    if wanted.are_there(&lock) {
        eprintln!("      as they were");
        return Ok(());
    }
    let mut npm = node.npm(&["ci", "--no-audit", "--no-fund"]);
    if wanted == Packages::Building {
        npm.arg("--omit=dev");
    }
    shell::run(&mut npm)?;
    Packages::stamp().write(&wanted.stamped(&lock))
}

impl Packages {
    /// Whether the folder holds these packages in the versions of the lock file.
    fn are_there(self, lock: &[u8]) -> bool {
        let enough: &[Self] = if self == Self::Building { &[Self::Building, Self::All] } else { &[Self::All] };
        let stamp = Self::stamp();
        enough.iter().any(|packages| stamp.says(&packages.stamped(lock))) && tree::ui().join("node_modules").is_dir()
    }

    fn stamp() -> Stamp {
        Stamp::named("npm-ci")
    }

    /// What the stamp says after these packages were installed. There is one stamp, since there is one folder.
    fn stamped(self, lock: &[u8]) -> Vec<u8> {
        [format!("{self:?}\n").as_bytes(), lock].concat()
    }
}

fn lock_file() -> Result<Vec<u8>> {
    let lock = tree::ui().join("package-lock.json");
    fs::read(&lock).with_context(|| format!("cannot read `{}`", lock.display()))
}

/// Builds `ui/dist` if a source has changed since the last time.
pub(crate) fn build(node: &Node) -> Result<()> {
    let stamp = Stamp::named("ui-build");
    let sources = stamp::fingerprint(&[tree::ui()], &["node_modules", "dist"])?;
    if stamp.says(&sources) && tree::ui().join("dist/index.html").is_file() {
        eprintln!("      as it was");
        return Ok(());
    }
    // npm alone would take half a second of the few that a changed page takes.
    shell::run(node.script("node_modules/vite/bin/vite.js").arg("build"))?;
    stamp.write(&sources)
}
