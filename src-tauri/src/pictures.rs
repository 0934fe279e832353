use std::path::{Path, PathBuf};
use std::sync::Arc;

use lingpai_app::{Fault, Lingpai, Waiting};
use lingpai_ipc::DialogWords;
use tauri::{DragDropEvent, Manager, WebviewWindow, Window, WindowEvent};

use crate::{Shell, window};

/// The page learns by events that a picture is held over the window or was dropped, never which file it is.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(event) = event else { return };
    let app = window.app_handle().clone();
    match event {
        DragDropEvent::Enter { .. } => window::tell(&app, "drag-entered"),
        DragDropEvent::Leave => window::tell(&app, "drag-left"),
        DragDropEvent::Drop { paths, .. } => {
            window::tell(&app, "drag-left");
            let Some(path) = paths.first().cloned() else { return };
            let lingpai = Arc::clone(&window.state::<Shell>().lingpai);
            tauri::async_runtime::spawn_blocking(move || {
                // A refusal is held for the page like a candidate; only a closed vault has no room for it.
                if read_picture(&lingpai, &path).is_ok() {
                    window::tell(&app, "intake-changed");
                }
            });
        }
        DragDropEvent::Over { .. } | _ => {}
    }
}

/// Lets the user choose a picture in the system's dialog; nothing when it was cancelled.
pub(crate) async fn choose(window: &WebviewWindow, words: DialogWords) -> Option<PathBuf> {
    window::dialog(window, move |parent| lingpai_platform::choose_picture(parent, &words.title, &words.files)).await
}

/// Reads a picture's file and holds what its QR code says.
pub(crate) fn read_picture(lingpai: &Lingpai, path: &Path) -> Result<Waiting, Fault> {
    match lingpai_platform::read_picture_file(path, lingpai_intake::picture::MAX_BYTES as u64) {
        Ok(bytes) => lingpai.take_picture(&bytes),
        Err(_) => lingpai.refuse_picture(),
    }
}
