//! The installer for Windows, which NSIS makes of the built programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::{shell, tree};

/// The programs that are installed. Others whose names begin with `lingpai` go along.
const PROGRAMS: [&str; 2] = ["lingpai.exe", "lingpai-reader.exe"];

/// Makes the installer of the programs in a folder. `sign` is a command that signs a file in place: it is called for the uninstaller
/// and the installer.
///
/// # Errors
///
/// A program or NSIS is missing, or the script does not compile.
pub(crate) fn make(from: &Path, sign: Option<&str>) -> Result<()> {
    let made = make_into(&tree::root().join("target/installer"), from, sign)?;
    println!("{}", made.display());
    Ok(())
}

fn make_into(folder: &Path, from: &Path, sign: Option<&str>) -> Result<PathBuf> {
    for program in PROGRAMS {
        ensure!(from.join(program).is_file(), "`{}` has no {program}", from.display());
    }
    let nsis = shell::find("makensis").context("NSIS is missing: Debian's package is `nsis`, winget's is NSIS.NSIS")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    let version = env!("CARGO_PKG_VERSION");
    let made = folder.join(format!("Lingpai-{version}-x64.exe"));
    let mut command = Command::new(nsis);
    command.args(["-V2", "-WX", "-INPUTCHARSET", "UTF8"]).arg(format!("-DVERSION={version}"));
    for (name, path) in [("FROM", from), ("ICON", &tree::root().join("icons/icon.ico")), ("OUT", &made)] {
        command.arg(format!("-D{name}={}", path.display()));
    }
    if let Some(sign) = sign {
        command.arg(format!("-DSIGN={sign}"));
    }
    shell::run(command.arg(tree::root().join("src-tauri/installer/lingpai.nsi")))?;
    Ok(made)
}

#[cfg(test)]
mod tests {
    use std::process::Stdio;

    use super::*;

    /// A Windows of wine's in a folder that is removed at the end.
    struct Windows(tempfile::TempDir);

    impl Windows {
        fn new() -> Self {
            let windows = Self(tempfile::tempdir().expect("a folder"));
            assert_eq!(windows.run("wineboot", &["--init"]), 0);
            windows
        }

        /// Runs a program of wine's to its end and that of all that it has started, and gives its exit code.
        fn run(&self, program: &str, arguments: &[&str]) -> i32 {
            let dressed = |program: &str| {
                let mut command = Command::new(program);
                command.env("WINEPREFIX", self.0.path()).env("WINEDEBUG", "-all").env("LC_ALL", "C.UTF-8");
                command.env("WINEDLLOVERRIDES", "mscoree,mshtml,winemenubuilder.exe=");
                command.env_remove("DISPLAY").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
                command
            };
            let status = dressed(program).args(arguments).status().expect("wine is installed");
            let ended = dressed("wineserver").arg("-w").status().expect("wine is installed");
            assert!(ended.success());
            status.code().expect("no signal")
        }

        /// Whether the registry has a value.
        fn has(&self, key: &str, value: &str) -> bool {
            self.run("wine", &["reg", "query", key, "/v", value]) == 0
        }

        /// Gives the user's local data.
        fn local(&self) -> PathBuf {
            let users = fs::read_dir(self.0.path().join("drive_c/users")).expect("wine has users");
            let mut users = users.map(|user| user.expect("an entry").path());
            users.find(|user| !user.ends_with("Public")).expect("a user").join("AppData/Local")
        }
    }

    impl Drop for Windows {
        fn drop(&mut self) {
            // The folder is removed all the same.
            let _ = Command::new("wineserver").arg("-k").env("WINEPREFIX", self.0.path()).status();
        }
    }

    const UNINSTALL: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Lingpai";
    const UNREPORTED: &str = r"HKCU\Software\Microsoft\Windows\Windows Error Reporting\ExcludedApplications";

    #[test]
    #[ignore = "needs NSIS and wine"]
    fn it_installs_for_one_user_and_its_uninstaller_leaves_vault_and_settings() {
        let folder = tempfile::tempdir().expect("a folder");
        let from = folder.path().join("programs");
        fs::create_dir_all(&from).expect("made");
        for program in PROGRAMS {
            fs::write(from.join(program), "MZ").expect("written");
        }
        let installer = make_into(&folder.path().join("made"), &from, None).expect("made");
        let installer = installer.to_str().expect("a plain path");
        let windows = Windows::new();
        let (local, programs) = (windows.local(), windows.local().join("Programs/Lingpai"));
        let kept = ["Lingpai/Lingpai/data/vault/vault", "Lingpai/Lingpai/config/preferences.json"];
        let gone = ["app.lingpai.desktop/EBWebView/cache"];
        for file in kept.into_iter().chain(gone) {
            fs::create_dir_all(local.join(file).parent().expect("a folder")).expect("made");
            fs::write(local.join(file), "").expect("written");
        }

        assert_eq!(windows.run("wine", &["reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win7", "/f"]), 0);
        assert_eq!(windows.run("wine", &[installer, "/S"]), 2, "Windows 7 is too old");
        assert!(!programs.exists());
        assert_eq!(
            windows.run("wine", &["reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"]),
            0
        );
        assert_eq!(windows.run("wine", &[installer, "/S"]), 0);
        for program in PROGRAMS.into_iter().chain(["uninstall.exe"]) {
            assert!(programs.join(program).is_file(), "{program}");
        }
        assert!(windows.has(UNINSTALL, "QuietUninstallString"));
        assert!(PROGRAMS.iter().all(|program| windows.has(UNREPORTED, program)));

        let uninstall = programs.join("uninstall.exe");
        assert_eq!(windows.run("wine", &[uninstall.to_str().expect("a plain path"), "/S"]), 0);
        assert!(!programs.exists());
        assert!(!windows.has(UNINSTALL, "QuietUninstallString"));
        assert!(PROGRAMS.iter().all(|program| !windows.has(UNREPORTED, program)));
        assert!(kept.into_iter().all(|file| local.join(file).is_file()));
        assert!(gone.into_iter().all(|file| !local.join(file).exists()));
    }
}
