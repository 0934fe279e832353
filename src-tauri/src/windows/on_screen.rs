//! Whether a window is on the screen, for its page and for the program.
//!
//! WebView2 takes a window that is hidden or minimised for one that can be seen, and its page too. The page would keep the camera
//! on, and time servers would be asked. The other web views tell their pages.

use std::sync::Arc;

use tauri::WebviewWindow;
#[cfg(windows)]
use tauri::{Webview, WindowEvent};

use super::seen::Seen;

/// Records that the program has shown a window, and tells its page.
pub(super) fn shown(window: &WebviewWindow, seen: &Seen) {
    note(window, seen, true);
}

/// Records that the program has hidden a window, and tells its page.
pub(super) fn hidden(window: &WebviewWindow, seen: &Seen) {
    note(window, seen, false);
}

/// Does the same whenever the user minimises the window or brings it back. Calls `gone` when it is minimised.
pub(crate) fn follow(window: &WebviewWindow, seen: &Arc<Seen>, gone: impl Fn() + Send + 'static) {
    #[cfg(windows)]
    {
        let (followed, seen) = (window.clone(), Arc::clone(seen));
        window.on_window_event(move |event| {
            // A window that is minimised has a new size too.
            if matches!(event, WindowEvent::Resized(_)) {
                // This fails while the program is ending. Then nothing hangs on it.
                let minimised = followed.is_minimized().unwrap_or(false);
                note(&followed, &seen, !minimised);
                if minimised {
                    gone();
                }
            }
        });
    }
    #[cfg(not(windows))]
    let _ = (window, seen, gone);
}

#[cfg(windows)]
fn note(window: &WebviewWindow, seen: &Seen, shown: bool) {
    if seen.note_system(window.label(), shown) {
        let view: &Webview = window.as_ref();
        // This fails while the program is ending.
        if shown { view.show() } else { view.hide() }.ok();
    }
}

#[cfg(not(windows))]
fn note(_: &WebviewWindow, _: &Seen, _: bool) {}
