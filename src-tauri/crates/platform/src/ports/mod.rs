//! The ports of `lingpai-app` on this machine.

mod clipboard;
mod clock;
mod idle;
mod keystore;
mod preferences;
mod time_servers;

use clipboard::SystemClipboard;
use clock::SystemClock;
use idle::SystemIdle;
use keystore::SystemKeystore;
use preferences::SystemPreferences;
use time_servers::SntpServers;

use std::sync::Arc;

use lingpai_app::{Ports, Watcher};

use crate::folders::Folders;

/// Gives all ports of this machine, with the preferences in `folders`. `watcher` is told what the program does on its
/// own.
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
