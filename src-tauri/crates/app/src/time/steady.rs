//! The clock of a session: for waits, and for noticing that the wall clock was set back.

use std::time::Duration;

use lingpai_domain::clock::Clocks;
use lingpai_domain::{Moment, UnixTime};

/// A wall clock that went back less than this was only put right.
const JUMP: Duration = Duration::from_mins(2);

/// The clock of a session. It begins where the vault or the wall clock was, and goes on by the machine's steady clock.
pub(crate) struct SessionClock {
    from: UnixTime,
    /// The machine's steady clock when the session began.
    began: Duration,
    /// The machine's clocks when a change was last made.
    last_seen: Clocks,
}

impl SessionClock {
    /// Begins now, no earlier than the steady time that the vault knows.
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

    /// Whether the machine's wall clock was set back since this was last asked. A correction of ours is no such jump.
    pub(crate) fn jumped_back(&mut self, now: Clocks) -> bool {
        let last = std::mem::replace(&mut self.last_seen, now);
        let expected = last.wall.after(now.steady.saturating_sub(last.steady));
        expected.since(now.wall) >= JUMP
    }
}
