//! How long the vault may stay open while nobody uses the machine.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::ports::Ports;

/// When the user last did something in a window, by the machine's steady clock, in milliseconds.
#[derive(Default)]
pub(crate) struct LastTouch(AtomicU64);

impl LastTouch {
    /// Records that the user does something now.
    pub(crate) fn touch(&self, ports: &Ports) {
        let millis = u64::try_from(ports.clock.steady().as_millis()).unwrap_or(u64::MAX);
        self.0.store(millis, Ordering::Relaxed);
    }

    /// How long the vault may still stay open. It was opened at `opened`, and is locked after `limit` without the user.
    /// `None` if the time is over.
    pub(crate) fn time_left(&self, ports: &Ports, limit: Duration, opened: Duration) -> Option<Duration> {
        let told = ports.idle.idle();
        let now = ports.clock.steady();
        let touched = Duration::from_millis(self.0.load(Ordering::Relaxed));
        // A user who has just opened the vault is present, whatever the system reports.
        let idle = told.unwrap_or_else(|| now.saturating_sub(touched)).min(now.saturating_sub(opened));
        let left = limit.saturating_sub(idle);
        (!left.is_zero()).then_some(left)
    }
}
