//! Installs what is missing with the system's own package manager, in one command that asks for a password once.

use std::io::IsTerminal as _;
use std::process::Command;

use anyhow::{Result, bail};

use crate::packages::{Need, Package};
use crate::shell;

/// A package manager that is on this machine.
#[derive(Clone, Copy)]
pub(crate) enum Manager {
    Apt,
    Dnf,
    Pacman,
    Brew,
}

impl Manager {
    /// Gives the package manager of this machine. `None` on Windows, and where no known one is installed.
    pub(crate) fn here() -> Option<Self> {
        let known = [("apt-get", Self::Apt), ("dnf", Self::Dnf), ("pacman", Self::Pacman), ("brew", Self::Brew)];
        known.into_iter().find(|(program, _)| shell::find(program).is_some()).map(|(_, manager)| manager)
    }

    /// Gives the package names of a need, split at spaces. There may be none.
    fn names(self, package: &Package) -> &'static str {
        match self {
            Self::Apt => package.apt,
            Self::Dnf => package.dnf,
            Self::Pacman => package.pacman,
            Self::Brew => package.brew,
        }
    }

    /// Gives one shell line that installs `packages`.
    fn line(self, packages: &str) -> String {
        match self {
            Self::Apt => format!(
                "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends {}",
                packages.split(' ').map(alternative).collect::<Vec<_>>().join(" ")
            ),
            Self::Dnf => format!("dnf install -y {packages}"),
            Self::Pacman => format!("pacman -Sy --needed --noconfirm {packages}"),
            Self::Brew => format!("brew install {packages}"),
        }
    }

    /// Whether installing needs the administrator's rights.
    fn wants_root(self) -> bool {
        match self {
            Self::Apt | Self::Dnf | Self::Pacman => true,
            Self::Brew => false,
        }
    }
}

/// Gives a word of a shell line for `one|other`. The shell decides, because it has a list only after `apt-get update`.
fn alternative(package: &str) -> String {
    match package.split_once('|') {
        Some((one, other)) => format!("$(apt-cache show {one} >/dev/null 2>&1 && echo {one} || echo {other})"),
        None => package.to_owned(),
    }
}

/// Installs those of `needs` that are missing, and the packages `more`. Prints what it does and why.
///
/// # Errors
///
/// Something is missing and cannot be installed from here, or is still missing afterwards. The error says how to get
/// it.
pub(crate) fn ensure(needs: &[&[Need]], more: &[&Package]) -> Result<()> {
    let missing: Vec<&Need> = needs.iter().copied().flatten().filter(|need| !need.probe.is_there()).collect();
    if missing.is_empty() && more.is_empty() {
        return Ok(());
    }
    for need in &missing {
        eprintln!("      missing: {}", need.what);
    }
    let Some(manager) = Manager::here() else {
        let what: Vec<_> = missing.iter().map(|need| need.what).collect();
        bail!(
            "no apt, dnf, pacman or brew is here to install: {}; install it by hand, then run this again",
            what.join("; ")
        );
    };
    let mut names: Vec<&str> = missing
        .iter()
        .map(|need| &need.package)
        .chain(more.iter().copied())
        .flat_map(|package| manager.names(package).split_whitespace())
        .collect();
    names.sort_unstable();
    names.dedup();
    if !names.is_empty() {
        install(manager, &names.join(" "))?;
    }
    let still: Vec<_> = missing.iter().filter(|need| !need.probe.is_there()).map(|need| need.what).collect();
    if !still.is_empty() {
        bail!("still missing after installing: {}; install it by hand, then run this again", still.join("; "));
    }
    Ok(())
}

fn install(manager: Manager, packages: &str) -> Result<()> {
    let line = manager.line(packages);
    let root = shell::answer(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    let mut command = if root || !manager.wants_root() {
        Command::new("sh")
    } else if shell::find("sudo").is_some() {
        let mut sudo = Command::new("sudo");
        if !std::io::stdin().is_terminal() {
            // Nobody can type a password here. sudo either works without one or fails at once.
            sudo.arg("--non-interactive");
        }
        sudo.arg("sh");
        sudo
    } else {
        bail!("installing takes root and there is no sudo; run as root: {line}");
    };
    eprintln!("      installing: {packages}");
    shell::run(command.args(["-c", &line]))
}

/// Checks what Windows must have. Nothing is installed there: the error says what is missing and where to get it.
///
/// # Errors
///
/// WebView2 is not on this machine.
pub(crate) fn windows_prerequisites() -> Result<()> {
    let roots = ["ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"];
    let there = roots
        .iter()
        .filter_map(std::env::var_os)
        .any(|root| std::path::Path::new(&root).join("Microsoft/EdgeWebView/Application").is_dir());
    if !there {
        bail!(
            "the WebView2 runtime is missing: install the `Evergreen Bootstrapper` from \
             https://developer.microsoft.com/microsoft-edge/webview2/ (and, if linking fails, the `Desktop development \
             with C++` workload of Visual Studio's Build Tools from https://visualstudio.microsoft.com/downloads/), then \
             run this again"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Manager, alternative};

    #[test]
    fn the_first_package_that_the_list_contains_is_installed() {
        assert_eq!(alternative("nodejs"), "nodejs");
        let line = Manager::Apt.line("nodejs node-corepack|npm");
        assert!(
            line.ends_with(" nodejs $(apt-cache show node-corepack >/dev/null 2>&1 && echo node-corepack || echo npm)")
        );
    }
}
