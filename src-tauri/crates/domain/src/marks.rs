use std::collections::HashMap;

use crate::{AccountId, Period, Step, UnixTime};

/// The step of the newest code that each account has given, so that a clock set back shows none that may have been used.
#[derive(Debug, Default)]
pub struct Marks {
    given: HashMap<AccountId, Step>,
    announced: HashMap<AccountId, Announced>,
}

/// A code that was shown before its time.
#[derive(Clone, Copy, Debug)]
struct Announced {
    step: Step,
    /// When its time comes, by the steady clock.
    due: UnixTime,
}

/// The clock went back: the code of this time may have been used already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the clock went back behind a code that was given")]
pub struct WentBack;

impl Marks {
    /// Whether an account may give its code of `now`; if so, that is marked.
    ///
    /// A mark of the future falls away where the time is `known` to be right: it was made while the clock was ahead, and
    /// nobody has taken a code of a time that had not come. One step ahead is kept, since issuers take a code a step early
    /// (RFC 6238 §6).
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

    /// Notes that the code of a later step has been shown, whose time comes at `due` by the steady clock. It counts as given
    /// from then on, not before.
    pub fn announce(&mut self, id: AccountId, step: Step, due: UnixTime) {
        self.announced.insert(id, Announced { step, due });
    }

    /// Has what was announced count as given once its time has come by the steady clock: whoever read it may have used it
    /// since, whatever the wall's clock has done.
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

    /// Forgets an account whose codes are other ones from now on.
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
