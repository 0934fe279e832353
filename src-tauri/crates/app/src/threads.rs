//! The program's background threads. Each lives as long as the program and sleeps until something is due.

use std::io;
use std::sync::Arc;

use crate::program::Lingpai;
use crate::tasks::wake::repeat;
use crate::time::check;

/// Starts the thread that copies codes that wait for their period, clears the clipboard and closes open accounts.
///
/// # Errors
///
/// The system refuses a new thread.
pub fn start_timers(lingpai: &Arc<Lingpai>) -> io::Result<()> {
    repeat(lingpai, lingpai.wake(), "timers", Lingpai::run_due)
}

/// Starts the thread that locks the vault when nobody uses the machine.
///
/// # Errors
///
/// The system refuses a new thread.
pub fn start_idle_watch(lingpai: &Arc<Lingpai>) -> io::Result<()> {
    repeat(lingpai, lingpai.wake(), "idle", Lingpai::lock_if_idle)
}

/// Starts the thread that compares the machine's clocks and asks the time servers when they are due.
///
/// # Errors
///
/// The system refuses a new thread.
pub fn start_clock_watch(lingpai: &Arc<Lingpai>) -> io::Result<()> {
    check::repeat(lingpai, lingpai.time(), Lingpai::compare_clocks)
}
