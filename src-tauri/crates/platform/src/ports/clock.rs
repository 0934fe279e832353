use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lingpai_app::Clock;
use lingpai_domain::UnixTime;

/// The system's clocks, without correction.
pub(super) struct SystemClock {
    begun: Steady,
}

impl SystemClock {
    /// Starts the steady clock.
    pub(super) fn begin() -> Self {
        Self { begun: Steady::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> UnixTime {
        // A clock before 1970 is not set. It counts as 1970: at that time no registration has expired, and no code is
        // right.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        UnixTime::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    }

    fn steady(&self) -> Duration {
        self.begun.elapsed()
    }
}

/// A clock that continues while the machine sleeps. The standard library's clock stops on Linux and macOS.
#[cfg(any(target_os = "linux", target_os = "macos"))]
struct Steady(Duration);

#[cfg(any(target_os = "linux", target_os = "macos"))]
impl Steady {
    /// Reads the boot clock on Linux, because the monotonic clock stops during sleep there. Reads the monotonic clock
    /// on macOS, which continues.
    fn now() -> Self {
        #[cfg(target_os = "linux")]
        const CLOCK: rustix::time::ClockId = rustix::time::ClockId::Boottime;
        #[cfg(target_os = "macos")]
        const CLOCK: rustix::time::ClockId = rustix::time::ClockId::Monotonic;
        let now = rustix::time::clock_gettime(CLOCK);
        let nanos = u32::try_from(now.tv_nsec).expect("below a second");
        Self(Duration::new(u64::try_from(now.tv_sec).expect("since the start of the machine"), nanos))
    }

    fn elapsed(&self) -> Duration {
        Self::now().0.saturating_sub(self.0)
    }
}

/// On Windows this clock continues during sleep. On other systems the wall clock shows that there was a sleep.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
use std::time::Instant as Steady;
