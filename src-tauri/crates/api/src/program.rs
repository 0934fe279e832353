use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use lingpai_app::{Lingpai, Ports, start_clock_watch, start_idle_watch, start_timers};
use lingpai_vault::Cost;

/// Makes the program, with its vault in `folder`. Nothing is opened yet.
pub fn program(ports: Ports, folder: PathBuf) -> Arc<Lingpai> {
    Arc::new(Lingpai::new(ports, folder, Cost::STANDARD))
}

/// Starts the background threads. They ask time servers, remove copied codes from the clipboard, and lock an idle vault.
///
/// # Errors
///
/// The system cannot start a thread.
pub fn start_threads(lingpai: &Arc<Lingpai>) -> io::Result<()> {
    start_clock_watch(lingpai)?;
    start_timers(lingpai)?;
    start_idle_watch(lingpai)
}

/// Ends the program. Copied codes are removed from the clipboard, and keys from memory.
pub fn quit(lingpai: &Lingpai) {
    lingpai.quit();
}

/// Notes that the user is active, and returns the program.
pub(crate) fn asked(lingpai: &Lingpai) -> &Lingpai {
    lingpai.touched();
    lingpai
}
