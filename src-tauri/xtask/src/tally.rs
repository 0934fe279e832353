//! How many checks passed and failed, from the output of the runners.

use std::fmt;
use std::ops::AddAssign;

/// Checks that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    /// Gives the count of a single check.
    pub(crate) fn one(passed: bool) -> Self {
        Self { passed: u64::from(passed), failed: u64::from(!passed) }
    }

    /// Reads the count from a line of libtest's output, `test result: ok. 3 passed; 0 failed; …`. `None` for other
    /// lines.
    pub(crate) fn of_cargo(line: &str) -> Option<Self> {
        let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
        Some(Self { passed: before(counts, "passed")?, failed: before(counts, "failed")? })
    }

    /// Adds a failure if the runner failed without counting one, or if it ran no test at all.
    pub(crate) fn settled(self, success: bool) -> Self {
        let silent_failure = !success && self.failed == 0;
        let nothing = self == Self::default();
        Self { failed: self.failed + u64::from(silent_failure || nothing), ..self }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Gives the number before `word` in `3 passed; 0 failed; 1 ignored`.
fn before(counts: &str, word: &str) -> Option<u64> {
    counts.split("; ").find_map(|count| count.strip_suffix(word)?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn libtest_lines_are_counted() {
        let good = "test result: ok. 12 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(Tally::of_cargo(good), Some(Tally { passed: 12, failed: 0 }));
        let bad = "test result: FAILED. 3 passed; 4 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s";
        assert_eq!(Tally::of_cargo(bad), Some(Tally { passed: 3, failed: 4 }));
        assert_eq!(Tally::of_cargo("test result_lines_are_kept ... ok"), None);
        assert_eq!(Tally::of_cargo("12 passed; 0 failed"), None);
    }

    #[test]
    fn a_failure_without_a_count_is_one_failure() {
        let five = Tally { passed: 5, failed: 0 };
        assert_eq!(five.settled(false), Tally { passed: 5, failed: 1 });
        assert_eq!(five.settled(true), five);
        assert_eq!(Tally { passed: 5, failed: 2 }.settled(false), Tally { passed: 5, failed: 2 });
    }

    #[test]
    fn running_no_test_is_a_failure() {
        assert_eq!(Tally::default().settled(true), Tally { passed: 0, failed: 1 });
        assert_eq!(Tally::default().settled(false), Tally { passed: 0, failed: 1 });
    }
}
