//! The progress on stderr, such as `[2/5 0:41] building the page` and `312 of 420 crates`.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::Program;
use crate::shell;

/// The steps of one chore, and the time since it began.
pub(crate) struct Progress {
    begun: Instant,
    step: usize,
    steps: usize,
}

impl Progress {
    /// Begins a chore of `steps` steps.
    pub(crate) fn new(steps: usize) -> Self {
        Self { begun: Instant::now(), step: 0, steps }
    }

    /// Announces the next step.
    pub(crate) fn step(&mut self, what: &str) {
        self.step += 1;
        eprintln!("[{}/{} {}] {what}", self.step, self.steps, Elapsed(self.begun.elapsed()));
    }
}

/// A time in minutes and seconds, such as `3:07`.
pub(crate) struct Elapsed(pub(crate) Duration);

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        write!(f, "{}:{:02}", seconds / 60, seconds % 60)
    }
}

/// The number of crates of a build that are done. On a terminal one line is overwritten; elsewhere a new line is printed
/// from time to time.
///
/// A build of one or two crates takes seconds, so it shows no count.
pub(crate) struct Crates {
    begun: Instant,
    programs: Vec<Program>,
    /// The number of all crates. `None` before it is needed, and if Cargo does not tell it. The count works without it.
    total: Option<usize>,
    done: BTreeSet<String>,
    /// The number of crates that were compiled in this build.
    compiled: usize,
    terminal: bool,
}

/// The number of crates between two lines of a log.
const LINE_EVERY: usize = 50;

/// The number of compiled crates from which the count is shown.
const SHOWN_FROM: usize = 3;

impl Crates {
    /// Begins to count the crates that these programs need.
    pub(crate) fn of(programs: &[Program]) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let programs = programs.to_vec();
        Self { begun: Instant::now(), programs, total: None, done: BTreeSet::new(), compiled: 0, terminal }
    }

    /// Takes Cargo's message about a crate that was built, now or earlier.
    pub(crate) fn built(&mut self, artifact: &Value) {
        let script =
            artifact["target"]["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "custom-build"));
        let Some(package) = artifact["package_id"].as_str().filter(|_| !script) else { return };
        if !self.done.insert(package.to_owned()) {
            return;
        }
        if artifact["fresh"] != true {
            self.compiled += 1;
            if self.compiled == SHOWN_FROM {
                self.total = needed(&self.programs);
            }
        }
        if self.is_shown() && (self.terminal || self.done.len().is_multiple_of(LINE_EVERY)) {
            self.show();
        }
    }

    /// Ends the line.
    pub(crate) fn end(&self) {
        if self.terminal && self.is_shown() {
            eprintln!();
        }
    }

    fn is_shown(&self) -> bool {
        self.compiled >= SHOWN_FROM
    }

    fn show(&self) {
        let (start, end) = if self.terminal { ("\r\x1b[K", "") } else { ("", "\n") };
        let mut stderr = std::io::stderr().lock();
        // A build continues if its progress cannot be shown.
        let _ = write!(stderr, "{}      {self}, {}{}", start, Elapsed(self.begun.elapsed()), end);
        let _ = stderr.flush();
    }
}

impl fmt::Display for Crates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let done = self.done.len();
        match self.total {
            // The build may have more crates than Cargo's tree, because the features of all packages are united.
            Some(total) => write!(f, "{done} of {} crates", total.max(done)),
            None => write!(f, "{done} crates"),
        }
    }
}

/// Gives how many packages these programs need, by Cargo's tree of the whole workspace. `None` if Cargo does not tell it.
pub(crate) fn needed(programs: &[Program]) -> Option<usize> {
    let mut tree = shell::cargo();
    tree.args(["tree", "--quiet", "--edges=normal,build", "--prefix=none", "--format={p}"]);
    for program in programs {
        tree.args(["--package", program.package]);
    }
    let tree = shell::answer(&mut tree)?;
    // Cargo marks a package that was shown before. The option that leaves the marks out takes Cargo ten seconds more.
    Some(tree.lines().map(|line| line.trim_end_matches(" (*)")).collect::<BTreeSet<_>>().len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Crates, needed};
    use crate::program::{BROKER, LINGPAI, Program};

    #[test]
    fn each_crate_counts_once_and_its_build_script_does_not() {
        let mut crates = Crates::of(&[BROKER]);
        for (package, kind) in [("a", "custom-build"), ("a", "lib"), ("a", "bin"), ("b", "proc-macro")] {
            crates.built(&json!({ "package_id": package, "target": { "kind": [kind] } }));
        }
        assert_eq!(crates.to_string(), "2 crates");
        crates.total = Some(3);
        assert_eq!(crates.to_string(), "2 of 3 crates");
    }

    #[test]
    fn the_count_is_shown_from_the_third_compiled_crate() {
        let mut crates = Crates::of(&[BROKER]);
        let built = |package: &str, fresh: bool| json!({ "package_id": package, "target": {}, "fresh": fresh });
        for package in ["a", "b", "c", "d"] {
            crates.built(&built(package, true));
        }
        for package in ["e", "f"] {
            crates.built(&built(package, false));
        }
        assert!(!crates.is_shown() && crates.total.is_none());
        crates.built(&built("g", false));
        assert!(crates.is_shown() && crates.total.is_some_and(|total| total > 20), "{crates}");
    }

    #[test]
    fn cargo_says_how_many_crates_a_program_needs() {
        let broker = needed(&[BROKER]).expect("cargo's tree");
        let both = needed(&[BROKER, LINGPAI]).expect("cargo's tree");
        assert!(broker > 20 && both > broker, "{broker} {both}");
        assert_eq!(needed(&[Program::bin("no-such-package", "none")]), None);
    }
}
