use std::io::Read as _;
use std::time::Duration;

use lingpai_intake::pipe::{Form, MAX_REQUEST};
use wl_clipboard_rs::paste::{ClipboardType, Error, MimeType, Seat, get_contents};
use x11_clipboard::Clipboard;

/// Every program that copies a picture offers it as PNG.
const PNG: &str = "image/png";
/// How long the program that has copied the picture may take to hand it over.
const PATIENCE: Duration = Duration::from_secs(3);

/// Gives the picture in the clipboard. `None` where there is none.
pub(super) fn picture() -> Option<(Form, Vec<u8>)> {
    let bytes = match std::env::var_os("WAYLAND_DISPLAY").map(|_| wayland()) {
        Some(Ok(bytes)) => bytes,
        // The compositor shows its clipboard to no program without a window; the one of X may have the same.
        Some(Err(NotTold)) | None => x11(),
    };
    bytes.map(|bytes| (Form::File, bytes))
}

/// The compositor does not tell.
struct NotTold;

fn wayland() -> Result<Option<Vec<u8>>, NotTold> {
    let (pipe, _) = match get_contents(ClipboardType::Regular, Seat::Unspecified, MimeType::Specific(PNG)) {
        Ok(contents) => contents,
        Err(Error::NoSeats | Error::ClipboardEmpty | Error::NoMimeType) => return Ok(None),
        Err(_) => return Err(NotTold),
    };
    let mut bytes = Vec::new();
    let read = pipe.take(MAX_REQUEST as u64).read_to_end(&mut bytes);
    Ok(read.is_ok().then_some(bytes).filter(|bytes| !bytes.is_empty()))
}

fn x11() -> Option<Vec<u8>> {
    let board = Clipboard::new().ok()?;
    let atoms = &board.getter.atoms;
    let png = board.getter.get_atom(PNG).ok()?;
    let bytes = board.load(atoms.clipboard, png, atoms.property, PATIENCE).ok()?;
    Some(bytes).filter(|bytes| !bytes.is_empty())
}
