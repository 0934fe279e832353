//! The user's arrangement of an account in the list.

use std::time::Duration;

use crate::GroupName;

/// The user's arrangement of an account in the list. It does not change how codes are made, and stays when the secret
/// is replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Whether it is a favourite.
    pub favourite: bool,
    /// Its group, if the user put it into one.
    pub group: Option<GroupName>,
    /// How long it stays open after its PIN. It has no effect on an account without a PIN.
    pub keep_open: KeepOpen,
}

/// How long an account stays open after its PIN was given, the shortest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeepOpen {
    /// For one code.
    #[default]
    EachTime,
    /// For 5 minutes.
    FiveMinutes,
    /// For 15 minutes.
    FifteenMinutes,
    /// Until the vault is locked.
    UntilLock,
}

impl KeepOpen {
    /// The time. `None` if only a lock ends it.
    pub const fn span(self) -> Option<Duration> {
        match self {
            Self::EachTime => Some(Duration::ZERO),
            Self::FiveMinutes => Some(Duration::from_mins(5)),
            Self::FifteenMinutes => Some(Duration::from_mins(15)),
            Self::UntilLock => None,
        }
    }

    /// The rest of it after some time. `None` once it is over. `Duration::MAX` if only a lock ends it.
    pub fn left_after(self, passed: Duration) -> Option<Duration> {
        let left = self.span().map_or(Some(Duration::MAX), |span| span.checked_sub(passed));
        left.filter(|left| !left.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_over_when_its_time_has_passed() {
        let left = |keep: KeepOpen, secs| keep.left_after(Duration::from_secs(secs)).map(|left| left.as_secs());
        assert_eq!(left(KeepOpen::EachTime, 0), None);
        assert_eq!([left(KeepOpen::FiveMinutes, 299), left(KeepOpen::FiveMinutes, 300)], [Some(1), None]);
        assert_eq!([left(KeepOpen::FifteenMinutes, 0), left(KeepOpen::FifteenMinutes, 901)], [Some(900), None]);
        assert_eq!(left(KeepOpen::UntilLock, 1_000_000_000), Some(Duration::MAX.as_secs()));
    }

    #[test]
    fn they_are_in_the_order_of_their_length() {
        let all = [KeepOpen::EachTime, KeepOpen::FiveMinutes, KeepOpen::FifteenMinutes, KeepOpen::UntilLock];
        let spans = all.map(|keep| keep.span().unwrap_or(Duration::MAX));
        assert!(all.is_sorted() && spans.is_sorted());
    }
}
