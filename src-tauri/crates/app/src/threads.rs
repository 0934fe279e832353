//! The program's own threads. Each lives as long as the program, and sleeps until something is due.

use std::io;
use std::sync::Arc;

use crate::program::Lingpai;
use crate::tasks::wake::repeat;
use crate::time::check;

/// Does what is due with copied codes and with accounts that stay open.
///
/// # Errors
///
/// The system gives no thread.
pub fn keep_tidy(lingpai: &Arc<Lingpai>) -> io::Result<()> {
    repeat(lingpai, lingpai.wake(), "tidy", Lingpai::tend)
}

/// Locks the vault where nobody uses the machine.
///
/// # Errors
///
/// The system gives no thread.
pub fn lock_when_idle(lingpai: &Arc<Lingpai>) -> io::Result<()> {
    repeat(lingpai, lingpai.wake(), "idle", Lingpai::tend_idle)
}

/// Watches the clock, and asks the time servers where they are due.
///
/// # Errors
///
/// The system gives no thread.
pub fn keep_time(lingpai: &Arc<Lingpai>) -> io::Result<()> {
    check::repeat(lingpai, lingpai.time(), Lingpai::tend_clock)
}
