use std::thread;
use std::time::Duration;

use arboard::{Clipboard as Board, Error, Set};
use lingpai_app::{Clipboard, ClipboardFault};
use parking_lot::Mutex;
use zeroize::Zeroizing;

/// On Windows another program can keep the clipboard open, a remote desktop for some tenths of a second.
const COPY_TRIES: u32 = 5;
const COPY_WAIT: Duration = Duration::from_millis(50);

/// The system's clipboard. On Linux the program that copied serves the text, so the connection stays open.
#[derive(Default)]
pub(super) struct SystemClipboard(Mutex<Option<Board>>);

impl Clipboard for SystemClipboard {
    fn copy_secret(&self, text: &str) -> Result<(), ClipboardFault> {
        let mut tries = COPY_TRIES;
        loop {
            tries -= 1;
            match self.with_board(|board| mark_secret(board.set()).text(text).map_err(|_| ClipboardFault)) {
                // No system tells when another program closes the clipboard.
                Err(_) if tries > 0 => thread::sleep(COPY_WAIT),
                result => return result,
            }
        }
    }

    fn clear_if(&self, ours: &dyn Fn(&str) -> bool) -> Result<(), ClipboardFault> {
        self.with_board(|board| match board.get_text() {
            Ok(text) => {
                // It may be a secret of another program.
                let text = Zeroizing::new(text);
                // Under X this gives up the selection, so that no program owns it.
                if ours(&text) { board.clear().map_err(|_| ClipboardFault) } else { Ok(()) }
            }
            // The clipboard is empty or holds a picture or bytes that are not text. None of these is what this program
            // copied.
            Err(Error::ContentNotAvailable | Error::ConversionFailure) => Ok(()),
            Err(_) => Err(ClipboardFault),
        })
    }
}

impl SystemClipboard {
    /// Calls a function with the open connection, or with a new one. A connection that failed is dropped.
    fn with_board(&self, act: impl FnOnce(&mut Board) -> Result<(), ClipboardFault>) -> Result<(), ClipboardFault> {
        let mut kept = self.0.lock();
        let mut board = match kept.take() {
            Some(board) => board,
            None => Board::new().map_err(|_| ClipboardFault)?,
        };
        act(&mut board)?;
        *kept = Some(board);
        Ok(())
    }
}

/// Keeps the text out of clipboard histories, on systems that allow it.
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
