//! What is in the clipboard. A picture is taken as the bytes that another program put there: they are a stranger's, and
//! nothing here decodes them.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "windows")]
mod windows;

use std::path::PathBuf;

use arboard::{Clipboard as Board, Error};
use lingpai_app::ClipboardFault;
use lingpai_intake::pipe::Form;
use zeroize::Zeroizing;

#[cfg(target_os = "linux")]
use linux::picture;
#[cfg(target_os = "macos")]
use macos::picture;
#[cfg(target_os = "windows")]
use windows::picture;

/// The content of the clipboard.
pub enum Pasted {
    /// Files, as file managers copy them.
    Files(Vec<PathBuf>),
    /// A picture, as it was put there.
    Picture(Form, Zeroizing<Vec<u8>>),
    /// A text. It may be a key URI, so it is wiped on drop.
    Text(Zeroizing<String>),
    /// The clipboard is empty or holds something else.
    Nothing,
}

/// Reads the clipboard. If a program has put several kinds there, files come before a picture, and a picture before a
/// text.
pub fn paste() -> Result<Pasted, ClipboardFault> {
    let mut board = Board::new().map_err(|_| ClipboardFault)?;
    if let Ok(files) = board.get().file_list()
        && !files.is_empty()
    {
        return Ok(Pasted::Files(files));
    }
    if let Some((form, bytes)) = picture() {
        return Ok(Pasted::Picture(form, Zeroizing::new(bytes)));
    }
    match board.get_text() {
        Ok(text) => Ok(Pasted::Text(Zeroizing::new(text))),
        Err(Error::ContentNotAvailable) => Ok(Pasted::Nothing),
        Err(_) => Err(ClipboardFault),
    }
}
