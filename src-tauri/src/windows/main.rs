//! The main window.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lingpai_api::contract::{Preferences, ThemeChoice};
use tauri::utils::config::Color;
use tauri::webview::PageLoadEvent;
use tauri::{AppHandle, Manager, Theme, WebviewWindow, WebviewWindowBuilder, WindowEvent};

use super::{guard, page};
#[cfg(target_os = "linux")]
use crate::renderer::paints_late;

/// The label of the main window, which the capability file names.
pub(crate) const LABEL: &str = "main";
/// The file of its page.
pub(super) const PAGE: &str = "index.html";
/// How long the window waits for its page. After that it is shown without one.
const LOADING: Duration = Duration::from_secs(3);

/// Opens the main window as configured, with the page's background colour. When it is closed, the program ends.
pub(crate) fn open(app: &AppHandle, preferences: &Preferences) -> tauri::Result<WebviewWindow> {
    let config = app.config().app.windows.iter().find(|window| window.label == LABEL);
    let mut config = config.expect("the configuration has the main window").clone();
    config.url = page::address(PAGE, LABEL, preferences);
    let waits = paints_late();
    config.visible = !waits;
    let loaded = Arc::new(AtomicBool::new(false));
    let note_loaded = Arc::clone(&loaded);
    let builder = guard::keep_here(WebviewWindowBuilder::from_config(app, &config)?);
    let builder = builder.on_page_load(move |window, page| {
        // A page that could not be loaded counts as loaded.
        if waits && page.event() == PageLoadEvent::Finished {
            note_loaded.store(true, Ordering::Relaxed);
            // This fails while the program is ending.
            window.show().ok();
        }
    });
    let window = builder.build()?;
    guard::silence(&window)?;
    if waits {
        show_late(window.clone(), loaded);
    }
    let program = app.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::Destroyed = event {
            program.exit(0);
        }
    });
    // Before the page is painted, the web view would be white, which is a flash in a dark room.
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
    window.set_background_color(Some(background))?;
    Ok(window)
}

/// Brings the main window to the front and gives it the focus. Call it only when the user has asked for the window.
///
/// Where Windows refuses the focus, tao presses Alt for a moment to get it all the same. That opens a menu in the program that
/// the user is typing in.
pub(crate) fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A window manager may refuse the focus. The window is shown all the same.
        window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus()).ok();
    }
}

/// Shows the main window, and leaves the focus where the system leaves it.
#[cfg(target_os = "linux")]
pub(crate) fn reveal(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // This fails while the program is ending.
        window.show().ok();
    }
}

/// Gives the look of the system's parts of a window. `None` for the system's own.
pub(crate) fn theme(choice: ThemeChoice) -> Option<Theme> {
    match choice {
        ThemeChoice::System => None,
        ThemeChoice::Light => Some(Theme::Light),
        ThemeChoice::Dark => Some(Theme::Dark),
    }
}

/// Shows a window whose page does not load in time.
fn show_late(window: WebviewWindow, loaded: Arc<AtomicBool>) {
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(LOADING).await;
        if !loaded.load(Ordering::Relaxed) {
            // This fails while the program is ending.
            window.show().ok();
        }
    });
}

/// Whether a window must stay hidden until its page is loaded. WebView2 starts for up to two seconds, and the window would be
/// white meanwhile.
#[cfg(not(target_os = "linux"))]
const fn paints_late() -> bool {
    cfg!(windows)
}
