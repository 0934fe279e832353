//! The icon in the system's tray, and its menu. The program works without one.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod native;

#[cfg(target_os = "linux")]
use linux as system;
#[cfg(not(target_os = "linux"))]
use native as system;

use std::sync::{Mutex, MutexGuard, PoisonError};

use lingpai_app::NextCode;
use lingpai_domain::AccountId;
use lingpai_ipc::TrayWords;
use tauri::{AppHandle, Manager};

use crate::{Shell, preferences, strip, window};

/// The menu is for the accounts that are used all day; the window has the others.
const MOST: usize = 12;

/// The tray's icon while it is there.
#[derive(Default)]
pub(crate) struct Tray(Mutex<Inside>);

#[derive(Default)]
struct Inside {
    icon: Option<system::Icon>,
    words: Option<TrayWords>,
}

impl Tray {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the words of the menu, in the user's language.
    pub(crate) fn speak(&self, app: &AppHandle, words: TrayWords) {
        let mut inside = self.inside();
        inside.words = Some(words);
        // Made anew, in the new words.
        inside.icon = None;
        drop(inside);
        self.switch(app, app.state::<Shell>().lingpai.preferences().tray);
    }

    /// Has the icon be there, or not. Before the page has given the words there is nothing to show.
    pub(crate) fn switch(&self, app: &AppHandle, on: bool) {
        let mut inside = self.inside();
        match (&inside.words, on) {
            (Some(words), true) if inside.icon.is_none() => inside.icon = system::Icon::show(app, words.clone()),
            (Some(_) | None, true) => {}
            (_, false) => inside.icon = None,
        }
    }
}

/// A line of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    text: String,
    deed: Deed,
}

/// What a line of the menu does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    /// Says something, no more.
    Nothing,
    Divide,
    Open,
    Strip,
    Copy(AccountId),
    Lock,
    Quit,
}

/// The menu as things stand: accounts with the codes that the window may show without a PIN, never another one.
fn menu(app: &AppHandle, words: &TrayWords) -> Vec<Line> {
    let line = |text: &str, deed| Line { text: text.to_owned(), deed };
    let mut lines = vec![line(&words.open, Deed::Open), line(&words.strip, Deed::Strip), line("", Deed::Divide)];
    let shell = app.state::<Shell>();
    match shell.lingpai.accounts() {
        Ok(accounts) => {
            let (favourites, others): (Vec<_>, Vec<_>) =
                accounts.iter().partition(|account| account.arrangement.favourite);
            for account in favourites.into_iter().chain(others).take(MOST) {
                let issuer = account.issuer.as_ref().map(|issuer| format!("{issuer} ")).unwrap_or_default();
                // EXPOSE: the code of an account that is open, in a menu that the user opens.
                let code = shell.lingpai.show(account.id, NextCode::Unwanted).ok();
                let code = code.map(|shown| format!("  {}", shown.timed.code.expose())).unwrap_or_default();
                lines.push(line(&format!("{issuer}{}{code}", account.number), Deed::Copy(account.id)));
            }
            lines.extend([line("", Deed::Divide), line(&words.lock, Deed::Lock)]);
        }
        // Nothing of a vault that is not open, whatever the reason.
        Err(_) => lines.push(line(&words.locked, Deed::Nothing)),
    }
    lines.push(line(&words.quit, Deed::Quit));
    lines
}

/// Does what the user chose.
fn done(app: &AppHandle, deed: Deed) {
    let app = app.clone();
    // Off the thread of the menu: windows are opened and the vault is waited for.
    tauri::async_runtime::spawn_blocking(move || {
        let shell = app.state::<Shell>();
        match deed {
            Deed::Nothing | Deed::Divide => {}
            Deed::Open => window::show_main(&app),
            Deed::Strip => strip::toggle(&app).unwrap_or_else(|_| window::show_main(&app)),
            Deed::Copy(account) => {
                // Where it is not open, the window asks for its PIN or says why not.
                if shell.lingpai.copy(account, preferences::copy_wish(&shell.lingpai)).is_err() {
                    window::show_main(&app);
                }
            }
            Deed::Lock => window::lock(&app),
            Deed::Quit => app.exit(0),
        }
    });
}
