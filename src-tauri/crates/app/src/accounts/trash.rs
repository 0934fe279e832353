//! Removed accounts: kept in the vault for 30 days, from where they come back.

use std::time::Duration;

use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{self, Event, Proof, Refusal, State};
use lingpai_domain::trail::What;
use lingpai_domain::{Account, AccountId, UnixTime};

use crate::fault::Fault;
use crate::room::{Gone, Room};

/// How long a removed account can be brought back.
pub const TRASH_LIFE: Duration = Duration::from_hours(30 * 24);

/// Moves an account into the trash: one without a PIN, or whose PIN cannot be asked for.
pub(crate) fn remove_without_pin(room: &mut Room<'_>, id: AccountId) -> Result<(), Fault> {
    if asks_for_a_pin(room.account(id)?.binding) { Err(Refusal::PinNeeded.into()) } else { remove(room, id) }
}

/// Moves an account into the trash. The caller has had its PIN confirmed where it has one.
pub(crate) fn remove(room: &mut Room<'_>, id: AccountId) -> Result<(), Fault> {
    let account = room.account(id)?.clone();
    let (removed, _) = binding::transition(Some(account.binding), Event::Remove)?;
    let line = room.line(What::Removed, &account);
    room.vault.noting(line).remove(id, removed, room.at)?;
    room.forget(id, Gone::Removed);
    Ok(())
}

/// The accounts in the trash, each with when it was removed, the newest first.
pub(crate) fn list(room: &Room<'_>) -> Vec<(Account, UnixTime)> {
    room.vault.trash().map(|(account, removed)| (account.clone(), removed)).collect()
}

/// Brings an account back: one without a PIN, or whose PIN cannot be asked for.
pub(crate) fn bring_back_without_pin(room: &mut Room<'_>, id: AccountId) -> Result<(), Fault> {
    if asks_for_a_pin(room.trashed(id)?.binding) { Err(Refusal::PinNeeded.into()) } else { bring_back(room, id) }
}

/// Brings an account back. The caller has had its PIN confirmed where it has one.
pub(crate) fn bring_back(room: &mut Room<'_>, id: AccountId) -> Result<(), Fault> {
    let account = room.trashed(id)?.clone();
    let line = room.line(What::Restored, &account);
    Ok(room.vault.noting(line).bring_back(id, account.binding, room.at)?)
}

/// Whether removing an account and bringing it back asks for its PIN: where one can be checked. A frozen account takes none,
/// and stays frozen wherever it is.
pub fn asks_for_a_pin(binding: State) -> bool {
    match binding {
        State::Plain | State::Unsynced(_, Proof::ByEye, _) => false,
        State::Synced(_, guard) | State::Unsynced(_, Proof::Opens, guard) => guard.attempts() != Attempts::Frozen,
    }
}
