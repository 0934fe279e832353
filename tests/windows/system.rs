//! What only the system can do: keys, the foreground, the clipboard. `system.ps1` does it.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// Has the system do something, and gives what it says.
pub(crate) fn ask(verb: &str, arguments: &[&str]) -> Result<String> {
    let output = script(verb, arguments).output().context("PowerShell is on every Windows")?;
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "`{verb}` failed: {said} {error}");
    Ok(said)
}

/// A part of the script that runs until this value is dropped.
pub(crate) struct Beside(Child);

impl Beside {
    pub(crate) fn start(verb: &str, arguments: &[&str]) -> Result<Self> {
        let mut command = script(verb, arguments);
        Ok(Self(command.stdout(Stdio::null()).spawn().context("PowerShell is on every Windows")?))
    }

    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // An error means that it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn script(verb: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new("powershell");
    command.args(["-NoProfile", "-ExecutionPolicy", "Bypass", "-File"]);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("windows/system.ps1")).arg(verb).args(arguments);
    command
}
