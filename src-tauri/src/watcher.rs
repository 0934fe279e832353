//! Tells the pages what the program does by itself.

use std::sync::{Arc, OnceLock};

use lingpai_api::Watcher;
use tauri::AppHandle;

use crate::events;
use crate::sources::Cameras;

/// The pages, as the program knows them.
pub(crate) struct Pages {
    /// Empty until there is a window.
    app: OnceLock<AppHandle>,
    cameras: Arc<Cameras>,
}

impl Pages {
    /// Pages of a window that is still to be opened.
    pub(crate) fn new(cameras: Arc<Cameras>) -> Self {
        Self { app: OnceLock::new(), cameras }
    }

    /// Tells pages from now on.
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
