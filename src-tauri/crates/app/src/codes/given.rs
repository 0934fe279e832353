//! The newest codes that were given. They outlive the session, so that no lock brings an older code back.

use std::time::Duration;

use lingpai_domain::{AccountId, Marks, Moment, Period, Step, UnixTime, WentBack};
use parking_lot::Mutex;

/// The newest step of each account that has given a code since the program began. It is not on disk: that would cost a
/// save for each code.
#[derive(Default)]
pub(crate) struct GivenCodes(Mutex<Marks>);

impl GivenCodes {
    /// Marks the code of this moment as given. Fails if the clock is behind a code that was given before.
    pub(super) fn give(&self, id: AccountId, period: Period, at: Moment) -> Result<(), WentBack> {
        let mut marks = self.0.lock();
        marks.settle(at.steady);
        marks.give(id, period, at.wall)
    }

    /// Records that the code of the step that begins at `due` by the steady clock was shown.
    pub(super) fn announce(&self, id: AccountId, period: Period, step: Step, due: UnixTime) {
        self.0.lock().announce(id, period, step, due);
    }

    pub(super) fn forget(&self, id: AccountId) {
        self.0.lock().forget(id);
    }

    /// The time until every account may show codes again, because the clock went back. Zero if it did not.
    pub(crate) fn held_for(&self, at: Moment) -> Duration {
        let mut marks = self.0.lock();
        marks.settle(at.steady);
        marks.held_for(at.wall)
    }

    /// Lets codes follow the time again, because the user says that it is right.
    pub(crate) fn allow_older(&self, at: Moment) {
        let mut marks = self.0.lock();
        marks.settle(at.steady);
        marks.allow_older(at.wall);
    }
}
