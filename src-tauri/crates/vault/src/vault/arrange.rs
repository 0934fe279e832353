//! The list of accounts as the user arranged it: marks, groups and order. And when each account was last used.

use std::collections::{HashMap, HashSet};

use lingpai_domain::{AccountId, Arrangement, Moment, UnixTime};

use crate::format::body::{Body, Entry};
use crate::vault::Vault;
use crate::vault::fault::VaultFault;

impl Vault {
    /// Changes how an account is arranged in the list. The change is on disk when this returns.
    pub fn arrange(&mut self, id: AccountId, arrangement: Arrangement, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            body.stored_mut(id)?.account.arrangement = arrangement;
            Ok(())
        })
    }

    /// Puts the accounts into this order. Accounts that are not named follow in their present order. The change is on
    /// disk when this returns. `Err`, and no change, where an id has no account.
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

    /// Notes in memory that an account was used for a code. The next change saves it, or [`Vault::save_used`].
    pub fn note_used(&mut self, id: AccountId, at: Moment) -> Result<(), VaultFault> {
        self.body.stored_mut(id)?.account.used = Some(UnixTime::from_secs(at.wall.secs()));
        self.used = true;
        Ok(())
    }

    /// Saves what [`Vault::note_used`] noted and no change has saved since. Does nothing where there is no such note.
    pub fn save_used(&mut self, at: Moment) -> Result<(), VaultFault> {
        if self.used { self.change(at, |_, _, _| Ok(())) } else { Ok(()) }
    }
}

impl Body {
    /// Sorts the accounts by their place in `order`. All others follow in their present order.
    fn reorder(&mut self, order: &[AccountId]) {
        let mut places = HashMap::new();
        for (place, id) in order.iter().enumerate() {
            // Where an id is named twice, its first place counts.
            places.entry(*id).or_insert(place);
        }
        self.entries.sort_by_key(|entry| match entry {
            Entry::Account(stored) => places.get(&stored.account.id).copied().unwrap_or(usize::MAX),
            Entry::SetAside(_) => usize::MAX,
        });
    }
}
