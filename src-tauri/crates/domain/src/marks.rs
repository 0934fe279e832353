use std::collections::HashMap;
use std::time::Duration;

use crate::{AccountId, Period, Step, UnixTime, Window};

/// The step of the newest code of each account. After the clock went back, no code is shown that may have been used,
/// unless the user allows it.
#[derive(Debug, Default)]
pub struct Marks {
    /// When the newest code of each account was the current one.
    given: HashMap<AccountId, Window>,
    announced: HashMap<AccountId, Announced>,
}

/// A code that was shown before its time.
#[derive(Clone, Copy, Debug)]
struct Announced {
    window: Window,
    /// When its step begins, by the steady clock.
    due: UnixTime,
}

/// The clock went back, so the code of this time may have been used already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the clock went back behind a code that was given")]
pub struct WentBack;

impl Marks {
    /// Marks that an account gives its code of `now`. Fails if a code of a later step was given, whoever moved the clock
    /// back since: time servers may lie, too.
    pub fn give(&mut self, id: AccountId, period: Period, now: UnixTime) -> Result<(), WentBack> {
        let window = period.window(period.step_at(now));
        match self.given.get(&id) {
            Some(newest) if window.from < newest.from => Err(WentBack),
            Some(_) | None => {
                self.given.insert(id, window);
                Ok(())
            }
        }
    }

    /// Records that the code of a later step was shown. Its step begins at `due` by the steady clock, and it counts as
    /// given from then on.
    pub fn announce(&mut self, id: AccountId, period: Period, step: Step, due: UnixTime) {
        self.announced.insert(id, Announced { window: period.window(step), due });
    }

    /// Marks announced codes as given once their step has begun by the steady clock. The reader may have used them
    /// since then, even if the wall clock was set back.
    pub fn settle(&mut self, steady: UnixTime) {
        let given = &mut self.given;
        self.announced.retain(|id, announced| {
            let waits = steady < announced.due;
            if !waits {
                let newest = given.entry(*id).or_insert(announced.window);
                if newest.from < announced.window.from {
                    *newest = announced.window;
                }
            }
            waits
        });
    }

    /// The time until every account may show codes again. Zero if none is held back at `now`.
    pub fn held_for(&self, now: UnixTime) -> Duration {
        self.given.values().map(|newest| newest.from.since(now)).max().unwrap_or_default()
    }

    /// Lets codes follow the time `now` again, because the user says that it is right and that later codes were not
    /// used.
    pub fn allow_older(&mut self, now: UnixTime) {
        self.given.retain(|_, newest| newest.from <= now);
        // The code of the next step is shown early by right, and is still to be marked.
        self.announced.retain(|_, announced| announced.window.from.since(now) <= announced.window.length());
    }

    /// Forgets an account whose secret or parameters have changed.
    pub fn forget(&mut self, id: AccountId) {
        self.given.remove(&id);
        self.announced.remove(&id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERIOD: Period = Period::THIRTY_SECONDS;

    #[test]
    fn no_older_code_is_given_after_a_jump_back() {
        let (id, other) = (AccountId([1; 16]), AccountId([2; 16]));
        let secs = UnixTime::from_secs;
        let give = |marks: &mut Marks, id, at| marks.give(id, PERIOD, secs(at));
        let mut marks = Marks::default();
        assert_eq!(give(&mut marks, id, 3_000), Ok(()));
        assert_eq!(give(&mut marks, id, 3_029), Ok(()));
        assert_eq!(marks.held_for(secs(3_000)), Duration::ZERO);
        assert_eq!(give(&mut marks, id, 2_999), Err(WentBack));
        assert_eq!(give(&mut marks, id, 600), Err(WentBack));
        assert_eq!(marks.held_for(secs(600)), Duration::from_secs(2_400));
        assert_eq!(give(&mut marks, other, 600), Ok(()));
        // The user says that the clock had been ahead.
        marks.allow_older(secs(600));
        assert_eq!(marks.held_for(secs(600)), Duration::ZERO);
        assert_eq!(give(&mut marks, id, 600), Ok(()));
        assert_eq!(give(&mut marks, id, 630), Ok(()));
        assert_eq!(give(&mut marks, id, 600), Err(WentBack), "the user allowed it once");
        assert_eq!(give(&mut marks, other, 599), Err(WentBack), "its newest code was not of a later time");
        marks.forget(id);
        assert_eq!(give(&mut marks, id, 0), Ok(()));
    }

    #[test]
    fn an_announced_code_counts_once_its_time_has_come() {
        let (id, secs) = (AccountId([1; 16]), UnixTime::from_secs);
        let mut marks = Marks::default();
        assert_eq!(marks.give(id, PERIOD, secs(3_025)), Ok(()));
        marks.announce(id, PERIOD, Step(101), secs(5));
        marks.settle(secs(4));
        assert_eq!(marks.give(id, PERIOD, secs(3_029)), Ok(()), "its time has not come");
        marks.settle(secs(5));
        assert_eq!(marks.give(id, PERIOD, secs(3_029)), Err(WentBack), "it may have been used");
        assert_eq!(marks.give(id, PERIOD, secs(3_030)), Ok(()));
        // One that the mark has overtaken sets nothing back, and a replaced account's does not count.
        marks.announce(id, PERIOD, Step(102), secs(35));
        assert_eq!(marks.give(id, PERIOD, secs(3_300)), Ok(()));
        marks.settle(secs(35));
        assert_eq!(marks.give(id, PERIOD, secs(3_299)), Err(WentBack));
        marks.announce(id, PERIOD, Step(200), secs(40));
        marks.forget(id);
        marks.settle(secs(40));
        assert_eq!(marks.give(id, PERIOD, secs(0)), Ok(()));
    }

    #[test]
    fn an_announced_code_of_the_future_holds_nothing_back_once_the_user_has_allowed_older_ones() {
        let (id, secs) = (AccountId([1; 16]), UnixTime::from_secs);
        let mut marks = Marks::default();
        marks.announce(id, PERIOD, Step(101), secs(5));
        marks.allow_older(secs(600));
        marks.settle(secs(5));
        assert_eq!(marks.give(id, PERIOD, secs(600)), Ok(()));
        // The code of the next step still counts.
        marks.announce(id, PERIOD, Step(21), secs(8));
        marks.allow_older(secs(625));
        marks.settle(secs(8));
        assert_eq!(marks.give(id, PERIOD, secs(625)), Err(WentBack));
    }
}
