use std::env;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use lingpai_tests::{Desk, Frame, Processes, X11, lingpai, until};
use rustix::process::{Pid, Signal, kill_process};

/// How long a program may take to paint, and to end.
const LIMIT: Duration = Duration::from_secs(30);

/// A program to measure.
pub(crate) struct Program {
    /// The end of the names of its figures, after the dot.
    pub(crate) name: &'static str,
    path: PathBuf,
    painting: Painting,
}

/// How the screen shows that a program has painted its content.
#[derive(Clone, Copy)]
enum Painting {
    /// It has a surface in this colour, and nothing else on the screen has it.
    Colour([u8; 3]),
    /// The content of its window has more than one colour.
    Any,
}

/// The background of GitHub's mark in a row of the list. No page before the list has this colour.
const ROW: Painting = Painting::Colour([0xa0, 0x3a, 0x7c]);

/// The colour of the whole page of the bare window.
const BARE: Painting = Painting::Colour([0xe3, 0xf1, 0xee]);

/// The fewest pixels of the sparse look that count as a painting: a third of a mark, and less than any line of text.
const PAINTED: usize = 100;

impl Program {
    /// The built program.
    pub(crate) fn lingpai() -> Result<Self> {
        Ok(Self { name: "lingpai", path: lingpai()?, painting: ROW })
    }

    /// A Tauri window without content, named by `LINGPAI_BARE`.
    pub(crate) fn bare() -> Result<Self> {
        let path = env::var_os("LINGPAI_BARE").context("`LINGPAI_BARE` is not set; use `cargo xtask measure start`")?;
        Ok(Self { name: "bare", path: path.into(), painting: BARE })
    }

    /// Another authenticator, if it is installed. It is measured with nothing stored, which is to its advantage: it
    /// opens no vault and makes no code.
    pub(crate) fn peer(name: &'static str) -> Option<Self> {
        let path = env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file());
        Some(Self { name, path: path?, painting: Painting::Any })
    }

    /// Starts it and waits until it has painted. Gives the time that this took, accurate to about 10 ms, because the
    /// screen is read so often.
    pub(crate) fn start<'d>(&self, desk: &'d Desk) -> Result<(Running<'d>, Duration)> {
        let screen = desk.framebuffer()?;
        let x11 = X11::connect(desk.display())?;
        let mut last = screen.look()?;
        if self.painting.is_in(&last, &x11)? {
            bail!("something on the desk looks like {} before it is started", self.name);
        }
        let mut command = Command::new(&self.path);
        let log = desk.home().join("logs").join(format!("{}.log", self.name));
        let log = File::create(&log).with_context(|| format!("cannot write `{}`", log.display()))?;
        desk.dress(&mut command).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let begun = Instant::now();
        let child = command.spawn().with_context(|| format!("cannot start `{}`", self.path.display()))?;
        let mut running = Running { _desk: desk, child };
        until(&format!("the first painting of {}", self.name), LIMIT, || {
            if let Some(status) = running.child.try_wait().context("a child can be asked")? {
                bail!("{} ended before it painted: {status}", self.name);
            }
            let now = screen.look()?;
            // Comparing two looks costs much less than counting colours.
            if now == last {
                return Ok(None);
            }
            let painted = self.painting.is_in(&now, &x11)?;
            last = now;
            Ok(painted.then_some(()))
        })?;
        Ok((running, begun.elapsed()))
    }

    /// Gives the file of the program.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Painting {
    fn is_in(self, frame: &Frame, x11: &X11) -> Result<bool> {
        match self {
            Self::Colour(colour) => Ok(frame.count(colour) >= PAINTED),
            Self::Any => {
                for window in x11.windows()? {
                    if let Some(area) = x11.area(window.id)?
                        && frame.drawn(area) >= PAINTED
                    {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }
}

/// A running program. It is killed on drop.
pub(crate) struct Running<'d> {
    _desk: &'d Desk,
    child: Child,
}

impl Running<'_> {
    /// Gives the process and all that it started, as they are now.
    pub(crate) fn processes(&self) -> Result<Processes> {
        Processes::under(self.child.id())
    }

    /// Asks the program to end, as the end of a session does, and waits until none of its processes is left.
    pub(crate) fn end(mut self) -> Result<()> {
        let processes = self.processes()?;
        let pid = Pid::from_child(&self.child);
        kill_process(pid, Signal::TERM).context("the program can be asked to end")?;
        until("the program's end", LIMIT, || Ok(self.child.try_wait().context("a child can be asked")?.map(drop)))?;
        until("the end of what the program started", LIMIT, || Ok(processes.have_ended()?.then_some(())))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        // An error means that the process is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
