//! Overlays: a window over each monitor, on which the user draws a part of the screen.

use lingpai_api::contract::Preferences;
use tauri::{AppHandle, Manager, PhysicalPosition, PhysicalSize, WebviewWindow, WebviewWindowBuilder};

use super::{guard, page};

/// How the labels of overlays begin. The capability file names them.
const PREFIX: &str = "overlay-";

/// The position of a monitor, in pixels of the whole desktop.
#[derive(Clone, Copy)]
pub(crate) struct Area {
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Opens the overlay of the monitor with this number.
pub(crate) fn open(
    app: &AppHandle,
    number: usize,
    Area { x, y, width, height }: Area,
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
        .build()?;
    guard::silence(&window)?;
    window.set_position(PhysicalPosition { x, y })?;
    window.set_size(PhysicalSize { width, height })?;
    window.show()?;
    window.set_fullscreen(true)?;
    window.set_focus()?;
    Ok(window)
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
