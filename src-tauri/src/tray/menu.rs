use std::sync::Arc;

use lingpai_api::contract::{AccountKey, TrayWords};
use tauri::AppHandle;

use crate::actions::Actions;

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

    /// Gives the present lines: the accounts, with only the codes that the window may show without a PIN.
    pub(super) fn lines(&self) -> Vec<Line> {
        let words = &self.words;
        let line = |text: &str, action| Line { text: text.to_owned(), action };
        let mut lines =
            vec![line(&words.open, Action::Open), line(&words.strip, Action::Strip), line("", Action::Divide)];
        match self.actions.accounts() {
            Some(accounts) => {
                lines.extend(accounts.into_iter().map(|of| Line { text: of.text, action: Action::Copy(of.account) }));
                lines.extend([line("", Action::Divide), line(&words.lock, Action::Lock)]);
            }
            None => lines.push(line(&words.locked, Action::Nothing)),
        }
        lines.push(line(&words.quit, Action::Quit));
        lines
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

    /// Brings the main window to the front.
    #[cfg(target_os = "linux")]
    pub(super) fn open(&self) {
        self.actions.open();
    }
}
