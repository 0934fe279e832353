//! The strip: a small window above all others, beside the trading software.

use std::sync::Arc;

use lingpai_api::Lingpai;
use lingpai_api::contract::AccountKey;
use parking_lot::Mutex;
use tauri::{AppHandle, Manager, WebviewWindowBuilder};
use tauri_plugin_window_state::{AppHandleExt as _, StateFlags};

use super::seen::Seen;
use super::{guard, page};

/// The label of the strip's window, which the capability file names.
pub(crate) const LABEL: &str = "strip";
/// The file of its page.
pub(super) const PAGE: &str = "strip.html";
/// The parts of its window's state that are restored at the next start.
pub(crate) const REMEMBERED: StateFlags = StateFlags::POSITION;
/// In logical pixels, to which the system's scale factor applies.
const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 84.0;

/// The strip's window and its account.
pub(crate) struct Strip {
    lingpai: Arc<Lingpai>,
    seen: Arc<Seen>,
    /// The account that the user has put into the strip.
    chosen: Mutex<Option<AccountKey>>,
}

impl Strip {
    /// Makes a strip that is not open yet.
    pub(crate) fn new(lingpai: Arc<Lingpai>, seen: Arc<Seen>) -> Self {
        Self { lingpai, seen, chosen: Mutex::default() }
    }

    /// Puts an account into the strip.
    pub(crate) fn choose(&self, account: AccountKey) {
        *self.chosen.lock() = Some(account);
    }

    /// Gives the account that the user has put into the strip. `None` if there is none.
    pub(crate) fn chosen(&self) -> Option<AccountKey> {
        self.chosen.lock().clone()
    }

    /// Shows the strip. The focus stays with the window that has it.
    pub(crate) fn show(&self, app: &AppHandle) -> tauri::Result<()> {
        match app.get_webview_window(LABEL) {
            Some(strip) => strip.show(),
            None => self.open(app),
        }
    }

    /// Shows the strip if it is hidden, and hides it if it is shown.
    pub(crate) fn toggle(&self, app: &AppHandle) -> tauri::Result<()> {
        let shown = match app.get_webview_window(LABEL) {
            Some(strip) => strip.is_visible()?,
            None => false,
        };
        if shown { hide(app) } else { self.show(app) }
    }

    fn open(&self, app: &AppHandle) -> tauri::Result<()> {
        let preferences = lingpai_api::preferences(&self.lingpai);
        let page = page::address(PAGE, LABEL, &preferences);
        let strip = guard::keep_here(WebviewWindowBuilder::new(app, LABEL, page));
        // macOS has transparency only through an interface that its store forbids. So the strip is opaque there.
        #[cfg(not(target_os = "macos"))]
        let strip = strip.transparent(true);
        let strip = strip
            .title("Lingpai 令牌")
            .inner_size(WIDTH, HEIGHT)
            // There is one size: a GTK window that cannot be resized would be 200 pixels tall (tao's #561).
            .min_inner_size(WIDTH, HEIGHT)
            .max_inner_size(WIDTH, HEIGHT)
            .resizable(cfg!(target_os = "linux"))
            .maximizable(false)
            .decorations(false)
            // Windows would draw a white line and round corners round it.
            .shadow(false)
            .always_on_top(true)
            .visible_on_all_workspaces(true)
            .skip_taskbar(true)
            .focused(false)
            .build()?;
        guard::silence(&strip)?;
        self.seen.note(LABEL, true);
        Ok(())
    }
}

/// Hides the strip if it is open.
pub(crate) fn hide(app: &AppHandle) -> tauri::Result<()> {
    let Some(strip) = app.get_webview_window(LABEL) else { return Ok(()) };
    strip.hide()?;
    // Its position is saved if the disk allows it.
    app.save_window_state(REMEMBERED).ok();
    Ok(())
}
