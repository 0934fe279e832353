//! Overlays: a window over each monitor, on which the user draws a part of the screen.

use std::time::Duration;

use lingpai_api::contract::Preferences;
use lingpai_platform::MonitorArea;
use tauri::utils::config::Color;
use tauri::{AppHandle, Manager, WebviewWindow, WebviewWindowBuilder};

use super::{guard, page};

/// How the labels of overlays begin. The capability file names them.
const PREFIX: &str = "overlay-";
/// What is seen of a page without a picture.
const BLACK: Color = Color(0, 0, 0, 0xff);

/// How long an overlay waits for its picture. After that it is shown without one: the main window is hidden meanwhile.
const PAINTING: Duration = Duration::from_secs(3);

/// Opens the overlay of the monitor with this number. It stays hidden until its page has painted the picture, because an empty
/// window would be a white flash over the whole screen.
pub(crate) fn open(
    app: &AppHandle,
    number: usize,
    monitor: MonitorArea,
    preferences: &Preferences,
) -> tauri::Result<WebviewWindow> {
    let label = format!("{PREFIX}{number}");
    let page = page::address("overlay.html", &label, preferences);
    let window = guard::keep_here(WebviewWindowBuilder::new(app, label, page))
        .title("Lingpai 令牌")
        .decorations(false)
        // Windows would draw a white line and round corners round it.
        .shadow(false)
        .always_on_top(true)
        .skip_taskbar(true)
        .resizable(false)
        .visible(false)
        .background_color(BLACK)
        .build()?;
    guard::silence(&window)?;
    lay(&window, monitor)?;
    let late = window.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PAINTING).await;
        // This fails if the overlay is closed by now.
        show(&late).ok();
    });
    Ok(window)
}

/// Shows an overlay over its whole monitor. An overlay that is shown stays as it is.
pub(crate) fn show(window: &WebviewWindow) -> tauri::Result<()> {
    if window.is_visible()? {
        return Ok(());
    }
    window.show()?;
    // On macOS it would move each overlay into a space of its own.
    #[cfg(not(target_os = "macos"))]
    window.set_fullscreen(true)?;
    window.set_focus()
}

/// Lays a window over a monitor.
#[cfg(not(target_os = "macos"))]
fn lay(window: &WebviewWindow, MonitorArea { x, y, width, height }: MonitorArea) -> tauri::Result<()> {
    window.set_position(tauri::PhysicalPosition { x, y })?;
    window.set_size(tauri::PhysicalSize { width, height })
}

/// Lays a window over a monitor. The menu bar stays above it.
#[cfg(target_os = "macos")]
fn lay(window: &WebviewWindow, MonitorArea { x, y, width, height }: MonitorArea) -> tauri::Result<()> {
    window.set_position(tauri::LogicalPosition { x, y })?;
    window.set_size(tauri::LogicalSize { width, height })
}

/// Closes every overlay.
pub(crate) fn close_all(app: &AppHandle) {
    let windows = app.webview_windows();
    for overlay in windows.iter().filter(|(label, _)| number(label).is_some()).map(|(_, window)| window) {
        // The window may already be gone.
        overlay.destroy().ok();
    }
}

/// Gives the number of the monitor under an overlay. `None` if the window is not an overlay.
pub(crate) fn number(label: &str) -> Option<usize> {
    label.strip_prefix(PREFIX)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_overlay_has_a_number() {
        assert_eq!([number("overlay-0"), number("overlay-12")], [Some(0), Some(12)]);
        assert_eq!([number("main"), number("strip"), number("overlay-"), number("overlay-x")], [None; 4]);
    }
}
