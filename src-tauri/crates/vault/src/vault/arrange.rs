//! What the user has made of the list of accounts: marks, groups, an order; and which account was used when.

use std::collections::{HashMap, HashSet};

use lingpai_domain::{AccountId, Arrangement, Moment, UnixTime};

use crate::format::body::{Body, Entry};
use crate::vault::{Vault, VaultFault};

impl Vault {
    /// Changes what the user has made of an account in the list; it is on disk when this returns.
    pub fn arrange(&mut self, id: AccountId, arrangement: Arrangement, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            body.stored_mut(id)?.account.arrangement = arrangement;
            Ok(())
        })
    }

    /// Puts the accounts into this order; those that are not named come behind it, as they stood. It is on disk when this
    /// returns. An id that no account has changes nothing.
    pub fn reorder(&mut self, order: &[AccountId], at: Moment) -> Result<(), VaultFault> {
        let there: HashSet<AccountId> = self.accounts().map(|account| account.id).collect();
        if !order.iter().all(|id| there.contains(id)) {
            return Err(VaultFault::NoAccount);
        }
        self.change(at, |_, body, _| {
            body.reorder(order);
            Ok(())
        })
    }

    /// Notes in memory that an account has given a code: the next change saves it, or [`Vault::save_used`].
    pub fn note_used(&mut self, id: AccountId, at: Moment) -> Result<(), VaultFault> {
        self.body.stored_mut(id)?.account.used = Some(UnixTime::from_secs(at.wall.secs()));
        self.used = true;
        Ok(())
    }

    /// Saves what [`Vault::note_used`] was told and no change has saved since; nothing where there is none.
    pub fn save_used(&mut self, at: Moment) -> Result<(), VaultFault> {
        if self.used { self.change(at, |_, _, _| Ok(())) } else { Ok(()) }
    }
}

impl Body {
    /// Sorts the accounts by their place in `order`; all else stays behind them as it stood.
    fn reorder(&mut self, order: &[AccountId]) {
        let mut places = HashMap::new();
        for (place, id) in order.iter().enumerate() {
            // Of an id that is named twice the first place counts.
            places.entry(*id).or_insert(place);
        }
        self.entries.sort_by_key(|entry| match entry {
            Entry::Account(stored) => places.get(&stored.account.id).copied().unwrap_or(usize::MAX),
            Entry::SetAside(_) => usize::MAX,
        });
    }
}
