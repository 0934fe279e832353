//! The ports of the use cases in memory, for tests and proofs. The program runs on them without an operating system's
//! services.
//!
//! Clones of a port share their contents, so a test keeps one clone and gives the other to the program.

mod clipboard;
mod clock;
mod files;
mod idle;
mod keystore;
mod preferences;
mod presence;
mod servers;
mod shared;
mod watcher;

use std::sync::Arc;

use lingpai_app::Ports;
use lingpai_domain::UnixTime;
use lingpai_vault::{Disk, SystemDisk};

pub use clipboard::MemoryClipboard;
pub use clock::ManualClock;
pub use files::InProcess;
pub use idle::ScriptedIdle;
pub use keystore::{KeystoreCall, MemoryKeystore};
pub use preferences::MemoryPreferences;
pub use presence::ScriptedPresence;
pub use servers::ScriptedServers;
pub use watcher::RecordingWatcher;

/// A machine in memory. It stays when a program that ran on it has ended.
#[derive(Clone)]
pub struct Machine {
    /// The clocks.
    pub clock: ManualClock,
    /// The time servers.
    pub servers: ScriptedServers,
    /// The keystore.
    pub keystore: MemoryKeystore,
    /// The disk that the vault's folder lies on: the real one.
    pub disk: Arc<dyn Disk>,
    /// The clipboard.
    pub clipboard: MemoryClipboard,
    /// The system's idle time.
    pub idle: ScriptedIdle,
    /// The system's check of the person.
    pub presence: ScriptedPresence,
    /// The file of the preferences.
    pub preferences: MemoryPreferences,
    /// The record of what the program has reported.
    pub watcher: RecordingWatcher,
}

impl Machine {
    /// Makes a machine whose wall clock shows `start`. All its ports work, and nothing is stored in them yet.
    pub fn at(start: UnixTime) -> Self {
        Self {
            clock: ManualClock::at(start),
            servers: ScriptedServers::default(),
            keystore: MemoryKeystore::default(),
            disk: SystemDisk::shared(),
            clipboard: MemoryClipboard::default(),
            idle: ScriptedIdle::default(),
            presence: ScriptedPresence::default(),
            preferences: MemoryPreferences::default(),
            watcher: RecordingWatcher::default(),
        }
    }

    /// Gives the ports for one program.
    pub fn ports(&self) -> Ports {
        Ports {
            clock: Box::new(self.clock.clone()),
            servers: Arc::new(self.servers.clone()),
            keystore: Box::new(self.keystore.clone()),
            disk: Arc::clone(&self.disk),
            clipboard: Box::new(self.clipboard.clone()),
            idle: Box::new(self.idle.clone()),
            presence: Box::new(self.presence.clone()),
            preferences: Box::new(self.preferences.clone()),
            files: Box::new(InProcess),
            watcher: Arc::new(self.watcher.clone()),
        }
    }
}
