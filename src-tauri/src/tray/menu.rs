use std::sync::Arc;

use lingpai_api::contract::{AccountKey, TrayWords};
use tauri::AppHandle;

use crate::actions::Actions;
#[cfg(target_os = "linux")]
use crate::windows;

/// The tray's menu: its lines and their actions.
#[derive(Clone)]
pub(super) struct Menu {
    words: TrayWords,
    actions: Arc<Actions>,
}

/// A line of the menu.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) action: Action,
}

/// The action of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// The line only shows a text.
    Nothing,
    /// The line separates the lines above from those below.
    Divide,
    Open,
    Strip,
    Copy(AccountKey),
    Lock,
    Quit,
}

impl Menu {
    pub(super) fn new(words: TrayWords, actions: Arc<Actions>) -> Self {
        Self { words, actions }
    }

    pub(super) fn app(&self) -> &AppHandle {
        self.actions.app()
    }

    /// Gives the present lines. This waits for the session, so call it off the window's thread.
    pub(super) fn lines(&self) -> Vec<Line> {
        let Some(accounts) = self.actions.accounts() else { return self.locked_lines() };
        let accounts = accounts.into_iter().map(|of| Line { text: of.text, action: Action::Copy(of.account) });
        let lock = [line("", Action::Divide), line(&self.words.lock, Action::Lock)];
        self.around(accounts.chain(lock))
    }

    /// Gives the lines while the vault is locked. The program is not asked.
    pub(super) fn locked_lines(&self) -> Vec<Line> {
        self.around([line(&self.words.locked, Action::Nothing)])
    }

    fn around(&self, lines: impl IntoIterator<Item = Line>) -> Vec<Line> {
        let words = &self.words;
        let first = [line(&words.open, Action::Open), line(&words.strip, Action::Strip), line("", Action::Divide)];
        first.into_iter().chain(lines).chain([line(&words.quit, Action::Quit)]).collect()
    }

    /// Runs the action that the user chose, off the thread of the menu.
    pub(super) fn run(&self, action: Action) {
        let actions = Arc::clone(&self.actions);
        tauri::async_runtime::spawn_blocking(move || match action {
            Action::Nothing | Action::Divide => {}
            Action::Open => actions.open(),
            Action::Strip => actions.toggle_strip(),
            Action::Copy(account) => actions.copy(&account),
            Action::Lock => actions.lock(),
            Action::Quit => actions.quit(),
        });
    }

    /// Shows the main window. Nobody has asked for it, so it takes no focus.
    #[cfg(target_os = "linux")]
    pub(super) fn reveal(&self) {
        windows::main::reveal(self.app());
    }
}

fn line(text: &str, action: Action) -> Line {
    Line { text: text.to_owned(), action }
}
