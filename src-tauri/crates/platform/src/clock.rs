use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lingpai_app::Clock;
use lingpai_domain::UnixTime;

/// The system's clocks, as they are.
pub struct SystemClock {
    begun: Steady,
}

impl SystemClock {
    /// The steady clock counts from here.
    pub fn begin() -> Self {
        Self { begun: Steady::now() }
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

/// A clock that counts the machine's sleep, unlike the standard library's on Linux and macOS.
#[cfg(any(target_os = "linux", target_os = "macos"))]
struct Steady(Duration);

#[cfg(any(target_os = "linux", target_os = "macos"))]
impl Steady {
    /// Linux's monotonic clock stands still in sleep, its boot clock does not; on macOS the monotonic one does not either.
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

/// Windows's counts sleep; elsewhere a sleep shows by the wall's clock.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
use std::time::Instant as Steady;
