//! A copy that waits for the period to end.

use lingpai_domain::{AccountId, UnixTime};

/// A copy that waits for the period to end. A lock ends it, and so does another copy.
pub(super) struct PendingCopy {
    pub(super) account: AccountId,
    /// When the next period begins, by the wall clock.
    pub(super) turn: UnixTime,
    /// From when on it is too late, by the clock for waits.
    pub(super) too_late: UnixTime,
}
