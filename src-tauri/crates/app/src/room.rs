//! What every room gets: the open vault, the moment, the ports.

use lingpai_domain::trail::{Entry, What};
use lingpai_domain::{Account, AccountId, Moment};
use lingpai_vault::{Cost, Vault};

use crate::fault::Fault;
use crate::ports::Ports;
use crate::ports::anchor::Memory;

/// The arguments of a use case, besides the state of its own room.
pub(crate) struct Room<'a> {
    /// The open vault.
    pub(crate) vault: &'a mut Vault,
    /// When the use case began.
    pub(crate) at: Moment,
    /// The operating system.
    pub(crate) ports: &'a Ports,
    /// The cost of Argon2id for a new PIN or passphrase.
    pub(crate) cost: Cost,
    /// Whether the keystore takes part in this session.
    pub(crate) memory: Memory,
    /// The accounts that the rooms must forget, and why.
    forgotten: Vec<(AccountId, Gone)>,
}

/// Why the rooms forget an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gone {
    /// It was moved to the trash, and may come back with the same secret.
    Removed,
    /// It was bound, or its secret or its parameters were replaced.
    Replaced,
}

impl<'a> Room<'a> {
    pub(crate) fn new(vault: &'a mut Vault, at: Moment, ports: &'a Ports, cost: Cost, memory: Memory) -> Self {
        Self { vault, at, ports, cost, memory, forgotten: Vec::new() }
    }

    /// An account that is not in the trash.
    pub(crate) fn account(&self, id: AccountId) -> Result<&Account, Fault> {
        self.vault.account(id).ok_or(Fault::Stale)
    }

    /// An account that may be in the trash.
    pub(crate) fn account_or_trashed(&self, id: AccountId) -> Result<&Account, Fault> {
        self.vault.account_or_trashed(id).ok_or(Fault::Stale)
    }

    /// An account in the trash.
    pub(crate) fn trashed(&self, id: AccountId) -> Result<&Account, Fault> {
        let mut trash = self.vault.trash().map(|(account, _)| account);
        trash.find(|account| account.id == id).ok_or(Fault::Stale)
    }

    /// Makes a line of the audit trail about an account.
    pub(crate) fn line(&self, what: What, account: &Account) -> Entry {
        Entry::of_account(self.at.wall, what, account)
    }

    /// Makes a line of the audit trail about the vault.
    pub(crate) fn vault_line(&self, what: What) -> Entry {
        Entry::of_vault(self.at.wall, what)
    }

    /// Makes every room forget an account once the use case has returned.
    pub(crate) fn forget(&mut self, id: AccountId, why: Gone) {
        self.forgotten.push((id, why));
    }

    /// Returns the accounts that the rooms must forget, and clears the list.
    pub(crate) fn take_forgotten(&mut self) -> Vec<(AccountId, Gone)> {
        std::mem::take(&mut self.forgotten)
    }
}
