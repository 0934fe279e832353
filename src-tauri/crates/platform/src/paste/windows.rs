use clipboard_win::{Clipboard, formats, is_format_avail, raw, register_format};
use lingpai_intake::pipe::Form;

/// Other programs hold the clipboard for moments.
const ATTEMPTS: usize = 10;

/// Gives the picture in the clipboard: the PNG that most programs offer, or else the bitmap that Windows makes of every
/// picture. `None` where there is none.
pub(super) fn picture() -> Option<(Form, Vec<u8>)> {
    let _open = Clipboard::new_attempts(ATTEMPTS).ok()?;
    let png = register_format("PNG").map(|format| (format.get(), Form::File));
    let bitmap = (formats::CF_DIBV5, Form::Bitmap);
    let (format, form) = png.into_iter().chain([bitmap]).find(|(format, _)| is_format_avail(*format))?;
    let mut bytes = Vec::new();
    raw::get_vec(format, &mut bytes).ok()?;
    Some((form, bytes))
}
