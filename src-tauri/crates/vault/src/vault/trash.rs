//! Removed accounts, until they are deleted for good.

use std::time::Duration;

use lingpai_domain::binding::{MoveToTrash, Permit as _};
use lingpai_domain::{Account, AccountId, Moment, UnixTime};

use crate::format::body::{Entry, Trashed};
use crate::vault::Vault;
use crate::vault::fault::VaultFault;

impl Vault {
    /// Gives the removed accounts, each with the time of its removal, the newest first.
    pub fn trash(&self) -> impl Iterator<Item = (&Account, UnixTime)> {
        self.body.trash.iter().rev().filter_map(|trashed| match &trashed.entry {
            Entry::Account(stored) => Some((&stored.account, trashed.removed_at)),
            Entry::SetAside(_) => None,
        })
    }

    /// Moves an account into the trash. The change is on disk when this returns.
    pub fn remove(&mut self, id: AccountId, permit: &MoveToTrash, at: Moment) -> Result<(), VaultFault> {
        self.permitted(id, permit)?;
        self.change(at, |_, body, _| {
            let mut found = None;
            body.entries.retain_mut(|entry| match entry {
                Entry::Account(stored) if stored.account.id == id && found.is_none() => {
                    stored.account.binding = permit.to();
                    found = Some(entry.clone());
                    false
                }
                Entry::Account(_) | Entry::SetAside(_) => true,
            });
            let entry = found.ok_or(VaultFault::NoAccount)?;
            body.trash.push(Trashed { removed_at: at.wall, entry });
            Ok(())
        })
    }

    /// Restores an account from the trash with its binding. The change is on disk when this returns.
    pub fn bring_back(&mut self, id: AccountId, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            let is_it = |trashed: &Trashed| matches!(&trashed.entry, Entry::Account(stored) if stored.account.id == id);
            let place = body.trash.iter().position(is_it).ok_or(VaultFault::NoAccount)?;
            body.entries.push(body.trash.remove(place).entry);
            Ok(())
        })
    }

    /// Deletes the accounts that have been in the trash for `after`. Saves nothing if there are none.
    pub fn empty_trash(&mut self, after: Duration, at: Moment) -> Result<(), VaultFault> {
        let old = |trashed: &Trashed| at.wall.since(trashed.removed_at) >= after;
        if !self.body.trash.iter().any(old) {
            return Ok(());
        }
        self.change(at, |_, body, _| {
            body.trash.retain(|trashed| !old(trashed));
            Ok(())
        })
    }
}
