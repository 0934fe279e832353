use std::sync::{Mutex, PoisonError};

use arboard::{Clipboard as Board, Set};
use lingpai_app::{Clipboard, ClipboardFault};

/// The system's clipboard. On Linux the program that copied serves the text, so the connection is kept.
#[derive(Default)]
pub struct SystemClipboard(Mutex<Option<Board>>);

impl Clipboard for SystemClipboard {
    fn copy_secret(&self, text: &str) -> Result<(), ClipboardFault> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut board = match kept.take() {
            Some(board) => board,
            None => Board::new().map_err(|_| ClipboardFault)?,
        };
        // A connection that failed is dropped, so that the next copy makes a new one.
        mark_secret(board.set()).text(text).map_err(|_| ClipboardFault)?;
        *kept = Some(board);
        Ok(())
    }
}

/// Keeps the text out of clipboard histories, where they can be told.
#[cfg(target_os = "linux")]
fn mark_secret(set: Set<'_>) -> Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn mark_secret(set: Set<'_>) -> Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(target_os = "windows")]
fn mark_secret(set: Set<'_>) -> Set<'_> {
    use arboard::SetExtWindows;
    set.exclude_from_monitoring().exclude_from_cloud().exclude_from_history()
}
