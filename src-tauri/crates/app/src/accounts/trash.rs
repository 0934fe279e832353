//! Removed accounts: kept in the vault for 30 days, from where they come back.

use std::time::Duration;

use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{self, Event, Proof, Refusal, State};
use lingpai_domain::trail::What;
use lingpai_domain::{Account, AccountId, UnixTime};

use crate::fault::Fault;
use crate::pin::pad::Outcome;
use crate::session::{Lingpai, Open, SessionId};

/// How long a removed account can be brought back.
pub const TRASH_LIFE: Duration = Duration::from_hours(30 * 24);

impl Lingpai {
    /// Moves an account into the trash: one without a PIN, or whose PIN cannot be asked for.
    pub fn remove_without_pin(&self, id: AccountId) -> Result<(), Fault> {
        let look = |open: &mut Open| Ok((open.id, open.vault.account(id).ok_or(Fault::Stale)?.binding));
        let (session, binding) = self.with_open(look)?;
        if asks_for_a_pin(binding) { Err(Refusal::PinNeeded.into()) } else { self.remove(session, id).map(drop) }
    }

    /// Moves an account into the trash. The caller has had its PIN confirmed where it has one.
    pub(crate) fn remove(&self, session: SessionId, id: AccountId) -> Result<Outcome, Fault> {
        self.with_change_in(session, |open| {
            let at = open.moment(&self.ports);
            let account = open.vault.account(id).ok_or(Fault::Stale)?.clone();
            let (removed, _) = binding::transition(Some(account.binding), Event::Remove)?;
            let line = open.line(What::Removed, &account, at);
            open.vault.noting(line).remove(id, removed, at)?;
            open.close(id);
            open.counted.remove(&id);
            open.transfer.take_if(|shown| shown.account == id);
            Ok(Outcome::Done(id))
        })
    }

    /// The accounts in the trash, each with when it was removed, the newest first.
    pub fn trash(&self) -> Result<Vec<(Account, UnixTime)>, Fault> {
        self.with_open(|open| Ok(open.vault.trash().map(|(account, removed)| (account.clone(), removed)).collect()))
    }

    /// Brings an account back: one without a PIN, or whose PIN cannot be asked for.
    pub fn bring_back_without_pin(&self, id: AccountId) -> Result<(), Fault> {
        let (session, binding) = self.with_open(|open| {
            let (account, _) = open.vault.trash().find(|(account, _)| account.id == id).ok_or(Fault::Stale)?;
            Ok((open.id, account.binding))
        })?;
        if asks_for_a_pin(binding) { Err(Refusal::PinNeeded.into()) } else { self.bring_back(session, id).map(drop) }
    }

    /// Brings an account back. The caller has had its PIN confirmed where it has one.
    pub(crate) fn bring_back(&self, session: SessionId, id: AccountId) -> Result<Outcome, Fault> {
        self.with_change_in(session, |open| {
            let at = open.moment(&self.ports);
            let (account, _) = open.vault.trash().find(|(account, _)| account.id == id).ok_or(Fault::Stale)?;
            let account = account.clone();
            let line = open.line(What::Restored, &account, at);
            open.vault.noting(line).bring_back(id, account.binding, at)?;
            Ok(Outcome::Done(id))
        })
    }
}

/// Whether removing an account and bringing it back asks for its PIN: where one can be checked. A frozen account takes none,
/// and stays frozen wherever it is.
pub fn asks_for_a_pin(binding: State) -> bool {
    match binding {
        State::Plain | State::Unsynced(_, Proof::ByEye, _) => false,
        State::Synced(_, guard) | State::Unsynced(_, Proof::Opens, guard) => guard.attempts() != Attempts::Frozen,
    }
}
