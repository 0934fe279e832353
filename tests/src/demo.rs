use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::daemon::{Daemon, until};
use crate::desk::Desk;
use crate::programs::{built, built_broker, lingpai};

/// How long a program may take to end once its window is closed.
const LIMIT: Duration = Duration::from_secs(30);

/// `cargo xtask demo`, with the programs that are tested.
#[derive(Debug)]
pub struct Demo {
    chore: Daemon,
    address: String,
}

impl Demo {
    /// Starts it on the desk, with its data in `data`.
    ///
    /// # Errors
    ///
    /// A program is not built, or the broker did not come up.
    pub fn start(desk: &Desk, data: &Path) -> Result<Self> {
        let mut command = Command::new(built("LINGPAI_XTASK", "target/debug/xtask")?);
        desk.dress(command.args(["demo", "--no-browser", "--data"]).arg(data));
        command.env("LINGPAI_BIN", lingpai()?).env("LINGPAI_BROKER", built_broker()?);
        let mut chore = Daemon::start_talking(&mut command, "demo", &desk.logs())?;
        let said = chore.child().stdout.take().context("its stdout is piped")?;
        let mut address = String::new();
        BufReader::new(said).read_line(&mut address).context("cannot hear from the demo")?;
        if address.is_empty() {
            bail!("the demo ended: {}", desk.log("demo")?);
        }
        Ok(Self { chore, address: address.trim_end().to_owned() })
    }

    /// Gives the web page that logs in its first visitor.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Waits until the demo has ended.
    ///
    /// # Errors
    ///
    /// It is still running.
    pub fn ended(mut self) -> Result<ExitStatus> {
        until("the demo's end", LIMIT, || Ok(self.chore.child().try_wait()?))
    }
}
