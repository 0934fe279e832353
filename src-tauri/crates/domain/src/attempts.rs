//! The count of wrong PINs of an account, and what follows from it.

use std::time::Duration;

use crate::UnixTime;

/// The count of wrong PINs since the last right one.
///
/// Five wrong PINs are free. The sixth to ninth start waits of 1, 5, 15 and 60 minutes. The tenth freezes the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempts {
    /// The next try may be made at once.
    Free {
        /// 0 to 5.
        wrong: u8,
    },
    /// The next try may be made at `until`.
    Waiting {
        /// 6 to 9.
        wrong: u8,
        /// The first moment of the next try.
        until: UnixTime,
    },
    /// No try may be made: only a new registration or the recovery kit opens the account.
    Frozen,
}

/// The tries that are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TriesLeft {
    /// Wrong tries that cost no wait, 0 to 5.
    pub free: u8,
    /// Wrong tries until the account is frozen, 0 to 10.
    pub all: u8,
}

/// Why no PIN may be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTry {
    /// It is too early.
    #[error("no PIN may be tried before the wait is over")]
    Wait {
        /// The first moment of the next try.
        until: UnixTime,
    },
    /// The account is frozen.
    #[error("the account is frozen after ten wrong PINs")]
    Frozen,
}

impl Attempts {
    /// The number of wrong PINs without a wait.
    pub const FREE: u8 = 5;
    /// The number of wrong PINs that freezes the account.
    pub const FREEZING: u8 = 10;
    /// No wrong PIN.
    pub const NONE: Self = Self::Free { wrong: 0 };

    /// Counts one more try as wrong, before its PIN is checked.
    pub fn count(self, now: UnixTime) -> Result<Self, NoTry> {
        let wrong = match self {
            Self::Free { wrong } => wrong,
            Self::Waiting { until, .. } if now < until => return Err(NoTry::Wait { until }),
            Self::Waiting { wrong, .. } => wrong,
            Self::Frozen => return Err(NoTry::Frozen),
        } + 1;
        Ok(match wait_after(wrong) {
            _ if wrong >= Self::FREEZING => Self::Frozen,
            None => Self::Free { wrong },
            Some(wait) => Self::Waiting { wrong, until: now.after(wait) },
        })
    }

    /// The number of wrong PINs, 0 to 10.
    pub const fn wrong(self) -> u8 {
        match self {
            Self::Free { wrong } | Self::Waiting { wrong, .. } => wrong,
            Self::Frozen => Self::FREEZING,
        }
    }

    /// The tries that are left.
    pub const fn left(self) -> TriesLeft {
        let wrong = self.wrong();
        TriesLeft { free: Self::FREE.saturating_sub(wrong), all: Self::FREEZING - wrong }
    }
}

/// The wait that starts with the wrong PIN of this number. `None` if it starts none.
const fn wait_after(wrong: u8) -> Option<Duration> {
    let minutes = match wrong {
        6 => 1,
        7 => 5,
        8 => 15,
        9 => 60,
        _ => return None,
    };
    Some(Duration::from_secs(minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts tries one after another, each as early as it is allowed, and notes the waits in minutes.
    fn waits() -> Vec<u64> {
        let (mut attempts, mut now, mut waits) = (Attempts::NONE, UnixTime::from_secs(1_000_000), vec![]);
        while let Ok(counted) = attempts.count(now) {
            attempts = counted;
            waits.push(match counted {
                Attempts::Free { .. } => 0,
                Attempts::Waiting { until, .. } => {
                    let wait = until.since(now).as_secs() / 60;
                    assert_eq!(counted.count(UnixTime::from_millis(until.millis() - 1)), Err(NoTry::Wait { until }));
                    now = until;
                    wait
                }
                Attempts::Frozen => u64::MAX,
            });
        }
        assert_eq!(attempts, Attempts::Frozen);
        waits
    }

    #[test]
    fn five_are_free_four_wait_and_the_tenth_freezes() {
        assert_eq!(waits(), [0, 0, 0, 0, 0, 1, 5, 15, 60, u64::MAX]);
    }

    #[test]
    fn what_is_left_falls_with_each_try() {
        assert_eq!(Attempts::NONE.left(), TriesLeft { free: 5, all: 10 });
        assert_eq!(Attempts::Free { wrong: 2 }.left(), TriesLeft { free: 3, all: 8 });
        let waiting = Attempts::Waiting { wrong: 7, until: UnixTime::from_secs(0) };
        assert_eq!(waiting.left(), TriesLeft { free: 0, all: 3 });
        assert_eq!(Attempts::Frozen.left(), TriesLeft { free: 0, all: 0 });
    }
}
