//! Tells the pages what the program does on its own.

use std::sync::{Arc, OnceLock};

use lingpai_api::Watcher;
use tauri::AppHandle;

use crate::events;
use crate::sources::Cameras;

/// The pages, as the watcher that the program takes.
pub(crate) struct Pages {
    /// `None` until there is a window.
    app: OnceLock<AppHandle>,
    cameras: Arc<Cameras>,
}

impl Pages {
    /// Makes a watcher for a window that is opened later.
    pub(crate) fn new(cameras: Arc<Cameras>) -> Self {
        Self { app: OnceLock::new(), cameras }
    }

    /// Sends to these pages from now on.
    pub(crate) fn open(&self, app: &AppHandle) {
        self.app.set(app.clone()).ok();
    }
}

impl Watcher for Pages {
    fn vault_changed(&self) {
        if let Some(app) = self.app.get() {
            events::vault_changed(app);
        }
    }

    fn clock_changed(&self) {
        if let Some(app) = self.app.get() {
            events::clock_changed(app);
        }
    }

    fn session_changed(&self) {
        if let Some(app) = self.app.get() {
            self.cameras.close();
            events::session_changed(app);
        }
    }
}
