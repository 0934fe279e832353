//! The strip: a small window above all others, beside the trading software.

use std::sync::{Mutex, PoisonError};

use lingpai_app::{Fault, Lingpai};
use lingpai_domain::{Account, AccountId};
use lingpai_ipc::StripView;
use tauri::{AppHandle, Manager, WebviewWindowBuilder};
use tauri_plugin_window_state::{AppHandleExt as _, StateFlags};

use crate::{Shell, views, window};

/// The label of the strip's window, which the capability file names.
pub(crate) const STRIP: &str = "strip";
/// Logical pixels: the system's scale factor applies.
const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 84.0;
/// What is remembered of its window from one start to the next.
pub(crate) const REMEMBERED: StateFlags = StateFlags::POSITION;

/// The account that the user has put into the strip.
#[derive(Default)]
pub(crate) struct Chosen(Mutex<Option<AccountId>>);

impl Chosen {
    pub(crate) fn choose(&self, id: AccountId) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(id);
    }

    /// The chosen account, or else the first favourite, or else the first of all.
    fn of<'a>(&self, accounts: &'a [Account]) -> Option<&'a Account> {
        let chosen = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_chosen = |account: &&Account| Some(account.id) == chosen;
        accounts.iter().find(is_chosen).or_else(|| favourite(accounts)).or_else(|| accounts.first())
    }

    pub(crate) fn view(&self, lingpai: &Lingpai) -> Result<StripView, Fault> {
        match lingpai.accounts() {
            Ok(accounts) => {
                Ok(StripView { account: self.of(&accounts).map(|account| views::key(account.id)), open: true })
            }
            Err(Fault::Closed) => Ok(StripView { account: None, open: false }),
            Err(fault) => Err(fault),
        }
    }
}

/// The first account that is marked as a favourite.
pub(crate) fn favourite(accounts: &[Account]) -> Option<&Account> {
    accounts.iter().find(|account| account.arrangement.favourite)
}

/// Shows the strip, or hides it. It never takes the focus from the window that has it.
pub(crate) fn show(app: &AppHandle, on: bool) -> tauri::Result<()> {
    match (app.get_webview_window(STRIP), on) {
        (Some(strip), true) => strip.show(),
        (None, true) => open(app),
        (Some(strip), false) => {
            strip.hide()?;
            // Where it stood is remembered as far as the disk allows.
            app.save_window_state(REMEMBERED).ok();
            Ok(())
        }
        (None, false) => Ok(()),
    }
}

/// Shows the strip where it is hidden, and hides it where it is shown.
pub(crate) fn toggle(app: &AppHandle) -> tauri::Result<()> {
    let shown = match app.get_webview_window(STRIP) {
        Some(strip) => strip.is_visible()?,
        None => false,
    };
    show(app, !shown)
}

fn open(app: &AppHandle) -> tauri::Result<()> {
    let strip = WebviewWindowBuilder::new(app, STRIP, window::page(app, "strip.html", STRIP));
    // macOS has it only by an interface of its own that no shop takes; there the strip is opaque.
    #[cfg(not(target_os = "macos"))]
    let strip = strip.transparent(true);
    strip
        .title("Lingpai 令牌")
        .inner_size(WIDTH, HEIGHT)
        // One size: a GTK window that cannot be resized would be 200 pixels tall (tao's #561).
        .min_inner_size(WIDTH, HEIGHT)
        .max_inner_size(WIDTH, HEIGHT)
        .resizable(cfg!(target_os = "linux"))
        .maximizable(false)
        .decorations(false)
        .always_on_top(true)
        .visible_on_all_workspaces(true)
        .skip_taskbar(true)
        .focused(false)
        .build()?;
    let shell = app.state::<Shell>();
    shell.lingpai.show_clock(shell.seen.note(STRIP, true));
    Ok(())
}
