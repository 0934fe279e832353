use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use lingpai_app::Clock;
use lingpai_domain::UnixTime;

/// A wall clock and a steady clock that stand still until they are moved.
#[derive(Clone)]
pub struct ManualClock {
    wall_millis: Arc<AtomicU64>,
    steady_millis: Arc<AtomicU64>,
}

impl ManualClock {
    /// Makes clocks. The wall clock shows `start`, and the steady clock begins at zero.
    pub fn at(start: UnixTime) -> Self {
        Self { wall_millis: Arc::new(AtomicU64::new(start.millis())), steady_millis: Arc::default() }
    }

    /// Moves both clocks forward, as when time passes.
    pub fn forward(&self, span: Duration) {
        self.sleep(span);
        self.steady_millis.fetch_add(millis(span), Ordering::SeqCst);
    }

    /// Moves only the wall clock forward, as when the machine sleeps and its steady clock stops.
    pub fn sleep(&self, span: Duration) {
        self.wall_millis.fetch_add(millis(span), Ordering::SeqCst);
    }

    /// Sets the wall clock forward or back by so many seconds.
    ///
    /// # Panics
    ///
    /// The new time lies before 1970.
    pub fn set_by(&self, secs: i64) {
        let millis = self.wall_millis.load(Ordering::SeqCst).checked_add_signed(secs * 1000).expect("after 1970");
        self.wall_millis.store(millis, Ordering::SeqCst);
    }
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).expect("a test lasts less than the age of the universe")
}

impl Clock for ManualClock {
    fn now(&self) -> UnixTime {
        UnixTime::from_millis(self.wall_millis.load(Ordering::SeqCst))
    }

    fn steady(&self) -> Duration {
        Duration::from_millis(self.steady_millis.load(Ordering::SeqCst))
    }
}
