//! The ports of the use cases in memory, for tests and proofs: the program runs, and no operating system is asked.
//!
//! A clone of a port is the same port, so a test keeps one and the program gets the other.

mod clipboard;
mod clock;
mod files;
mod idle;
mod keystore;
mod preferences;
mod servers;
mod shared;
mod watcher;

use std::sync::Arc;

use lingpai_app::Ports;
use lingpai_domain::UnixTime;

pub use clipboard::MemoryClipboard;
pub use clock::ManualClock;
pub use files::InProcess;
pub use idle::ScriptedIdle;
pub use keystore::MemoryKeystore;
pub use preferences::MemoryPreferences;
pub use servers::ScriptedServers;
pub use watcher::RecordingWatcher;

/// A machine in memory. It outlives the programs that run on it.
#[derive(Clone)]
pub struct Machine {
    /// The clocks.
    pub clock: ManualClock,
    /// The time servers.
    pub servers: ScriptedServers,
    /// The keystore.
    pub keystore: MemoryKeystore,
    /// The clipboard.
    pub clipboard: MemoryClipboard,
    /// What the system says of its user.
    pub idle: ScriptedIdle,
    /// The file of the preferences.
    pub preferences: MemoryPreferences,
    /// What the program has told.
    pub watcher: RecordingWatcher,
}

impl Machine {
    /// A machine whose wall clock shows `start`. Everything in it works, and nothing is kept in it yet.
    pub fn at(start: UnixTime) -> Self {
        Self {
            clock: ManualClock::at(start),
            servers: ScriptedServers::default(),
            keystore: MemoryKeystore::default(),
            clipboard: MemoryClipboard::default(),
            idle: ScriptedIdle::default(),
            preferences: MemoryPreferences::default(),
            watcher: RecordingWatcher::default(),
        }
    }

    /// The ports for one program.
    pub fn ports(&self) -> Ports {
        Ports {
            clock: Box::new(self.clock.clone()),
            servers: Arc::new(self.servers.clone()),
            keystore: Box::new(self.keystore.clone()),
            clipboard: Box::new(self.clipboard.clone()),
            idle: Box::new(self.idle.clone()),
            preferences: Box::new(self.preferences.clone()),
            files: Box::new(InProcess),
            watcher: Arc::new(self.watcher.clone()),
        }
    }
}
