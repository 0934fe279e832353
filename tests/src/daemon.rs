use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

/// How often a condition is checked that sends no event.
const LOOK: Duration = Duration::from_millis(10);

/// How long a program may take to end after it was asked to.
const GRACE: Duration = Duration::from_secs(5);

/// How long a program that does one thing may take.
const ONE_THING: Duration = Duration::from_secs(60);

/// A program that runs beside the test and ends with it.
#[derive(Debug)]
pub(crate) struct Daemon {
    child: Child,
}

impl Daemon {
    /// Starts a program. Its output goes to `NAME.log` in `logs`.
    pub(crate) fn start(command: &mut Command, name: &str, logs: &Path) -> Result<Self> {
        let log = logs.join(format!("{name}.log"));
        let log = File::create(&log).with_context(|| format!("cannot write `{}`", log.display()))?;
        command.stderr(log.try_clone().context("a log file has a second handle")?);
        Self::spawn(command.stdout(log))
    }

    /// Starts a program whose stdout `command` has set. Its stderr goes to `NAME.log` in `logs`.
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
        // Another program may have its process id by now.
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        // The program is asked first, because Xvfb removes its lock files only then.
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

/// Runs a program to its end. Programs that it leaves in the background are not waited for.
///
/// # Errors
///
/// It cannot be started, or does not end within a minute.
pub fn run_to_end(command: &mut Command) -> Result<Output> {
    let name = command.get_program().to_string_lossy().into_owned();
    // Files are used instead of pipes: a pipe ends only when all programs that have it end.
    let [mut stdout, mut stderr] = [tempfile::tempfile()?, tempfile::tempfile()?];
    command.stdout(stdout.try_clone()?).stderr(stderr.try_clone()?);
    let mut running = Daemon::spawn(command)?;
    let status = until(&format!("the end of `{name}`"), ONE_THING, || Ok(running.child.try_wait()?))?;
    let mut output = Output { status, stdout: Vec::new(), stderr: Vec::new() };
    for (file, bytes) in [(&mut stdout, &mut output.stdout), (&mut stderr, &mut output.stderr)] {
        file.rewind().and_then(|()| file.read_to_end(bytes)).with_context(|| format!("what `{name}` said is lost"))?;
    }
    Ok(output)
}

/// Repeats `look` until it finds something, for at most `limit`.
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
