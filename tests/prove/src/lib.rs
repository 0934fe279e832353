//! Proofs of what the vault promises. Each harness tests one promise many times and counts its tries.
//!
//! `cargo xtask prove` runs them at full strength. This crate's own tests run them with a small budget. Every harness
//! has a seed, so that a failure can be repeated.
#![allow(clippy::wildcard_enum_match_arm, reason = "a proof names the outcomes that it allows")]

pub mod clock;
pub mod damage;
pub mod faults;
pub mod hostile;
pub mod keystore;
pub mod kill9;
pub mod kit;
pub mod lock;
pub mod pins;
mod rig;
mod sim;
mod vaults;

use std::fmt;

/// The counts of a harness, and the failures that it found.
#[derive(Debug, Default)]
pub struct Report {
    counts: Vec<(&'static str, u64)>,
    failures: Vec<String>,
}

impl Report {
    fn count(&mut self, name: &'static str, by: u64) {
        match self.counts.iter_mut().find(|(other, _)| *other == name) {
            Some((_, count)) => *count += by,
            None => self.counts.push((name, by)),
        }
    }

    fn fail(&mut self, what: impl fmt::Display) {
        // The first few are enough: a broken promise fails a thousand times.
        if self.failures.len() < 20 {
            self.failures.push(what.to_string());
        }
        self.count("failures", 1);
    }

    /// Gives the counts by name.
    pub fn counts(&self) -> &[(&'static str, u64)] {
        &self.counts
    }

    /// Gives the first failures as text.
    pub fn failures(&self) -> &[String] {
        &self.failures
    }

    /// Adds the counts and failures of another harness.
    pub fn add(&mut self, other: Self) {
        for (name, count) in other.counts {
            self.count(name, count);
        }
        self.failures.extend(other.failures);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(report: &Report) {
        assert!(report.failures().is_empty(), "{:#?}", report.failures());
        assert!(report.counts().iter().all(|(_, count)| *count > 0));
        assert!(!report.counts().is_empty());
    }

    #[test]
    fn a_fault_at_any_call_leaves_the_old_state_or_the_new() {
        holds(&faults::prove(faults::Budget { contexts: 1, states: 4, every: 5 }));
    }

    #[test]
    fn damage_is_found() {
        holds(&damage::prove(damage::Budget { every_bit: 37, every_cut: 29, splices: 300, swaps: 100 }));
    }

    #[test]
    fn every_file_of_the_test_kit_gets_its_verdict() {
        holds(&kit::prove());
    }

    #[test]
    fn a_kill_wins_no_guess() {
        holds(&pins::prove(100));
    }

    #[test]
    fn no_clock_gives_another_steps_code() {
        holds(&clock::prove_walks(20_000));
    }

    #[test]
    #[allow(clippy::print_stderr, reason = "says why nothing was compared")]
    fn codes_are_those_of_another_language() {
        match std::env::var_os("LINGPAI_PYTHON") {
            Some(python) => holds(&clock::prove_codes(python.as_ref(), 20_000).expect("Python runs")),
            None => eprintln!("LINGPAI_PYTHON names no Python: no code was compared"),
        }
    }

    #[test]
    fn a_failing_keystore_changes_nothing() {
        holds(&keystore::prove(1));
    }

    #[test]
    fn a_lock_waits_for_nothing() {
        holds(&lock::prove(60));
    }
}
