//! The events, and the windows that each of them is sent to. An event carries nothing: the page asks for what it needs.

use tauri::{AppHandle, Emitter as _, Manager, WebviewWindow};

use crate::windows::{main, strip};

/// Renews the tray's menu.
pub(crate) struct RenewTray(pub(crate) Box<dyn Fn() + Send + Sync>);

/// A file is being dragged over the main window.
pub(crate) fn drag_entered(app: &AppHandle) {
    tell(app, main::LABEL, "drag-entered");
}

/// The file was dragged away or dropped.
pub(crate) fn drag_left(app: &AppHandle) {
    tell(app, main::LABEL, "drag-left");
}

/// Dropped files have been read.
pub(crate) fn intake_changed(app: &AppHandle) {
    tell(app, main::LABEL, "intake-changed");
}

/// The reading of files has progressed.
pub(crate) fn reading_changed(app: &AppHandle) {
    tell(app, main::LABEL, "reading-changed");
}

/// The state of the machine's clock has changed.
pub(crate) fn clock_changed(app: &AppHandle) {
    for label in [main::LABEL, strip::LABEL] {
        tell(app, label, "clock-changed");
    }
}

/// The state of the vault or of its backups has changed.
pub(crate) fn vault_changed(app: &AppHandle) {
    tell(app, main::LABEL, "vault-changed");
}

/// The vault was locked, whoever did it. On Linux the pages are loaded anew instead.
#[cfg(not(target_os = "linux"))]
pub(crate) fn session_changed(app: &AppHandle) {
    for label in [main::LABEL, strip::LABEL] {
        tell(app, label, "session-changed");
    }
}

/// A window has opened the vault. That window gets no event.
pub(crate) fn session_changed_by(window: &WebviewWindow) {
    tell_accounts(window, "session-changed");
    renew_tray(window);
}

/// A window has changed accounts or their arrangement. That window gets no event.
pub(crate) fn accounts_changed_by(window: &WebviewWindow) {
    tell_accounts(window, "accounts-changed");
    renew_tray(window);
}

/// The strip has to show another account.
pub(crate) fn strip_changed(app: &AppHandle) {
    tell(app, strip::LABEL, "accounts-changed");
}

/// A window has changed the settings. That window gets no event.
pub(crate) fn preferences_changed_by(window: &WebviewWindow) {
    tell_accounts(window, "preferences-changed");
}

/// Tells the tray, which shows the names of accounts. It is no window, and gets no event.
fn renew_tray(window: &WebviewWindow) {
    let renew = window.state::<RenewTray>();
    (renew.0)();
}

/// Sends an event to the windows that show accounts, except the one that caused it.
fn tell_accounts(by: &WebviewWindow, event: &str) {
    for label in [main::LABEL, strip::LABEL].into_iter().filter(|label| *label != by.label()) {
        tell(by.app_handle(), label, event);
    }
}

/// Sends an event to the page of a window. If the window is gone, nothing is sent.
fn tell(app: &AppHandle, label: &str, event: &str) {
    if app.get_webview_window(label).is_some()
        && let Err(error) = app.emit_to(label, event, ())
    {
        // Events carry nothing, so the error contains nothing either.
        debug_assert!(false, "`{event}` could not be sent: {error}");
    }
}
