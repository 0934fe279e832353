use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use arboard::{Clipboard as Board, Error, Set};
use image::RgbaImage;
use lingpai_app::{Clipboard, ClipboardFault};
use zeroize::Zeroizing;

/// The system's clipboard. On Linux the program that copied serves the text, so the connection is kept.
#[derive(Default)]
pub struct SystemClipboard(Mutex<Option<Board>>);

impl Clipboard for SystemClipboard {
    fn copy_secret(&self, text: &str) -> Result<(), ClipboardFault> {
        self.with_board(|board| mark_secret(board.set()).text(text).map_err(|_| ClipboardFault))
    }

    fn clear_if(&self, ours: &dyn Fn(&str) -> bool) -> Result<(), ClipboardFault> {
        self.with_board(|board| match board.get_text() {
            Ok(text) => {
                // It may be another program's secret.
                let text = Zeroizing::new(text);
                // Under X the selection is given up, so that nobody has it.
                if ours(&text) { board.clear().map_err(|_| ClipboardFault) } else { Ok(()) }
            }
            // Nothing, a picture, or bytes that are no text: not what the program copied.
            Err(Error::ContentNotAvailable | Error::ConversionFailure) => Ok(()),
            Err(_) => Err(ClipboardFault),
        })
    }
}

impl SystemClipboard {
    /// A connection that failed is dropped, so that the next one is new.
    fn with_board(&self, act: impl FnOnce(&mut Board) -> Result<(), ClipboardFault>) -> Result<(), ClipboardFault> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut board = match kept.take() {
            Some(board) => board,
            None => Board::new().map_err(|_| ClipboardFault)?,
        };
        act(&mut board)?;
        *kept = Some(board);
        Ok(())
    }
}

/// What is in the clipboard to be read.
pub enum Pasted {
    /// Files, as file managers copy them.
    Files(Vec<PathBuf>),
    /// A picture.
    Picture(RgbaImage),
    /// A text. It may be a key URI, so it is wiped on drop.
    Text(Zeroizing<String>),
    /// Nothing of the kind.
    Nothing,
}

/// Reads the clipboard: of several kinds that a program put there, the most telling.
pub fn paste() -> Result<Pasted, ClipboardFault> {
    let mut board = Board::new().map_err(|_| ClipboardFault)?;
    if let Ok(files) = board.get().file_list()
        && !files.is_empty()
    {
        return Ok(Pasted::Files(files));
    }
    if let Ok(picture) = board.get_image() {
        let size = [picture.width, picture.height].map(u32::try_from);
        let [Ok(width), Ok(height)] = size else { return Ok(Pasted::Nothing) };
        let picture = RgbaImage::from_raw(width, height, picture.bytes.into_owned());
        return Ok(picture.map_or(Pasted::Nothing, Pasted::Picture));
    }
    match board.get_text() {
        Ok(text) => Ok(Pasted::Text(Zeroizing::new(text))),
        Err(Error::ContentNotAvailable) => Ok(Pasted::Nothing),
        Err(_) => Err(ClipboardFault),
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
