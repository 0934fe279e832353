//! How long the vault may stay open while nobody uses the machine.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;

use super::wake::LONGEST_WAIT;
use crate::ports::Ports;

/// When the user last did something.
#[derive(Default)]
pub(crate) struct LastTouch {
    /// In a window, by the machine's steady clock, in milliseconds.
    touched: AtomicU64,
    /// What the last look has found. `None` before the first.
    looked: Mutex<Option<Look>>,
}

/// What a look has found.
struct Look {
    /// When it was, by the machine's steady clock.
    at: Duration,
    /// How long nobody had used the machine.
    idle: Duration,
}

/// Looks are at most [`LONGEST_WAIT`] apart while the machine is awake. A longer step than this was a sleep.
const SLEEP: Duration = Duration::from_secs(3 * LONGEST_WAIT.as_secs());

impl LastTouch {
    /// Records that the user does something now.
    pub(crate) fn touch(&self, ports: &Ports) {
        let millis = u64::try_from(ports.clock.steady().as_millis()).unwrap_or(u64::MAX);
        self.touched.store(millis, Ordering::Relaxed);
    }

    /// How long the vault may still stay open, zero if the time is over. It was opened at `opened`, and is locked after
    /// `limit` without the user. `None` if no vault is open or the user has set no limit.
    pub(crate) fn time_left(
        &self,
        ports: &Ports,
        limit: Option<Duration>,
        opened: Option<Duration>,
    ) -> Option<Duration> {
        let mut looked = self.looked.lock();
        let Some((limit, opened)) = limit.zip(opened) else {
            // Nobody looks for a while, and that is no sleep.
            *looked = None;
            return None;
        };
        let told = ports.idle.idle();
        let now = ports.clock.steady();
        let touched = Duration::from_millis(self.touched.load(Ordering::Relaxed));
        let told = told.unwrap_or_else(|| now.saturating_sub(touched));
        // The key that wakes the machine resets the system's idle time. Nobody used the machine while it slept.
        let slept =
            looked.as_ref().map(|look| (look.idle, now.saturating_sub(look.at))).filter(|(_, step)| *step > SLEEP);
        let before = slept.map_or(Duration::ZERO, |(idle, step)| idle + step);
        // A user who has just opened the vault is present, whatever the system reports.
        let idle = told.max(before).min(now.saturating_sub(opened));
        *looked = Some(Look { at: now, idle });
        Some(limit.saturating_sub(idle))
    }
}
