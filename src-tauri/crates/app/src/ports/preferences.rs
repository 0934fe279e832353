//! The preferences: what the user has set outside of the vault. They hold no secret and name no account.

use std::io;
use std::time::Duration;

use lingpai_ipc::{BadPreference, Preferences};

/// Why the preferences could not be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PreferenceFault {
    /// A value is not allowed.
    #[error(transparent)]
    Bad(#[from] BadPreference),
    /// The preferences could not be written.
    #[error("the preferences could not be written: {0}")]
    Write(io::ErrorKind),
}

/// The time without the user after which the vault is locked. `None` for never.
pub(crate) fn lock_after(preferences: &Preferences) -> Option<Duration> {
    let minutes = (preferences.lock_minutes > 0).then_some(preferences.lock_minutes)?;
    Some(Duration::from_mins(minutes.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_minutes_lock_never() {
        let after = |lock_minutes| lock_after(&Preferences { lock_minutes, ..Preferences::default() });
        assert_eq!([after(0), after(15)], [None, Some(Duration::from_secs(900))]);
    }
}
