//! Keeps windows out of what other programs show of the screen: screen sharing, remote help, recordings, Recall.
//!
//! Windows can do that, and macOS before 15. The other systems have no such switch.

use std::collections::BTreeSet;

use lingpai_api::contract::ScreenGuard;
use parking_lot::Mutex;
use tauri::{AppHandle, Manager, WebviewWindow};

/// The windows that show something private, and what the user has chosen.
pub(crate) struct Private(Mutex<State>);

struct State {
    guard: ScreenGuard,
    /// The windows whose page shows something private, by their labels.
    showing: BTreeSet<String>,
}

impl State {
    fn keeps_out(&self, label: &str) -> bool {
        match self.guard {
            ScreenGuard::Never => false,
            ScreenGuard::Secrets => self.showing.contains(label),
            ScreenGuard::Always => true,
        }
    }
}

impl Private {
    /// Makes a value without private windows.
    pub(crate) fn new(guard: ScreenGuard) -> Self {
        Self(Mutex::new(State { guard, showing: BTreeSet::new() }))
    }

    /// Takes what the user has chosen.
    pub(crate) fn choose(&self, app: &AppHandle, guard: ScreenGuard) {
        let mut state = self.0.lock();
        state.guard = guard;
        app.webview_windows().values().for_each(|window| apply(&state, window));
    }

    /// Records whether the page of a window shows something private.
    pub(crate) fn note(&self, app: &AppHandle, label: &str, showing: bool) {
        let mut state = self.0.lock();
        if showing {
            state.showing.insert(label.to_owned());
        } else {
            state.showing.remove(label);
        }
        if let Some(window) = app.get_webview_window(label) {
            apply(&state, &window);
        }
    }
}

/// Keeps a window out of pictures, or lets it in. This does not wait for the window's thread.
fn apply(state: &State, window: &WebviewWindow) {
    // This fails while the program is ending.
    window.set_content_protected(state.keeps_out(window.label())).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_choice_says_which_windows_are_kept_out() {
        let kept_out = |guard| {
            let state = State { guard, showing: BTreeSet::from(["main".to_owned()]) };
            ["main", "strip"].map(|label| state.keeps_out(label))
        };
        assert_eq!(kept_out(ScreenGuard::Never), [false, false]);
        assert_eq!(kept_out(ScreenGuard::Secrets), [true, false]);
        assert_eq!(kept_out(ScreenGuard::Always), [true, true]);
    }
}
