use nix::sys::prctl::set_dumpable;
use parking_lot::Mutex;
use rustix::process::{Resource, Rlimit, setrlimit};

static STATE: Mutex<State> = Mutex::new(State { hides: false, exceptions: 0 });

struct State {
    /// Whether the process is hidden while there is no exception.
    hides: bool,
    exceptions: usize,
}

impl State {
    fn apply(&self) {
        // The kernel refuses only values other than 0 and 1.
        set_dumpable(!self.hides || self.exceptions > 0).ok();
    }
}

pub(super) fn hide() {
    // RLIMIT_CORE alone does not keep the kernel from handing a dump to a program. The only error is a limit above the
    // present one, and 0 is never above it.
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }).ok();
    let mut state = STATE.lock();
    state.hides = true;
    state.apply();
}

/// Makes the process visible to the other programs of the user, as long as a value of this lives. The desktop's portal
/// needs that: it reads `/proc/PID/root` to find out who asks for a dialog or a picture of the screen, and refuses
/// whoever it cannot see.
pub(crate) struct Visible(());

impl Visible {
    pub(crate) fn begin() -> Self {
        let mut state = STATE.lock();
        state.exceptions += 1;
        state.apply();
        Self(())
    }
}

impl Drop for Visible {
    fn drop(&mut self) {
        let mut state = STATE.lock();
        state.exceptions -= 1;
        state.apply();
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};
    use std::os::unix::process::CommandExt as _;
    use std::process::{Child, ChildStdin, Command, Stdio};

    use super::*;

    const ROLE: &str = "LINGPAI_TEST_ROLE";
    const ME: &str = "process::linux::tests::other_programs_of_the_user_cannot_read_the_memory";
    /// The user `nobody`. Root may read all memory, so as root the processes of the test belong to somebody else.
    const NOBODY: u32 = 65_534;

    /// Starts this test again in another role. Both processes have the same user.
    fn play(role: &str) -> Command {
        let mut command = Command::new(std::env::current_exe().expect("a program"));
        command.args(["--exact", ME, "--nocapture"]).env(ROLE, role).stdin(Stdio::piped()).stdout(Stdio::piped());
        if rustix::process::geteuid().is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }

    /// The process whose memory is to be hidden. It does what each line on its input says, and answers with a line.
    fn hidden() {
        let mut exceptions = Vec::new();
        for line in std::io::stdin().lines() {
            match line.expect("a line").as_str() {
                "hide" => super::super::hide_memory(),
                "begin" => exceptions.push(Visible::begin()),
                "end" => drop(exceptions.pop()),
                other => panic!("`{other}`"),
            }
            writeln!(std::io::stdout(), "\ndone").expect("a reader");
        }
    }

    /// A process that tries what a thief and the portal would try.
    fn look() {
        let victim = std::env::var("LINGPAI_TEST_PID").expect("a process");
        let memory = std::fs::File::open(format!("/proc/{victim}/mem")).is_ok();
        let root = std::fs::read_dir(format!("/proc/{victim}/root")).is_ok();
        assert_eq!(memory, root, "the kernel treats both alike");
        writeln!(std::io::stdout(), "\nsees={memory}").expect("a reader");
    }

    struct Hidden(Child, ChildStdin, BufReader<std::process::ChildStdout>);

    impl Hidden {
        fn start() -> Self {
            let mut child = play("hidden").spawn().expect("started");
            let (input, output) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
            Self(child, input, BufReader::new(output))
        }

        /// Lets it do something, and tells whether another process of the same user sees its memory after that.
        fn seen_after(&mut self, act: &str) -> bool {
            writeln!(self.1, "{act}").expect("it reads");
            let done = |line: std::io::Result<String>| line.expect("it answers") == "done";
            assert!(self.2.by_ref().lines().any(done), "it ended at `{act}`");
            let thief = play("thief").env("LINGPAI_TEST_PID", self.0.id().to_string()).output().expect("started");
            let said = String::from_utf8_lossy(&thief.stdout).into_owned();
            assert!(thief.status.success(), "{said}");
            said.contains("sees=true")
        }
    }

    #[test]
    fn other_programs_of_the_user_cannot_read_the_memory() {
        match std::env::var(ROLE).as_deref() {
            Ok("hidden") => return hidden(),
            Ok("thief") => return look(),
            _ => {}
        }
        let mut process = Hidden::start();
        assert!(process.seen_after("begin"), "a process that does not hide is seen");
        assert!(process.seen_after("end"), "an exception hides nothing");
        assert!(!process.seen_after("hide"));
        for (act, seen) in [("begin", true), ("begin", true), ("end", true), ("end", false)] {
            assert_eq!(process.seen_after(act), seen, "{act}");
        }
        let Hidden(mut child, input, mut output) = process;
        drop(input);
        let mut rest = String::new();
        output.read_to_string(&mut rest).expect("it ends");
        assert!(child.wait().expect("it ends").success());
    }
}
