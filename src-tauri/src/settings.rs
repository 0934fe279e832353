//! Applies the settings outside the vault: the windows, the shortcuts, the tray.

use std::sync::Arc;

use lingpai_api::contract::{FaultCode, Preferences};
use lingpai_api::{Lingpai, Reply, refused};
use tauri::AppHandle;

use crate::shortcuts::Shortcuts;
use crate::tray::Tray;
use crate::windows::{self, Private};

/// The parts of the shell that settings change.
pub(crate) struct Settings {
    lingpai: Arc<Lingpai>,
    shortcuts: Shortcuts,
    tray: Arc<Tray>,
    private: Arc<Private>,
}

impl Settings {
    pub(crate) fn new(lingpai: Arc<Lingpai>, shortcuts: Shortcuts, tray: Arc<Tray>, private: Arc<Private>) -> Self {
        Self { lingpai, shortcuts, tray, private }
    }

    /// Saves and applies the settings. Shortcuts come first: if the system refuses them, nothing is changed.
    pub(crate) fn set(&self, app: &AppHandle, preferences: &Preferences) -> Reply<Preferences> {
        let before = lingpai_api::preferences(&self.lingpai);
        self.set_shortcuts(app, preferences).map_err(refused)?;
        let set = match lingpai_api::preferences_set(&self.lingpai, preferences.clone()) {
            Ok(set) => set,
            Err(fault) => {
                // These keys were registered a moment ago.
                self.set_shortcuts(app, &before).ok();
                return Err(fault);
            }
        };
        if before.theme != set.theme {
            app.set_theme(windows::main::theme(set.theme));
        }
        if before.screen_guard != set.screen_guard {
            self.private.choose(app, set.screen_guard);
        }
        self.tray.switch(set.tray);
        Ok(set)
    }

    /// Applies the settings at the start of the program. A shortcut that another program has taken is left out. The
    /// settings page reports it when the user sets it again.
    pub(crate) fn apply(&self, app: &AppHandle, preferences: &Preferences) {
        self.set_shortcuts(app, preferences).ok();
        self.private.choose(app, preferences.screen_guard);
    }

    fn set_shortcuts(&self, app: &AppHandle, preferences: &Preferences) -> Result<(), FaultCode> {
        let Preferences { strip_keys, copy_keys, .. } = preferences;
        self.shortcuts.set(app, strip_keys.as_deref(), copy_keys.as_deref())
    }
}
