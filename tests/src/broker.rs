use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context as _, Result, bail};

use crate::daemon::run_to_end;
use crate::desk::Desk;
use crate::programs::built_broker;

/// The program of the demo broker, with its own database.
#[derive(Debug)]
pub struct Broker {
    program: PathBuf,
    database: PathBuf,
    folder: PathBuf,
}

/// How long an issued registration may be bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// 24 hours.
    Day,
    /// Until an hour ago.
    Over,
}

/// The answer of the broker at login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The code is good.
    Accepted,
    /// The code is bad, for this reason in the broker's words.
    Refused(String),
}

/// An issued registration.
#[derive(Clone, Debug)]
pub struct Issued {
    /// The QR image.
    pub picture: PathBuf,
    /// The activation code that it carries.
    pub activation: String,
}

impl Broker {
    /// Makes a broker whose files are on this desk.
    ///
    /// # Errors
    ///
    /// It is not built.
    pub fn new(desk: &Desk) -> Result<Self> {
        Ok(Self {
            program: built_broker()?,
            database: desk.home().join("broker.sqlite"),
            folder: desk.home().to_path_buf(),
        })
    }

    /// Issues a registration for `account`.
    ///
    /// # Errors
    ///
    /// The broker refused or failed.
    pub fn issue(&self, account: &str, validity: Validity) -> Result<Issued> {
        let picture = self.folder.join(format!("qr-{account}.png"));
        let hours = match validity {
            Validity::Day => "24",
            Validity::Over => "-1",
        };
        let output = self.call(&["issue", "--account", account, "--valid-hours", hours, "--force"], Some(&picture))?;
        if !output.status.success() {
            bail!("the broker did not issue: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let activation = said.lines().find_map(|line| line.strip_prefix("activation code"));
        let activation = activation.context("the broker named no activation code")?.trim().to_owned();
        Ok(Issued { picture, activation })
    }

    /// Gives an account the trading password `trade-ACCOUNT`.
    ///
    /// # Errors
    ///
    /// The broker refused or failed.
    pub fn enrol(&self, account: &str) -> Result<()> {
        let file = self.folder.join(format!("password-{account}"));
        std::fs::write(&file, format!("trade-{account}\n")).context("the password's file cannot be written")?;
        let mut command = Command::new(&self.program);
        command.args(["enrol", "--account", account, "--password-file"]).arg(&file).arg("--db").arg(&self.database);
        let output = run_to_end(&mut command)?;
        if !output.status.success() {
            bail!("the broker did not enrol: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(())
    }

    /// Checks a code as at login.
    ///
    /// # Errors
    ///
    /// The broker failed.
    pub fn verify(&self, account: &str, code: &str) -> Result<Verdict> {
        let output = self.call(&["verify", "--account", account, "--code", code], None)?;
        match output.status.code() {
            Some(0) => Ok(Verdict::Accepted),
            Some(1) => Ok(Verdict::Refused(String::from_utf8_lossy(&output.stdout).trim().to_owned())),
            _ => bail!("the broker failed: {}", String::from_utf8_lossy(&output.stderr).trim()),
        }
    }

    /// Gives the command that serves the broker's web pages on a free port of the loopback address.
    pub(crate) fn serving(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["serve", "--port", "0"]).arg("--db").arg(&self.database);
        command
    }

    fn call(&self, arguments: &[&str], out: Option<&Path>) -> Result<Output> {
        let mut command = Command::new(&self.program);
        command.args(arguments).arg("--db").arg(&self.database);
        if let Some(out) = out {
            command.arg("--out").arg(out);
        }
        run_to_end(&mut command)
    }
}
