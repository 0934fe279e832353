use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use lingpai_app::{Lingpai, Ports, keep_tidy, keep_time, lock_when_idle};
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
pub fn work_by_itself(lingpai: &Arc<Lingpai>) -> io::Result<()> {
    keep_time(lingpai)?;
    keep_tidy(lingpai)?;
    lock_when_idle(lingpai)
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
