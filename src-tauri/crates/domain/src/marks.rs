use std::collections::HashMap;

use crate::{AccountId, Period, Step, UnixTime};

/// The step of the newest code of each account. After the clock was set back, no code is shown that may have been used.
#[derive(Debug, Default)]
pub struct Marks {
    given: HashMap<AccountId, Step>,
    announced: HashMap<AccountId, Announced>,
}

/// A code that was shown before its time.
#[derive(Clone, Copy, Debug)]
struct Announced {
    step: Step,
    /// When its step begins, by the steady clock.
    due: UnixTime,
}

/// The clock went back, so the code of this time may have been used already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the clock went back behind a code that was given")]
pub struct WentBack;

impl Marks {
    /// Marks that an account gives its code of `now`. Fails if the clock went back.
    ///
    /// If the time is `known` to be right, a mark in the future is dropped: it was made while the clock was ahead, and
    /// no issuer has accepted a code of the future. A mark one step ahead is kept, because issuers accept codes one
    /// step early (RFC 6238 §6).
    pub fn give(&mut self, id: AccountId, period: Period, now: UnixTime, known: bool) -> Result<(), WentBack> {
        let step = period.step_at(now);
        match self.given.get(&id) {
            Some(mark) if step < *mark && (!known || mark.0 - step.0 == 1) => Err(WentBack),
            Some(_) | None => {
                self.given.insert(id, step);
                Ok(())
            }
        }
    }

    /// Records that the code of a later step was shown. Its step begins at `due` by the steady clock, and it counts as
    /// given from then on.
    pub fn announce(&mut self, id: AccountId, step: Step, due: UnixTime) {
        self.announced.insert(id, Announced { step, due });
    }

    /// Marks announced codes as given once their step has begun by the steady clock. The reader may have used them
    /// since then, even if the wall clock was set back.
    pub fn settle(&mut self, steady: UnixTime) {
        let given = &mut self.given;
        self.announced.retain(|id, announced| {
            let waits = steady < announced.due;
            if !waits {
                let newest = given.entry(*id).or_insert(announced.step);
                *newest = announced.step.max(*newest);
            }
            waits
        });
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

    #[test]
    fn no_older_code_is_given_after_a_jump_back() {
        let (id, other) = (AccountId([1; 16]), AccountId([2; 16]));
        let give = |marks: &mut Marks, id, secs, known| {
            marks.give(id, Period::THIRTY_SECONDS, UnixTime::from_secs(secs), known)
        };
        let mut marks = Marks::default();
        assert_eq!(give(&mut marks, id, 3_000, false), Ok(()));
        assert_eq!(give(&mut marks, id, 3_029, false), Ok(()));
        assert_eq!(give(&mut marks, id, 2_999, false), Err(WentBack));
        assert_eq!(give(&mut marks, id, 2_999, true), Err(WentBack));
        assert_eq!(give(&mut marks, id, 600, false), Err(WentBack));
        assert_eq!(give(&mut marks, other, 600, false), Ok(()));
        // The clock had been ahead; now it is known to be right.
        assert_eq!(give(&mut marks, id, 600, true), Ok(()));
        assert_eq!(give(&mut marks, id, 630, false), Ok(()));
        assert_eq!(give(&mut marks, id, 600, false), Err(WentBack));
        marks.forget(id);
        assert_eq!(give(&mut marks, id, 0, false), Ok(()));
    }

    #[test]
    fn an_announced_code_counts_once_its_time_has_come() {
        let (id, period) = (AccountId([1; 16]), Period::THIRTY_SECONDS);
        let secs = UnixTime::from_secs;
        let mut marks = Marks::default();
        assert_eq!(marks.give(id, period, secs(3_025), false), Ok(()));
        marks.announce(id, Step(101), secs(5));
        marks.settle(secs(4));
        assert_eq!(marks.give(id, period, secs(3_029), false), Ok(()), "its time has not come");
        marks.settle(secs(5));
        assert_eq!(marks.give(id, period, secs(3_029), false), Err(WentBack), "it may have been used");
        assert_eq!(marks.give(id, period, secs(3_030), false), Ok(()));
        // One that the mark has overtaken sets nothing back, and one of an account that is another now says nothing.
        marks.announce(id, Step(102), secs(35));
        assert_eq!(marks.give(id, period, secs(3_300), false), Ok(()));
        marks.settle(secs(35));
        assert_eq!(marks.give(id, period, secs(3_299), false), Err(WentBack));
        marks.announce(id, Step(200), secs(40));
        marks.forget(id);
        marks.settle(secs(40));
        assert_eq!(marks.give(id, period, secs(0), false), Ok(()));
    }
}
