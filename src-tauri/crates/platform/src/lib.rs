//! The operating system behind the ports of `lingpai-app`: keystore, clock, clipboard, file dialog, folders.

mod clipboard;
mod clock;
mod dialog;
mod folders;
mod keystore;
mod picture;

pub use clipboard::SystemClipboard;
pub use clock::SystemClock;
pub use dialog::choose_picture;
pub use folders::{NoHome, vault_folder};
pub use keystore::SystemKeystore;
pub use picture::read_picture_file;

use lingpai_app::Ports;

/// All ports of this machine.
pub fn ports() -> Ports {
    Ports {
        clock: Box::new(SystemClock),
        keystore: Box::new(SystemKeystore::new()),
        clipboard: Box::new(SystemClipboard::default()),
    }
}
