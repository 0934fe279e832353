//! Runs other programs, finds them, and reports their failures.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

/// Gives the cargo that runs this chore.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a program to the end with this terminal's output. Anything but success is an error that names the command.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", line(command)))?;
    if !status.success() {
        bail!("`{}` failed: {status}", line(command));
    }
    Ok(())
}

/// Runs a program to the end, calls `each` with every line of its stdout, and gives the exit status. Its stderr goes to
/// the terminal.
pub(crate) fn run_lines(command: &mut Command, mut each: impl FnMut(&str)) -> Result<ExitStatus> {
    let named = line(command);
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{named}`"))?;
    let stdout = child.stdout.take().expect("stdout is piped");
    let (said, lines) = mpsc::channel();
    let ended = said.clone();
    thread::spawn(move || {
        for text in BufReader::new(stdout).split(b'\n') {
            // The receiver is gone once the program has ended.
            if said.send(Said::Line(text)).is_err() {
                return;
            }
        }
        said.send(Said::All).ok();
    });
    thread::spawn(move || ended.send(Said::Ended(child.wait())));
    let mut status = None;
    let mut all = false;
    while status.is_none() || !all {
        // A process that the program left running may keep its stdout open forever.
        let next = if status.is_none() { lines.recv().ok() } else { lines.recv_timeout(LAST_WORDS).ok() };
        match next {
            Some(Said::Line(text)) => {
                each(&String::from_utf8_lossy(&text.with_context(|| format!("cannot read the output of `{named}`"))?));
            }
            Some(Said::All) => all = true,
            Some(Said::Ended(end)) => status = Some(end.with_context(|| format!("cannot wait for `{named}`"))?),
            None => break,
        }
    }
    status.with_context(|| format!("nothing was heard of the end of `{named}`"))
}

/// What is received from a running program.
enum Said {
    Line(std::io::Result<Vec<u8>>),
    /// Its stdout is closed.
    All,
    Ended(std::io::Result<ExitStatus>),
}

/// How long the last output may take to arrive after the program has ended.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Gives what the program printed on stdout, trimmed. `None` if it is missing or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Finds the first `name` on the search path, or in the system folders that a user's path may not include.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let system = ["/usr/sbin", "/sbin", "/usr/bin"].map(PathBuf::from);
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    env::split_paths(&path)
        .chain(system.into_iter().filter(|_| cfg!(unix)))
        .flat_map(|folder| endings.iter().map(move |ending| folder.join(format!("{name}{ending}"))))
        .find(|file| file.is_file())
}

/// Gives the command as one would type it.
pub(crate) fn line(command: &Command) -> String {
    let words: Vec<_> =
        std::iter::once(command.get_program()).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    words.join(" ")
}
