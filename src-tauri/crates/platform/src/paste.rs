use std::path::PathBuf;

use arboard::{Clipboard as Board, Error};
use image::RgbaImage;
use lingpai_app::ClipboardFault;
use zeroize::Zeroizing;

/// The content of the clipboard.
pub enum Pasted {
    /// Files, as file managers copy them.
    Files(Vec<PathBuf>),
    /// A picture.
    Picture(RgbaImage),
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
