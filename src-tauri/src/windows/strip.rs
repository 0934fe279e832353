//! The strip: a small window above all others, beside the trading software.

use std::sync::Arc;
use std::time::Duration;

use lingpai_api::contract::{AccountKey, Side};
use lingpai_api::{Lingpai, PadWindow};
use parking_lot::{Condvar, Mutex};
use tauri::{AppHandle, Manager, PhysicalPosition, PhysicalSize, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_window_state::{AppHandleExt as _, StateFlags};

use super::private::Private;
use super::seen::Seen;
use super::strip_place::{Rectangle, moved};
use super::strip_step::{KEEPS_HIDDEN, Step, There, Wish, step};
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
/// How long the system may take to close the window.
const CLOSING: Duration = Duration::from_secs(2);

/// The strip's window and its account.
///
/// The methods that change the window wait for the window's thread. Call them on another one.
pub(crate) struct Strip {
    lingpai: Arc<Lingpai>,
    seen: Arc<Seen>,
    private: Arc<Private>,
    /// The account that the user has put into the strip.
    chosen: Mutex<Option<AccountKey>>,
    /// Held while the window is changed, so that two shortcuts do not open two.
    changing: Mutex<()>,
    closing: Mutex<()>,
    closed: Condvar,
}

impl Strip {
    /// Makes a strip that is not open yet.
    pub(crate) fn new(lingpai: Arc<Lingpai>, seen: Arc<Seen>, private: Arc<Private>) -> Self {
        let [changing, closing] = [Mutex::new(()), Mutex::new(())];
        Self { lingpai, seen, private, chosen: Mutex::default(), changing, closing, closed: Condvar::new() }
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
        self.change(app, Wish::Shown).map(drop)
    }

    /// Hides the strip. Returns whether it was shown.
    pub(crate) fn hide(&self, app: &AppHandle) -> tauri::Result<bool> {
        self.change(app, Wish::Hidden).map(|before| before == There::Shown)
    }

    /// Shows the strip if it is hidden, and hides it if it is shown.
    pub(crate) fn toggle(&self, app: &AppHandle) -> tauri::Result<()> {
        self.change(app, Wish::Other).map(drop)
    }

    /// Moves the strip by a step. It stays where it is at the end of the screens.
    pub(crate) fn step_to(&self, app: &AppHandle, side: Side) -> tauri::Result<()> {
        let _changing = self.changing.lock();
        let Some(window) = app.get_webview_window(LABEL) else { return Ok(()) };
        let rectangle = |at: PhysicalPosition<i32>, PhysicalSize { width, height }: PhysicalSize<u32>| Rectangle {
            x: at.x,
            y: at.y,
            width,
            height,
        };
        let strip = rectangle(window.outer_position()?, window.outer_size()?);
        let screens = window.available_monitors()?;
        let screens: Vec<_> = screens.iter().map(|screen| rectangle(*screen.position(), *screen.size())).collect();
        match moved(strip, side, window.scale_factor()?, &screens) {
            Some(Rectangle { x, y, .. }) => window.set_position(PhysicalPosition { x, y }),
            None => Ok(()),
        }
    }

    /// Records that the strip's window is closed, whoever closed it. This is called on the window's thread.
    pub(crate) fn note_closed(&self) {
        self.seen.close(LABEL);
        drop(self.closing.lock());
        self.closed.notify_all();
    }

    /// Does what is wished, and returns how the window was before.
    fn change(&self, app: &AppHandle, wish: Wish) -> tauri::Result<There> {
        let _changing = self.changing.lock();
        let window = app.get_webview_window(LABEL);
        let there = match &window {
            None => There::Absent,
            Some(window) if window.is_visible()? => There::Shown,
            Some(_) => There::Hidden,
        };
        match (step(there, wish, KEEPS_HIDDEN), window) {
            (Step::Nothing, _) | (Step::Show | Step::Hide | Step::Close, None) => {}
            (Step::Open, None) => self.open(app)?,
            (Step::Open, Some(window)) => {
                self.close(app, &window)?;
                self.open(app)?;
            }
            (Step::Show, Some(window)) => window.show()?,
            (Step::Hide, Some(window)) => {
                window.hide()?;
                save_place(app);
            }
            (Step::Close, Some(window)) => self.close(app, &window)?,
        }
        Ok(there)
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
        // What the page of an earlier window has said is over.
        self.private.note(app, LABEL, false);
        self.seen.open(LABEL);
        Ok(())
    }

    /// Closes the window, wipes what was typed in it, and waits until another one may have its label.
    fn close(&self, app: &AppHandle, window: &WebviewWindow) -> tauri::Result<()> {
        save_place(app);
        // This fails if the vault is locked. Then nothing is typed.
        lingpai_api::pin_cancel(&self.lingpai, PadWindow::Strip).ok();
        let mut closing = self.closing.lock();
        window.destroy()?;
        self.closed.wait_while_for(&mut closing, |()| app.get_webview_window(LABEL).is_some(), CLOSING);
        Ok(())
    }
}

/// Saves the strip's position if the disk allows it.
fn save_place(app: &AppHandle) {
    app.save_window_state(REMEMBERED).ok();
}
