//! The clock of a session. Waits follow it, and it notices when the wall clock was set back.

use std::time::Duration;

use lingpai_domain::clock::Clocks;
use lingpai_domain::{Moment, UnixTime};
use parking_lot::Mutex;

/// A wall clock that went back by less than this was only corrected.
const JUMP: Duration = Duration::from_mins(2);

/// The steady clock of the process. The first session sets it by the wall clock; after that only the machine's steady
/// clock moves it, across locks too. So setting the time and locking shortens no wait.
#[derive(Default)]
pub(crate) struct SteadyClock(Mutex<Option<Began>>);

/// A time, and the machine's steady clock at that time.
#[derive(Clone, Copy)]
struct Began {
    from: UnixTime,
    steady: Duration,
}

impl Began {
    fn at(self, steady: Duration) -> UnixTime {
        self.from.after(steady.saturating_sub(self.steady))
    }
}

impl SteadyClock {
    /// Gives the time by this clock, or by the wall clock before the first session.
    pub(crate) fn now(&self, wall: UnixTime, machine: Clocks) -> UnixTime {
        self.0.lock().map_or(wall, |began| began.at(machine.steady))
    }

    /// Begins a session, no earlier than the steady time that its vault has saved.
    pub(crate) fn begin(&self, vault_steady: UnixTime, wall: UnixTime, machine: Clocks) -> SessionClock {
        let mut inside = self.0.lock();
        let now = inside.map_or(wall, |began| began.at(machine.steady));
        let began = Began { from: vault_steady.max(now), steady: machine.steady };
        *inside = Some(began);
        SessionClock { began, last_seen: machine }
    }
}

/// The clock of a session.
pub(crate) struct SessionClock {
    began: Began,
    /// The machine's clocks when a change was last made.
    last_seen: Clocks,
}

impl SessionClock {
    /// When the session began, by the machine's steady clock.
    pub(crate) fn began(&self) -> Duration {
        self.began.steady
    }

    /// The moment at which the wall clock shows `wall` and the machine's steady clock `steady`.
    pub(crate) fn moment(&self, wall: UnixTime, steady: Duration) -> Moment {
        Moment { wall, steady: self.began.at(steady) }
    }

    /// Whether the machine's wall clock was set back since the last call. The program's own correction does not count.
    pub(crate) fn jumped_back(&mut self, now: Clocks) -> bool {
        let last = std::mem::replace(&mut self.last_seen, now);
        let expected = last.wall.after(now.steady.saturating_sub(last.steady));
        expected.since(now.wall) >= JUMP
    }
}
