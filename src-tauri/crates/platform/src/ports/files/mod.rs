//! Reads strangers' files in a process of their own: `lingpai-reader`.

mod ended;
#[cfg(windows)]
mod job;

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use lingpai_app::{FileReader, Stop};
use lingpai_intake::pipe::{self, Form};
use lingpai_intake::{FileFault, IntakeFault, Payload, PictureFault, ReaderFault};
use parking_lot::Mutex;
use zeroize::Zeroizing;

use crate::beside::beside_this_program;

/// How long a file may take: ten seconds, less a moment for the kill.
const DEADLINE: Duration = Duration::from_millis(9500);

/// Reads each file in a child process, which ends with the file.
pub struct ChildReader {
    /// The program of the child; `None` where this program does not learn where it lies itself.
    program: Option<PathBuf>,
}

/// Why a child was killed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Killed {
    Deadline,
    Stopped,
}

/// What the watch over a child hears.
enum Heard {
    Answered,
    Stopped,
}

impl ChildReader {
    /// The child's program lies beside the program that runs.
    pub(crate) fn beside_this_program() -> Self {
        Self { program: beside_this_program("lingpai-reader") }
    }

    /// The child's program lies at this path: for tests and proofs.
    pub fn at(program: PathBuf) -> Self {
        Self { program: Some(program) }
    }

    fn program(&self) -> Option<&Path> {
        // A relative path would be looked for in other folders too.
        self.program.as_deref().filter(|program| program.is_absolute() && program.is_file())
    }
}

impl FileReader for ChildReader {
    fn read(&self, form: Form, bytes: &[u8], stop: &Stop) -> Result<Vec<Payload>, IntakeFault> {
        let too_large = FileFault::Picture(PictureFault::TooManyBytes { len: bytes.len() });
        let head = pipe::request_head(form, bytes.len()).ok_or(too_large)?;
        let program = self.program().ok_or(IntakeFault::Reader(ReaderFault::Missing))?;
        let answer = ask(program, head, bytes, stop).map_err(IntakeFault::Reader)?;
        match pipe::read_answer(&answer) {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(IntakeFault::Reader(ReaderFault::Crashed)),
        }
    }
}

/// Has a child answer. What it says is not looked at here.
fn ask(program: &Path, head: [u8; pipe::HEAD], bytes: &[u8], stop: &Stop) -> Result<Zeroizing<Vec<u8>>, ReaderFault> {
    let mut child = start(program).map_err(|_| ReaderFault::Missing)?;
    #[cfg(windows)]
    let _job = match job::confine(&child) {
        Ok(job) => job,
        Err(_) => {
            // An error means that it has ended already.
            let _ = end(&mut child);
            return Err(ReaderFault::Missing);
        }
    };
    let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        unreachable!("`start` has both made as pipes")
    };
    let child = Mutex::new(child);
    let (tell, heard) = channel();
    let told = tell.clone();
    // It fails where the watch has ended: then the child is dead already.
    let listening = stop.listen(move || drop(told.send(Heard::Stopped)));
    let watched = &child;
    let (answer, killed) = thread::scope(|scope| {
        let watch = scope.spawn(move || {
            let killed = match heard.recv_timeout(DEADLINE) {
                Ok(Heard::Answered) => return None,
                Ok(Heard::Stopped) => Killed::Stopped,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Killed::Deadline,
            };
            // It fails where the child has ended by itself.
            watched.lock().kill().ok();
            Some(killed)
        });
        let answer = talk(input, output, head, bytes);
        tell.send(Heard::Answered).ok();
        (answer, watch.join().expect("the watch does not panic"))
    });
    drop(listening);
    // One that has said all and goes on is killed too.
    let status = end(&mut child.lock());
    match killed {
        Some(Killed::Stopped) => Err(ReaderFault::Stopped),
        Some(Killed::Deadline) => Err(ReaderFault::Deadline),
        None if answer.is_empty() => Err(status.map_or(ReaderFault::Crashed, ended::fault)),
        None => Ok(answer),
    }
}

/// Starts a child that has nothing of this process but two pipes.
fn start(program: &Path) -> io::Result<Child> {
    let mut command = command(program);
    command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt as _;
        /// A program of the command line opens no window of its own (`CREATE_NO_WINDOW`).
        const NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(NO_WINDOW);
        // Windows' own libraries are found by it.
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
    }
    command.spawn()
}

#[cfg(not(target_os = "macos"))]
fn command(program: &Path) -> Command {
    Command::new(program)
}

/// macOS has no call by which a program without unsafe code confines itself, but a program that does it for others.
#[cfg(target_os = "macos")]
fn command(program: &Path) -> Command {
    const PROFILE: &str = "(version 1)(allow default)(deny network*)(deny file-write*)(deny process-fork)";
    let mut command = Command::new("/usr/bin/sandbox-exec");
    command.args(["-p", PROFILE]).arg(program);
    command
}

