use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

/// How often a condition that sends no event is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// How long a program may take to end after it was asked to.
const GRACE: Duration = Duration::from_secs(5);

/// A program that runs beside the test and ends with it.
#[derive(Debug)]
pub(crate) struct Daemon {
    child: Child,
}

impl Daemon {
    /// Starts it with its output going to `NAME.log` in `logs`.
    pub(crate) fn start(command: &mut Command, name: &str, logs: &Path) -> Result<Self> {
        let log = logs.join(format!("{name}.log"));
        let log = File::create(&log).with_context(|| format!("cannot write `{}`", log.display()))?;
        command.stderr(log.try_clone().context("a log file has a second handle")?);
        Self::spawn(command.stdout(log))
    }

    /// Starts it with stdout where `command` says; stderr goes to `NAME.log` in `logs`.
    pub(crate) fn start_talking(command: &mut Command, name: &str, logs: &Path) -> Result<Self> {
        let log = logs.join(format!("{name}.log"));
        let log = File::create(&log).with_context(|| format!("cannot write `{}`", log.display()))?;
        Self::spawn(command.stdout(Stdio::piped()).stderr(log))
    }

    fn spawn(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        Ok(Self { child: command.spawn().with_context(|| format!("cannot start `{name}`"))? })
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // Asked first: Xvfb takes its lock files away only then.
        if let Some(pid) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw)
            && kill_process(pid, Signal::TERM).is_ok()
            && until("the end", GRACE, || Ok(self.child.try_wait().ok().flatten())).is_ok()
        {
            return;
        }
        // An error means that it is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Looks until `look` finds something, for at most `limit`.
///
/// # Errors
///
/// `what` did not come in time, or `look` failed.
pub fn until<T>(what: &str, limit: Duration, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let begun = Instant::now();
    loop {
        if let Some(found) = look()? {
            return Ok(found);
        }
        if begun.elapsed() > limit {
            bail!("{what}: not within {} s", limit.as_secs());
        }
        thread::sleep(LOOK);
    }
}
