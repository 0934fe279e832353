//! The system's own check of the person at the machine.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod native;

use std::sync::atomic::{AtomicBool, Ordering};

use lingpai_app::{Presence, PresenceFault};

#[cfg(target_os = "linux")]
use linux::Check;
#[cfg(not(target_os = "linux"))]
use native::Check;

/// The check of this system: polkit, Windows Hello, or macOS's local authentication.
#[derive(Default)]
pub(super) struct SystemPresence {
    check: Check,
    /// Whether the system has turned out to have no such check.
    absent: AtomicBool,
}

impl Presence for SystemPresence {
    fn is_there(&self) -> bool {
        !self.absent.load(Ordering::Relaxed)
    }

    fn check(&self) -> Result<(), PresenceFault> {
        let checked = self.check.run();
        self.absent.store(checked == Err(PresenceFault::Absent), Ordering::Relaxed);
        checked
    }
}
