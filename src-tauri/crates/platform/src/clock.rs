use std::time::{SystemTime, UNIX_EPOCH};

use lingpai_app::Clock;
use lingpai_domain::UnixTime;

/// The system's clock, as it is.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> UnixTime {
        // A clock before 1970 is unset; at the epoch no registration has expired and no code is right, as before it.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        UnixTime::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    }
}
