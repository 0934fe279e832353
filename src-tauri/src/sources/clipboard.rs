//! The content of the clipboard.

use lingpai_api::contract::{FaultCode, WaitingView};
use lingpai_api::{Lingpai, Progress, Reader, Reply, fault};
use lingpai_platform::Pasted;
use tauri::AppHandle;

use crate::events;

/// Reads the content of the clipboard.
pub(crate) fn paste(app: &AppHandle, lingpai: &Lingpai, progress: &Progress) -> Reply<WaitingView> {
    let reader = Reader::begin(lingpai)?;
    let pasted = lingpai_platform::paste().map_err(|_| fault(FaultCode::Clipboard, "the clipboard failed"))?;
    match pasted {
        Pasted::Files(paths) => reader.files(lingpai, &paths, progress, || events::reading_changed(app)),
        Pasted::Picture(picture) => reader.picture(lingpai, picture),
        // EXPOSE: the user pasted this text to have it read.
        Pasted::Text(text) => reader.text(lingpai, &text),
        Pasted::Nothing => Err(fault(FaultCode::ClipboardEmpty, "the clipboard holds no picture and no text")),
    }
}
