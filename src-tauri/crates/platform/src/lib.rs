//! The operating system behind the ports of `lingpai-app`: keystore, clock, clipboard, file dialog, folders.

mod clipboard;
mod clock;
mod core_dumps;
mod dialog;
mod folders;
mod keystore;
mod picture;

pub use clipboard::SystemClipboard;
pub use clock::SystemClock;
pub use core_dumps::forbid_core_dumps;
pub use dialog::{choose_folder, choose_picture, choose_vault_file};
pub use folders::{NoHome, vault_folder};
pub use keystore::SystemKeystore;
pub use picture::read_picture_file;

use std::sync::Arc;

use lingpai_app::{Ports, Watcher};

/// All ports of this machine; `watcher` is the window's.
pub fn ports(watcher: Arc<dyn Watcher>) -> Ports {
    Ports {
        clock: Box::new(SystemClock::begin()),
        keystore: Box::new(SystemKeystore::new()),
        clipboard: Box::new(SystemClipboard::default()),
        watcher,
    }
}
