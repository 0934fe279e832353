//! The actions of the tray's menu and the shortcuts.

use std::sync::Arc;

use lingpai_api::contract::AccountKey;
use lingpai_api::{CopyByKeys, Lingpai, MenuAccount};
use tauri::AppHandle;

use crate::events;
use crate::windows::{self, Strip};

/// The actions that need no main window. The methods block, so call them off the window's thread.
pub(crate) struct Actions {
    app: AppHandle,
    lingpai: Arc<Lingpai>,
    strip: Arc<Strip>,
}

impl Actions {
    pub(crate) fn new(app: AppHandle, lingpai: Arc<Lingpai>, strip: Arc<Strip>) -> Self {
        Self { app, lingpai, strip }
    }

    pub(crate) fn app(&self) -> &AppHandle {
        &self.app
    }

    /// Gives the accounts for the tray's menu. `None` if the vault is not open.
    ///
    /// Only Linux makes the menu when it is opened. Elsewhere the system keeps it, and a code in it would soon be old.
    pub(crate) fn accounts(&self) -> Option<Vec<MenuAccount>> {
        if cfg!(target_os = "linux") {
            lingpai_api::menu_accounts(&self.lingpai)
        } else {
            lingpai_api::menu_names(&self.lingpai)
        }
    }

    /// Brings the main window to the front.
    pub(crate) fn open(&self) {
        windows::main::show(&self.app);
    }

    /// Shows or hides the strip. If the strip cannot be opened, shows the main window.
    pub(crate) fn toggle_strip(&self) {
        self.strip.toggle(&self.app).unwrap_or_else(|_| self.open());
    }

    /// Copies an account's code. If the account shows no code, the main window asks for its PIN or says why not.
    pub(crate) fn copy(&self, account: &AccountKey) {
        if lingpai_api::menu_copy(&self.lingpai, account).is_err() {
            self.open();
        }
    }

    /// Copies the favourite's code. If its PIN is needed, the strip asks for it.
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

    /// Locks the vault. The watcher tells the windows.
    pub(crate) fn lock(&self) {
        // Locking fails if the vault is not open, and then there is nothing to lock.
        lingpai_api::menu_lock(&self.lingpai).ok();
    }

    /// Ends the program.
    pub(crate) fn quit(&self) {
        self.app.exit(0);
    }
}
