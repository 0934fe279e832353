//! Tells the pages what the program does on its own.

use std::sync::{Arc, OnceLock};

use lingpai_api::{Lingpai, Watcher};
use tauri::AppHandle;

use crate::events;
use crate::sources::{Cameras, Overlays};
use crate::tray::Tray;
use crate::windows;

/// The pages, as the watcher that the program takes.
pub(crate) struct Pages {
    /// `None` until there is a window.
    shown: OnceLock<Shown>,
    cameras: Arc<Cameras>,
    overlays: Arc<Overlays>,
}

/// What shows something of an open vault.
struct Shown {
    app: AppHandle,
    tray: Arc<Tray>,
    lingpai: Arc<Lingpai>,
}

impl Pages {
    /// Makes a watcher for a window that is opened later.
    pub(crate) fn new(cameras: Arc<Cameras>, overlays: Arc<Overlays>) -> Self {
        Self { shown: OnceLock::new(), cameras, overlays }
    }

    /// Sends to these pages and this tray from now on.
    pub(crate) fn open(&self, app: &AppHandle, tray: Arc<Tray>, lingpai: Arc<Lingpai>) {
        self.shown.set(Shown { app: app.clone(), tray, lingpai }).ok();
    }
}

impl Watcher for Pages {
    fn vault_changed(&self) {
        if let Some(Shown { app, .. }) = self.shown.get() {
            events::vault_changed(app);
        }
    }

    fn clock_changed(&self) {
        if let Some(Shown { app, .. }) = self.shown.get() {
            events::clock_changed(app);
        }
    }

    fn locked(&self) {
        self.cameras.close();
        self.overlays.end();
        if let Some(Shown { app, tray, lingpai }) = self.shown.get() {
            windows::renew::all(app, lingpai);
            windows::overlay::close_all(app);
            tray.lock();
        }
    }
}
