//! Files that are dropped on the window.

use std::sync::Arc;

use lingpai_api::{Lingpai, Progress};
use tauri::{AppHandle, DragDropEvent};

use crate::events;

/// Reads files that are dropped on the main window. Events tell its page that files are dragged over it or were
/// dropped, but never which files.
pub(crate) fn on_drag(app: &AppHandle, lingpai: &Arc<Lingpai>, progress: &Arc<Progress>, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { .. } => events::drag_entered(app),
        DragDropEvent::Leave => events::drag_left(app),
        DragDropEvent::Drop { paths, .. } => {
            events::drag_left(app);
            if paths.is_empty() {
                return;
            }
            let (app, paths) = (app.clone(), paths.clone());
            let (lingpai, progress) = (Arc::clone(lingpai), Arc::clone(progress));
            tauri::async_runtime::spawn_blocking(move || {
                let changed = || events::reading_changed(&app);
                // The page gets a refusal in the same way as a candidate. This fails only if the vault is closed.
                if lingpai_api::files_dropped(&lingpai, &paths, &progress, changed).is_ok() {
                    events::intake_changed(&app);
                }
            });
        }
        DragDropEvent::Over { .. } | _ => {}
    }
}
