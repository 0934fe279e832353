use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use lingpai_app::Clock;
use lingpai_domain::UnixTime;

/// The system's clocks, as they are.
pub struct SystemClock {
    begun: Instant,
}

impl SystemClock {
    /// The steady clock counts from here.
    pub fn begin() -> Self {
        Self { begun: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> UnixTime {
        // A clock before 1970 is unset; at the epoch no registration has expired and no code is right, as before it.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        UnixTime::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    }

    fn steady(&self) -> Duration {
        self.begun.elapsed()
    }
}
