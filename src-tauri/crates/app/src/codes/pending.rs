//! A copy that waits for the period to end.

use lingpai_domain::{AccountId, UnixTime};

/// A copy that waits for the period to end. A lock or another copy cancels it.
pub(super) struct PendingCopy {
    pub(super) account: AccountId,
    /// When the next period begins, by the wall clock.
    pub(super) turn: UnixTime,
    /// When it is too late to copy, by the clock for waits.
    pub(super) too_late: UnixTime,
}
