//! The operating system behind the ports of `lingpai-app`: keystore, clock, time servers, clipboard, idle time, camera,
//! screen, file dialog, folders, preferences.

mod camera;
mod clipboard;
mod clock;
mod core_dumps;
mod dialog;
mod folders;
mod frame;
mod idle;
mod keystore;
mod last_camera;
mod picture;
#[cfg(target_os = "linux")]
mod portal;
mod preferences;
mod screen;
mod time_servers;
#[cfg(target_os = "linux")]
mod x11_screen;

pub use camera::{CameraFault, CameraInfo, Frame, OpenCamera, cameras};
pub use clipboard::{Pasted, SystemClipboard, paste};
pub use clock::SystemClock;
pub use core_dumps::forbid_core_dumps;
pub use dialog::{choose_folder, choose_new_file, choose_pictures, choose_vault_file};
pub use folders::{Folders, NoHome};
pub use idle::SystemIdle;
pub use keystore::SystemKeystore;
pub use last_camera::LastCamera;
pub use picture::read_picture_file;
pub use preferences::SystemPreferences;
pub use screen::{Capture, MonitorPicture, ScreenFault, capture};
pub use time_servers::SntpServers;

use std::sync::Arc;

use lingpai_app::{Ports, Watcher};

/// All ports of this machine, with what the user has set in `folders`; `watcher` is the window's.
pub fn ports(watcher: Arc<dyn Watcher>, folders: &Folders) -> Ports {
    Ports {
        clock: Box::new(SystemClock::begin()),
        servers: Arc::new(SntpServers::new()),
        keystore: Box::new(SystemKeystore::new()),
        clipboard: Box::new(SystemClipboard::default()),
        idle: Box::new(SystemIdle),
        preferences: Box::new(SystemPreferences::of(folders)),
        watcher,
    }
}
