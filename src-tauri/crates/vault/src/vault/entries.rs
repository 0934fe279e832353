//! The accounts in the body of a vault, by their ids.

use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{self, Permit as _, PinGuard};
use lingpai_domain::{AccountId, UnixTime};

use crate::format::body::{Body, Entry};
use crate::format::stored::Stored;
use crate::vault::fault::VaultFault;

impl Body {
    pub(crate) fn all(&self) -> impl Iterator<Item = &Stored> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Account(stored) => Some(&**stored),
            Entry::SetAside(_) => None,
        })
    }

    /// Gives an account by its id, even a removed one: its PIN is needed to restore it.
    pub(crate) fn stored(&self, id: AccountId) -> Option<&Stored> {
        self.all().chain(self.removed()).find(|stored| stored.account.id == id)
    }

    pub(crate) fn removed(&self) -> impl Iterator<Item = &Stored> {
        self.trash.iter().filter_map(|trashed| match &trashed.entry {
            Entry::Account(stored) => Some(&**stored),
            Entry::SetAside(_) => None,
        })
    }

    /// The counts of wrong PINs, those of removed accounts too.
    pub(crate) fn remembered(&self) -> Vec<(AccountId, Attempts)> {
        let all = self.all().chain(self.removed()).map(|stored| &stored.account);
        all.filter_map(|account| Some((account.id, account.binding.guard()?.attempts()))).collect()
    }

    /// Gives every entry, including those in the trash.
    pub(crate) fn every_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut().chain(self.trash.iter_mut().map(|trashed| &mut trashed.entry))
    }

    pub(crate) fn stored_mut(&mut self, id: AccountId) -> Result<&mut Stored, VaultFault> {
        let found = self.every_mut().find_map(|entry| match entry {
            Entry::Account(stored) if stored.account.id == id => Some(&mut **stored),
            Entry::Account(_) | Entry::SetAside(_) => None,
        });
        found.ok_or(VaultFault::NoAccount)
    }

    /// Forgets what is sealed for the recovery kit.
    pub(crate) fn forget_kit(&mut self) {
        for entry in self.every_mut() {
            if let Entry::Account(stored) = entry {
                stored.sealed.kit = None;
            }
        }
    }

    /// Makes every PIN account Unsynced, and raises the counts of wrong PINs to those that are remembered.
    pub(crate) fn relocate(&mut self, remembered: &[(AccountId, Attempts)]) {
        for entry in self.every_mut() {
            let Entry::Account(stored) = entry else { continue };
            let account = &mut stored.account;
            if let Ok(permit) = binding::relocate(account.binding) {
                account.binding = permit.to();
            }
        }
        self.raise(remembered);
    }

    /// Holds every PIN back, because nobody can say how many tries there were.
    pub(crate) fn hold_back(&mut self, now: UnixTime) {
        for entry in self.every_mut() {
            let Entry::Account(stored) = entry else { continue };
            if let Some(guard) = stored.account.binding.guard() {
                let held = PinGuard::Resting(guard.attempts().held_back(now));
                stored.account.binding = stored.account.binding.with_guard(held);
            }
        }
    }

    /// Raises the counts of wrong PINs to those that are remembered. No count is lowered.
    pub(crate) fn raise(&mut self, remembered: &[(AccountId, Attempts)]) {
        for entry in self.every_mut() {
            let Entry::Account(stored) = entry else { continue };
            let account = &mut stored.account;
            let remembered = remembered.iter().find(|(id, _)| *id == account.id);
            if let (Some((_, attempts)), Some(guard)) = (remembered, account.binding.guard())
                && attempts.wrong() > guard.attempts().wrong()
            {
                account.binding = account.binding.with_guard(PinGuard::Resting(*attempts));
            }
        }
    }
}
