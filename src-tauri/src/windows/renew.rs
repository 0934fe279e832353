//! The pages at a lock. A page cannot wipe what it has shown and what was typed into it, so its process is ended.

use std::sync::Arc;

use lingpai_api::Lingpai;
use tauri::AppHandle;

/// Ends the processes of all pages, and loads the pages of the windows that can be seen in new processes.
///
/// It returns at once. The processes are killed on the window's thread. After that nothing of the old pages is shown.
#[cfg(target_os = "linux")]
pub(crate) fn all(app: &AppHandle, lingpai: &Arc<Lingpai>) {
    use tauri::Manager as _;
    use tauri::async_runtime::spawn_blocking;
    use webkit2gtk::WebViewExt as _;

    for label in [super::main::LABEL, super::strip::LABEL] {
        let Some(window) = app.get_webview_window(label) else { continue };
        // This fails while the program is ending. Then the page's process ends with it.
        window.with_webview(|webview| webview.inner().terminate_web_process()).ok();
        let lingpai = Arc::clone(lingpai);
        // The settings may wait for a disk, and a lock does not.
        spawn_blocking(move || linux::load(&window, &lingpai));
    }
}

/// Tells the pages, which drop what they hold. Their processes stay: these systems give no way to end them that keeps the
/// window.
#[cfg(not(target_os = "linux"))]
pub(crate) fn all(app: &AppHandle, _: &Arc<Lingpai>) {
    crate::events::session_changed(app);
}

#[cfg(target_os = "linux")]
mod linux {
    use lingpai_api::Lingpai;
    use tauri::{Url, WebviewWindow};

    use crate::windows::{main, page, strip};

    /// Loads the page of a window whose process was ended. A strip that is hidden is closed. It is opened when the user wants
    /// to see it again.
    pub(super) fn load(window: &WebviewWindow, lingpai: &Lingpai) {
        if window.label() == strip::LABEL && !window.is_visible().unwrap_or(true) {
            window.destroy().ok();
            return;
        }
        let query = page::query(window.label(), &lingpai_api::preferences(lingpai));
        let file = if window.label() == strip::LABEL { strip::PAGE } else { main::PAGE };
        // A web view without a process has no address of its own to begin with.
        let address =
            Url::parse(&format!("tauri://localhost/{file}?{query}")).expect("the parts are those of an address");
        // This fails while the program is ending.
        window.navigate(address).ok();
    }
}
