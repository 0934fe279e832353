use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock, PoisonError};

use lingpai_app::Watcher;
use lingpai_ipc::ThemeChoice;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tauri::utils::config::Color;
use tauri::webview::{PageLoadEvent, PageLoadPayload};
use tauri::{AppHandle, Manager, Theme, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent};
use tokio::sync::oneshot;

#[cfg(target_os = "linux")]
use crate::renderer::paints_late;
use crate::strip::STRIP;
use crate::{Shell, preferences, screen, sources};

/// The label of the main window, which the capability file names.
pub(crate) const MAIN: &str = "main";

/// Opens the main window as the configuration describes it, in the page's own background colour.
pub(crate) fn open_main(app: &AppHandle) -> tauri::Result<()> {
    let config = app.config().app.windows.iter().find(|window| window.label == MAIN);
    let mut config = config.expect("the configuration has the main window").clone();
    let preferences = preferences::view(&app.state::<Shell>().lingpai);
    config.url = page(app, "index.html", MAIN);
    config.visible = !paints_late();
    app.state::<Shell>().seen.note(MAIN, true);
    let window = WebviewWindowBuilder::from_config(app, &config)?.on_page_load(show_loaded).build()?;
    // Until the page paints, the web view would be white: a flash in a dark room.
    app.set_theme(theme(preferences.theme));
    let theme = match preferences.theme {
        ThemeChoice::System => window.theme()?,
        ThemeChoice::Light => Theme::Light,
        ThemeChoice::Dark => Theme::Dark,
    };
    let background = match theme {
        Theme::Dark => Color(0x11, 0x14, 0x18, 0xff),
        Theme::Light | _ => Color(0xf4, 0xf5, 0xf7, 0xff),
    };
    window.set_background_color(Some(background))
}

/// What the system's parts of a window look like.
pub(crate) fn theme(choice: ThemeChoice) -> Option<Theme> {
    match choice {
        ThemeChoice::System => None,
        ThemeChoice::Light => Some(Theme::Light),
        ThemeChoice::Dark => Some(Theme::Dark),
    }
}

/// What happens to windows: files are dropped on the main one, overlays are closed; without the main one there is none.
#[allow(clippy::wildcard_enum_match_arm, reason = "Tauri's list of events is open")]
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    match event {
        WindowEvent::DragDrop(event) if window.label() == MAIN => sources::on_drag(window, event),
        WindowEvent::Destroyed if window.label() == MAIN => window.app_handle().exit(0),
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

/// A page, told which window it is in, so that it listens to its own events alone; the user's languages, in the letters,
/// digits and hyphens of language tags (BCP 47); and what is set: its first picture is in that language and look.
pub(crate) fn page(app: &AppHandle, file: &str, label: &str) -> WebviewUrl {
    let plain = |tag: &String| tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let tags: Vec<String> = sys_locale::get_locales().filter(plain).map(|tag| format!("language={tag}")).collect();
    let set =
        serde_json::to_string(&preferences::view(&app.state::<Shell>().lingpai)).expect("what is set has a JSON form");
    let set = utf8_percent_encode(&set, NON_ALPHANUMERIC);
    let tags = tags.into_iter().chain([format!("window={label}"), format!("preferences={set}")]).collect::<Vec<_>>();
    WebviewUrl::App(format!("{file}?{}", tags.join("&")).into())
}

/// Brings the window to the front: somebody has started the program again.
pub(crate) fn show_main(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        // A window manager may refuse the focus; the window is there all the same.
        window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus()).ok();
    }
}

/// The windows that somebody can see: each from its opening on, and later as its page tells.
#[derive(Default)]
pub(crate) struct Seen(Mutex<BTreeSet<String>>);

impl Seen {
    /// Whether any is seen, now that this is known of one.
    pub(crate) fn note(&self, label: &str, seen: bool) -> bool {
        // A set is whole between two changes.
        let mut labels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen {
            labels.insert(label.to_owned());
        } else {
            labels.remove(label);
        }
        !labels.is_empty()
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
            tell(app, MAIN, "vault-changed");
        }
    }

    fn clock_changed(&self) {
        if let Some(app) = self.0.get() {
            tell(app, MAIN, "clock-changed");
        }
    }

    fn session_changed(&self) {
        if let Some(app) = self.0.get() {
            forgotten(app);
            tell_others(app, "", "session-changed");
        }
    }
}

/// Locks the vault, on behalf of no page.
pub(crate) fn lock(app: &AppHandle) {
    // A vault that is not open has nothing to lock, and says so.
    if app.state::<Shell>().lingpai.lock().is_ok() {
        forgotten(app);
        tell_others(app, "", "session-changed");
    }
}

/// What belongs to an open vault ends with it.
pub(crate) fn forgotten(app: &AppHandle) {
    app.state::<Shell>().cameras.close();
}

/// Tells the other windows that the accounts are others than before.
pub(crate) fn accounts_changed(by: &WebviewWindow) {
    tell_others(by.app_handle(), by.label(), "accounts-changed");
}

/// Tells the windows that show accounts, but for the one that knows already.
pub(crate) fn tell_others(app: &AppHandle, knowing: &str, event: &str) {
    for label in [MAIN, STRIP].into_iter().filter(|label| *label != knowing) {
        tell(app, label, event);
    }
}

/// Tells a page that something changed. A window that is gone needs no telling.
pub(crate) fn tell(app: &AppHandle, label: &str, event: &str) {
    use tauri::Emitter;
    if app.get_webview_window(label).is_some()
        && let Err(error) = app.emit_to(label, event, ())
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
