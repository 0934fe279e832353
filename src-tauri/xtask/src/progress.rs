//! `[2/5 0:41] building the page` on stderr.

use std::fmt;
use std::time::{Duration, Instant};

/// Counts the steps of one chore and the time since it began.
pub(crate) struct Progress {
    begun: Instant,
    step: usize,
    steps: usize,
}

impl Progress {
    /// Nothing done yet of `steps` steps.
    pub(crate) fn new(steps: usize) -> Self {
        Self { begun: Instant::now(), step: 0, steps }
    }

    /// Announces the next step.
    pub(crate) fn step(&mut self, what: &str) {
        self.step += 1;
        eprintln!("[{}/{} {}] {what}", self.step, self.steps, Elapsed(self.begun.elapsed()));
    }
}

/// Minutes and seconds, `3:07`.
pub(crate) struct Elapsed(pub(crate) Duration);

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        write!(f, "{}:{:02}", seconds / 60, seconds % 60)
    }
}
