//! Accounts that stay open after their PIN, as long as the user has them do.

use std::collections::HashMap;
use std::time::Duration;

use lingpai_domain::binding::{self, Event};
use lingpai_domain::{Account, AccountId, KeepOpen, OtpSecret, UnixTime};

use crate::fault::Fault;
use crate::session::{Lingpai, Open};

/// The secrets of accounts that are kept open; wiped when they are closed.
#[derive(Default)]
pub(crate) struct KeptOpen(HashMap<AccountId, Kept>);

struct Kept {
    secret: OtpSecret,
    /// When the PIN was right, by the clock that waits go by.
    since: UnixTime,
    /// For how long, as it was set then.
    keep: KeepOpen,
}

impl Kept {
    fn left(&self, steady: UnixTime) -> Option<Duration> {
        self.keep.left_after(steady.since(self.since))
    }
}

impl Lingpai {
    /// Closes an account that stays open after its PIN; its code is no longer shown either.
    pub fn close_account(&self, id: AccountId) -> Result<(), Fault> {
        self.with_open(|open| {
            open.vault.account(id).ok_or(Fault::Stale)?;
            open.close(id);
            Ok(())
        })
    }
}

impl Open {
    /// Keeps an account open whose PIN was right, where the user has set that.
    pub(crate) fn keep_open(&mut self, account: &Account, secret: OtpSecret, steady: UnixTime) {
        let keep = account.arrangement.keep_open;
        if keep != KeepOpen::EachTime {
            self.kept.0.insert(account.id, Kept { secret, since: steady, keep });
        }
    }

    /// From now on a code of this account needs its PIN.
    pub(crate) fn close(&mut self, id: AccountId) {
        self.kept.0.remove(&id);
        self.shown.remove(&id);
        self.turning.take_if(|turning| turning.account == id);
    }

    /// The secret of an account that is kept open.
    pub(crate) fn kept_secret(&self, id: AccountId) -> Option<&OtpSecret> {
        self.kept.0.get(&id).map(|kept| &kept.secret)
    }

    /// Whether an account that is kept open still will be after a while.
    pub(crate) fn stays_open_for(&self, id: AccountId, while_: Duration, steady: UnixTime) -> bool {
        self.kept.0.get(&id).and_then(|kept| kept.left(steady)).is_some_and(|left| left > while_)
    }

    /// Closes the accounts whose time is over, and those that wrong PINs or a restore have closed. Says when the next one is
    /// due; nothing where none is.
    pub(crate) fn close_what_is_over(&mut self, steady: UnixTime) -> Option<Duration> {
        let vault = &self.vault;
        let may_show = |id| {
            let binding = vault.account(id).map(|account| account.binding);
            binding::transition(binding, Event::ShowKept).is_ok()
        };
        self.kept.0.retain(|id, kept| kept.left(steady).is_some() && may_show(*id));
        let left = self.kept.0.values().filter_map(|kept| kept.left(steady));
        left.filter(|left| *left != Duration::MAX).min()
    }
}
