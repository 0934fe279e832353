//! Accounts that stay open after their PIN was given, for as long as the user has set.

use std::collections::HashMap;
use std::time::Duration;

use lingpai_domain::{Account, AccountId, KeepOpen, OtpSecret, UnixTime};

/// The secrets of the accounts that stay open. Each is wiped when its account is closed.
#[derive(Default)]
pub(super) struct OpenAccounts(HashMap<AccountId, OpenAccount>);

struct OpenAccount {
    secret: OtpSecret,
    /// When the PIN was right, by the clock for waits.
    since: UnixTime,
    /// How long the account stays open, as it was set then.
    keep: KeepOpen,
}

impl OpenAccount {
    fn left(&self, steady: UnixTime) -> Option<Duration> {
        self.keep.left_after(steady.since(self.since))
    }
}

impl OpenAccounts {
    pub(super) fn add(&mut self, account: &Account, secret: OtpSecret, steady: UnixTime) {
        let keep = account.arrangement.keep_open;
        self.0.insert(account.id, OpenAccount { secret, since: steady, keep });
    }

    pub(super) fn remove(&mut self, id: AccountId) {
        self.0.remove(&id);
    }

    /// The secret of an account that is open.
    pub(super) fn secret(&self, id: AccountId) -> Option<&OtpSecret> {
        self.0.get(&id).map(|open| &open.secret)
    }

    /// Whether an open account is still open after `wait`.
    pub(super) fn stays_open_for(&self, id: AccountId, wait: Duration, steady: UnixTime) -> bool {
        self.0.get(&id).and_then(|open| open.left(steady)).is_some_and(|left| left > wait)
    }

    /// Closes the accounts whose time is over or that `may_show` refuses. Returns the time until the next one must be
    /// closed. `None` if only a lock closes them.
    pub(super) fn close_expired(&mut self, steady: UnixTime, may_show: impl Fn(AccountId) -> bool) -> Option<Duration> {
        self.0.retain(|id, open| open.left(steady).is_some() && may_show(*id));
        let left = self.0.values().filter_map(|open| open.left(steady));
        left.filter(|left| *left != Duration::MAX).min()
    }
}
