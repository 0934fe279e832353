use std::collections::HashMap;

use crate::{AccountId, Period, Step, UnixTime};

/// The step of the newest code that each account has given, so that a clock set back shows none that may have been used.
#[derive(Debug, Default)]
pub struct Marks(HashMap<AccountId, Step>);

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
        match self.0.get(&id) {
            Some(mark) if step < *mark && (!known || mark.0 - step.0 == 1) => Err(WentBack),
            Some(_) | None => {
                self.0.insert(id, step);
                Ok(())
            }
        }
    }

    /// Forgets an account whose codes are other ones from now on.
    pub fn forget(&mut self, id: AccountId) {
        self.0.remove(&id);
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
}
