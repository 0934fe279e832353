use std::sync::OnceLock;

use lingpai_app::Watcher;
use tauri::utils::config::Color;
use tauri::webview::{PageLoadEvent, PageLoadPayload};
use tauri::{AppHandle, Manager, Theme, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent};
use tokio::sync::oneshot;

#[cfg(target_os = "linux")]
use crate::renderer::paints_late;
use crate::{screen, sources};

/// The label of the main window, which the capability file names.
pub(crate) const MAIN: &str = "main";

/// Opens the main window as the configuration describes it, in the page's own background colour.
pub(crate) fn open_main(app: &AppHandle) -> tauri::Result<()> {
    let config = app.config().app.windows.iter().find(|window| window.label == MAIN);
    let mut config = config.expect("the configuration has the main window").clone();
    config.url = page("index.html");
    config.visible = !paints_late();
    let window = WebviewWindowBuilder::from_config(app, &config)?.on_page_load(show_loaded).build()?;
    // Until the page paints, the web view would be white: a flash in a dark room.
    let background = match window.theme()? {
        Theme::Dark => Color(0x11, 0x14, 0x18, 0xff),
        Theme::Light | _ => Color(0xf4, 0xf5, 0xf7, 0xff),
    };
    window.set_background_color(Some(background))
}

/// What happens to windows: files are dropped on the main one, overlays are closed.
#[allow(clippy::wildcard_enum_match_arm, reason = "Tauri's list of events is open")]
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    match event {
        WindowEvent::DragDrop(event) if window.label() == MAIN => sources::on_drag(window, event),
        WindowEvent::Destroyed if screen::is_overlay(window.label()) => {
            screen::chosen(window.app_handle(), window.label(), None);
        }
        _ => {}
    }
}

/// Shows a window that waited for its page. A page that could not be loaded counts as loaded too.
fn show_loaded(window: WebviewWindow, page: PageLoadPayload<'_>) {
    if paints_late() && page.event() == PageLoadEvent::Finished {
        // It fails when the program is ending.
        window.show().ok();
    }
}

/// No other system's web view makes the window wait.
#[cfg(not(target_os = "linux"))]
const fn paints_late() -> bool {
    false
}

/// A page, told the user's languages: letters, digits and hyphens of language tags (BCP 47), and nothing else.
pub(crate) fn page(file: &str) -> WebviewUrl {
    let plain = |tag: &String| tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let tags: Vec<String> = sys_locale::get_locales().filter(plain).map(|tag| format!("language={tag}")).collect();
    WebviewUrl::App(format!("{file}?{}", tags.join("&")).into())
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

    fn clock_changed(&self) {
        if let Some(app) = self.0.get() {
            tell(app, "clock-changed");
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
pub(crate) async fn dialog<T: Send + 'static, F>(
    window: &WebviewWindow,
    open: impl FnOnce(&WebviewWindow) -> F + Send + 'static,
) -> Option<T>
where
    F: Future<Output = Option<T>> + Send + 'static,
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
