//! Removed accounts. They stay in the vault for 30 days and can be brought back.

use std::time::Duration;

use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{self, PinCheck, Refusal, State};
use lingpai_domain::trail::What;
use lingpai_domain::{Account, AccountId, UnixTime};
use lingpai_vault::RightPin;

use crate::fault::Fault;
use crate::room::{Gone, Room};

/// How long a removed account can be brought back.
pub const TRASH_LIFE: Duration = Duration::from_hours(30 * 24);

/// The permission to remove an account or bring it back: its PIN was right, or it has no PIN that can be checked.
pub(crate) struct MayMove(AccountId);

impl MayMove {
    /// The PIN of the account was right.
    pub(crate) fn by_pin(right: &RightPin) -> Self {
        Self(right.account())
    }

    /// The account has no PIN that can be checked.
    fn without_pin(account: &Account) -> Result<Self, Refusal> {
        if asks_for_a_pin(account.binding) { Err(Refusal::PinNeeded) } else { Ok(Self(account.id)) }
    }
}

/// Moves an account to the trash. Refused if its PIN can be checked.
pub(crate) fn remove_without_pin(room: &mut Room<'_>, id: AccountId) -> Result<(), Fault> {
    let may = MayMove::without_pin(room.account(id)?)?;
    remove(room, &may)
}

/// Moves an account to the trash.
pub(crate) fn remove(room: &mut Room<'_>, &MayMove(id): &MayMove) -> Result<(), Fault> {
    let account = room.account(id)?.clone();
    let permit = binding::remove(account.binding)?;
    let line = room.line(What::Removed, &account);
    room.vault.noting(line).remove(id, &permit, room.at)?;
    room.forget(id, Gone::Removed);
    Ok(())
}

/// The accounts in the trash, each with the time of its removal, the newest first.
pub(crate) fn list(room: &Room<'_>) -> Vec<(Account, UnixTime)> {
    room.vault.trash().map(|(account, removed)| (account.clone(), removed)).collect()
}

/// Brings an account back. Refused if its PIN can be checked.
pub(crate) fn bring_back_without_pin(room: &mut Room<'_>, id: AccountId) -> Result<(), Fault> {
    let may = MayMove::without_pin(room.trashed(id)?)?;
    bring_back(room, &may)
}

/// Brings an account back.
pub(crate) fn bring_back(room: &mut Room<'_>, &MayMove(id): &MayMove) -> Result<(), Fault> {
    let line = room.line(What::Restored, room.trashed(id)?);
    Ok(room.vault.noting(line).bring_back(id, room.at)?)
}

/// Whether removing an account and bringing it back needs its PIN, because this device can check it. A frozen account
/// takes no PIN; it stays frozen in the trash and after it.
pub fn asks_for_a_pin(binding: State) -> bool {
    match binding {
        State::Plain | State::Unsynced(_, PinCheck::ByEye, _) => false,
        State::Synced(_, guard) | State::Unsynced(_, PinCheck::Opens, guard) => guard.attempts() != Attempts::Frozen,
    }
}
