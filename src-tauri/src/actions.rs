//! What the tray's menu and the shortcuts do.

use std::sync::Arc;

use lingpai_api::contract::AccountKey;
use lingpai_api::{CopyByKeys, Lingpai, MenuAccount};
use tauri::AppHandle;

use crate::events;
use crate::sources::Cameras;
use crate::windows::{self, Strip};

/// What can be done without the main window. Its methods block: call them off the window's thread.
pub(crate) struct Actions {
    app: AppHandle,
    lingpai: Arc<Lingpai>,
    strip: Arc<Strip>,
    cameras: Arc<Cameras>,
}

impl Actions {
    pub(crate) fn new(app: AppHandle, lingpai: Arc<Lingpai>, strip: Arc<Strip>, cameras: Arc<Cameras>) -> Self {
        Self { app, lingpai, strip, cameras }
    }

    pub(crate) fn app(&self) -> &AppHandle {
        &self.app
    }

    /// The accounts of the tray's menu. `None`: the vault is not open.
    pub(crate) fn accounts(&self) -> Option<Vec<MenuAccount>> {
        lingpai_api::menu_accounts(&self.lingpai)
    }

    /// Brings the main window to the front.
    pub(crate) fn open(&self) {
        windows::main::show(&self.app);
    }

    /// Shows or hides the strip; the main window comes where the strip cannot be opened.
    pub(crate) fn toggle_strip(&self) {
        self.strip.toggle(&self.app).unwrap_or_else(|_| self.open());
    }

    /// Copies an account's code. Where it shows none, the main window asks for its PIN or says why not.
    pub(crate) fn copy(&self, account: &AccountKey) {
        if lingpai_api::menu_copy(&self.lingpai, account).is_err() {
            self.open();
        }
    }

    /// Copies the favourite's code; where its PIN is needed, the strip asks for it.
    pub(crate) fn copy_favourite(&self) {
        match lingpai_api::copy_favourite(&self.lingpai) {
            CopyByKeys::Copied => {}
            CopyByKeys::NoFavourite => self.open(),
            CopyByKeys::AsksFor(account) => {
                self.strip.choose(account);
                events::strip_changed(&self.app);
                self.strip.show(&self.app).unwrap_or_else(|_| self.open());
            }
        }
    }

    /// Locks the vault.
    pub(crate) fn lock(&self) {
        // A vault that is not open has nothing to lock, and says so.
        if lingpai_api::menu_lock(&self.lingpai).is_ok() {
            self.cameras.close();
            events::session_changed(&self.app);
        }
    }

    /// Ends the program.
    pub(crate) fn quit(&self) {
        self.app.exit(0);
    }
}
