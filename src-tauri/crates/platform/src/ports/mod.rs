//! The ports of `lingpai-app` on this machine.

mod clipboard;
mod clock;
mod files;
mod idle;
mod keystore;
mod preferences;
mod presence;
mod time_servers;

use clipboard::SystemClipboard;
use clock::SystemClock;
pub use files::ChildReader;
use idle::SystemIdle;
use keystore::SystemKeystore;
use preferences::SystemPreferences;
use presence::SystemPresence;
use time_servers::SntpServers;

use std::sync::Arc;

use lingpai_app::{Ports, Watcher};
use lingpai_vault::SystemDisk;

use crate::folders::Folders;

/// Gives all ports of this machine, with the preferences in `folders`. `watcher` is told what the program does on its
/// own.
pub fn ports(watcher: Arc<dyn Watcher>, folders: &Folders) -> Ports {
    Ports {
        clock: Box::new(SystemClock::begin()),
        servers: Arc::new(SntpServers::new()),
        keystore: Box::new(SystemKeystore::new()),
        disk: SystemDisk::shared(),
        clipboard: Box::new(SystemClipboard::default()),
        idle: Box::new(SystemIdle),
        presence: Box::new(SystemPresence::default()),
        preferences: Box::new(SystemPreferences::of(folders)),
        files: Box::new(ChildReader::beside_this_program()),
        watcher,
    }
}
