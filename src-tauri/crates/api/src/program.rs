use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use lingpai_app::{Lingpai, Ports, start_clock_watch, start_idle_watch, start_timers};
use lingpai_vault::Cost;

/// The program, with its vault in `folder`. Nothing is opened yet.
pub fn program(ports: Ports, folder: PathBuf) -> Arc<Lingpai> {
    Arc::new(Lingpai::new(ports, folder, Cost::STANDARD))
}

/// Starts the background threads: they ask time servers, take copied codes out of the clipboard, and lock a vault that
/// nobody uses.
///
/// # Errors
///
/// The system gives no thread.
pub fn start_threads(lingpai: &Arc<Lingpai>) -> io::Result<()> {
    start_clock_watch(lingpai)?;
    start_timers(lingpai)?;
    start_idle_watch(lingpai)
}

/// Ends the program: what was copied leaves the clipboard, and keys leave memory.
pub fn quit(lingpai: &Lingpai) {
    lingpai.quit();
}

/// Tells the program that the user asks, and returns it.
pub(crate) fn asked(lingpai: &Lingpai) -> &Lingpai {
    lingpai.touched();
    lingpai
}
