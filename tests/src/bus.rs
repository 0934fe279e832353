use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::daemon::{Daemon, run_to_end, until};

/// A session bus that starts no service by itself. It has only the services that the test starts.
#[derive(Debug)]
pub(crate) struct Bus {
    _daemon: Daemon,
    address: String,
}

impl Bus {
    /// Starts a bus with its socket and its configuration in `folder`.
    pub(crate) fn start(folder: &Path, logs: &Path) -> Result<Self> {
        let socket = folder.join("bus");
        let address = format!("unix:path={}", socket.display());
        let configuration = folder.join("bus.conf");
        fs::write(
            &configuration,
            format!(
                "<busconfig><type>session</type><listen>{address}</listen><policy context=\"default\">\
                 <allow send_destination=\"*\"/><allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>"
            ),
        )
        .context("cannot write the bus configuration")?;
        let mut command = Command::new("dbus-daemon");
        command.arg("--nofork").arg("--nopidfile").arg(format!("--config-file={}", configuration.display()));
        let daemon = Daemon::start(&mut command, "dbus-daemon", logs)?;
        until("the session bus", Duration::from_secs(10), || Ok(socket.exists().then_some(())))?;
        Ok(Self { _daemon: daemon, address })
    }

    /// Gives the value for `DBUS_SESSION_BUS_ADDRESS`.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Whether some program holds `name` on this bus.
    pub(crate) fn has(&self, name: &str) -> Result<bool> {
        let mut send = Command::new("dbus-send");
        send.env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .args(["--session", "--print-reply=literal", "--dest=org.freedesktop.DBus", "/"])
            .args(["org.freedesktop.DBus.NameHasOwner", &format!("string:{name}")]);
        let output = run_to_end(&mut send)?;
        Ok(String::from_utf8_lossy(&output.stdout).contains("boolean true"))
    }
}
