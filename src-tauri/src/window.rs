use std::path::PathBuf;
use std::sync::OnceLock;

use lingpai_app::Watcher;
use tauri::utils::config::Color;
use tauri::{AppHandle, Manager, Theme, WebviewWindow, WebviewWindowBuilder};
use tokio::sync::oneshot;

/// The label of the main window, which the capability file names.
pub(crate) const MAIN: &str = "main";

/// Opens the main window as the configuration describes it, in the page's own background colour.
pub(crate) fn open_main(app: &AppHandle) -> tauri::Result<()> {
    let config = app.config().app.windows.iter().find(|window| window.label == MAIN);
    let config = config.expect("the configuration has the main window");
    let window = WebviewWindowBuilder::from_config(app, config)?.build()?;
    // Until the page paints, the web view would be white: a flash in a dark room.
    let background = match window.theme()? {
        Theme::Dark => Color(0x11, 0x14, 0x18, 0xff),
        Theme::Light | _ => Color(0xf4, 0xf5, 0xf7, 0xff),
    };
    window.set_background_color(Some(background))
}

/// Brings the window to the front: somebody has started the program again.
pub(crate) fn show_main(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        // A window manager may refuse the focus; the window is there all the same.
        window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus()).ok();
    }
}

/// The page as the program knows it: somebody to tell that something changed.
#[derive(Default)]
pub(crate) struct Page(OnceLock<AppHandle>);

impl Page {
    /// From now on there is a page.
    pub(crate) fn open(&self, app: &AppHandle) {
        self.0.set(app.clone()).ok();
    }
}

impl Watcher for Page {
    fn vault_changed(&self) {
        if let Some(app) = self.0.get() {
            tell(app, "vault-changed");
        }
    }
}

/// Tells the page that something changed. A window that is gone needs no telling.
pub(crate) fn tell(app: &AppHandle, event: &str) {
    use tauri::Emitter;
    if app.get_webview_window(MAIN).is_some()
        && let Err(error) = app.emit_to(MAIN, event, ())
    {
        // Events carry nothing, so the error holds nothing either.
        debug_assert!(false, "`{event}` could not be sent: {error}");
    }
}

/// Opens a dialog of the system over the window, and gives what was chosen in it.
pub(crate) async fn dialog<F>(
    window: &WebviewWindow,
    open: impl FnOnce(&WebviewWindow) -> F + Send + 'static,
) -> Option<PathBuf>
where
    F: Future<Output = Option<PathBuf>> + Send + 'static,
{
    let (opened, dialog) = oneshot::channel();
    let parent = window.clone();
    // macOS makes dialogs on the main thread alone.
    let asked = window.run_on_main_thread(move || {
        // A closed receiver is a command whose page is gone: nobody waits for the dialog.
        opened.send(open(&parent)).ok();
    });
    asked.ok()?;
    dialog.await.ok()?.await
}
