use tauri::utils::config::Color;
use tauri::{AppHandle, Manager, Theme, WebviewWindowBuilder};

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