/// Sends the request and takes the answer, at most one byte more than an answer may have. What fails here shows in the
/// answer, which is then cut off.
fn talk(mut input: ChildStdin, output: ChildStdout, head: [u8; pipe::HEAD], bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    // EXPOSE: the file that the user has chosen goes to the process that reads it.
    input.write_all(&head).and_then(|()| input.write_all(bytes)).ok();
    drop(input);
    let most = pipe::MAX_ANSWER + 1;
    // All the room at once: a vector that grows leaves unwiped copies behind.
    let mut answer = Zeroizing::new(Vec::with_capacity(most + 1));
    output.take(most as u64).read_to_end(&mut answer).ok();
    answer
}

fn end(child: &mut Child) -> io::Result<std::process::ExitStatus> {
    // It fails where the child has ended by itself.
    child.kill().ok();
    child.wait()
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn fault(program: &Path, stop: &Stop) -> Option<IntakeFault> {
        ChildReader::at(program.to_owned()).read(Form::File, b"x", stop).err()
    }

    fn reader(fault: ReaderFault) -> Option<IntakeFault> {
        Some(IntakeFault::Reader(fault))
    }

    /// A program that does something else than the reader does.
    #[cfg(unix)]
    fn script(folder: &Path, name: &str, lines: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt as _;

        let path = folder.join(name);
        std::fs::write(&path, format!("#!/bin/sh\nPATH=/usr/bin:/bin\n{lines}\n")).expect("written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).expect("ours");
        path
    }

    #[test]
    fn only_a_file_at_an_absolute_path_is_started() {
        let dir = tempfile::tempdir().expect("a folder");
        for program in [Path::new("lingpai-reader"), &dir.path().join("missing"), dir.path()] {
            assert_eq!(fault(program, &Stop::default()), reader(ReaderFault::Missing), "{}", program.display());
        }
        let beside = ChildReader::beside_this_program().program.expect("this test has a path");
        assert!(beside.is_absolute() && beside.file_stem().is_some_and(|name| name == "lingpai-reader"));
    }

    #[cfg(unix)]
    #[test]
    fn an_answer_that_breaks_a_rule_is_refused() {
        let dir = tempfile::tempdir().expect("a folder");
        for (name, lines) in [
            ("other", "cat >/dev/null; echo no answer"),
            ("endless", "exec cat /dev/zero"),
            ("failed", "cat >/dev/null; exit 1"),
            ("illegal", "kill -ILL $$"),
            ("cut", r"cat >/dev/null; printf '\001\001\000\001\000\003a'"),
        ] {
            let program = script(dir.path(), name, lines);
            assert_eq!(fault(&program, &Stop::default()), reader(ReaderFault::Crashed), "{name}");
        }
        let good = script(dir.path(), "good", r"cat >/dev/null; printf '\001\002\002'; exec sleep 60");
        let (begun, stop) = (Instant::now(), Stop::default());
        let blurred = IntakeFault::NoCode(lingpai_intake::Reason::Blurred);
        assert_eq!(fault(&good, &stop), reader(ReaderFault::Deadline), "it keeps its output open");
        assert!(begun.elapsed() >= DEADLINE && begun.elapsed() < DEADLINE * 2);
        let closes = script(dir.path(), "closes", r"cat >/dev/null; printf '\001\002\002'; exec sleep 60 >/dev/null");
        assert_eq!(fault(&closes, &stop), Some(blurred));
    }

    #[cfg(unix)]
    #[test]
    fn a_limit_is_told_from_a_crash() {
        let dir = tempfile::tempdir().expect("a folder");
        for signal in ["XCPU", "ABRT", "KILL"] {
            let program = script(dir.path(), signal, &format!("kill -{signal} $$"));
            assert_eq!(fault(&program, &Stop::default()), reader(ReaderFault::Limit), "{signal}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_stop_ends_the_child_at_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let begun = dir.path().join("begun");
        let made = Command::new("mkfifo").arg(&begun).status().expect("it is on every Unix");
        assert!(made.success());
        let program = script(dir.path(), "sleeps", &format!("echo >'{}'; exec sleep 60", begun.display()));
        let (stop, at) = (Stop::default(), Instant::now());
        thread::scope(|scope| {
            scope.spawn(|| {
                // This waits for the child to write.
                std::fs::read(&begun).expect("a pipe");
                stop.stop();
            });
            assert_eq!(fault(&program, &stop), reader(ReaderFault::Stopped));
        });
        assert!(at.elapsed() < DEADLINE);
        assert_eq!(fault(&program, &stop), reader(ReaderFault::Stopped), "stopped before");
    }
}
