//! The clock of a session. Waits follow it, and it notices when the wall clock was set back.

use std::time::Duration;

use lingpai_domain::clock::Clocks;
use lingpai_domain::{Moment, UnixTime};

/// A wall clock that went back by less than this was only corrected.
const JUMP: Duration = Duration::from_mins(2);

/// The clock of a session. It starts at the later of the vault's steady time and the wall clock, and follows the
/// machine's steady clock.
pub(crate) struct SessionClock {
    from: UnixTime,
    /// The machine's steady clock when the session began.
    began: Duration,
    /// The machine's clocks at the last change.
    last_seen: Clocks,
}

impl SessionClock {
    /// Starts now, no earlier than the vault's steady time.
    pub(crate) fn new(vault_steady: UnixTime, wall: UnixTime, machine: Clocks) -> Self {
        Self { from: vault_steady.max(wall), began: machine.steady, last_seen: machine }
    }

    /// When the session began, by the machine's steady clock.
    pub(crate) fn began(&self) -> Duration {
        self.began
    }

    /// The moment at which the wall clock shows `wall` and the machine's steady clock `steady`.
    pub(crate) fn moment(&self, wall: UnixTime, steady: Duration) -> Moment {
        Moment { wall, steady: self.from.after(steady.saturating_sub(self.began)) }
    }

    /// Whether the machine's wall clock was set back since the last call. The program's own correction does not count.
    pub(crate) fn jumped_back(&mut self, now: Clocks) -> bool {
        let last = std::mem::replace(&mut self.last_seen, now);
        let expected = last.wall.after(now.steady.saturating_sub(last.steady));
        expected.since(now.wall) >= JUMP
    }
}
