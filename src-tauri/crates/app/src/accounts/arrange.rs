//! The user's arrangement of the list: favourites, groups, the order.

use lingpai_domain::{AccountId, Arrangement};
use lingpai_vault::VaultFault;

use crate::codes::Codes;
use crate::fault::Fault;
use crate::room::Room;

/// Sets whether an account is a favourite, its group, and how long it stays open. On disk when this returns.
///
/// With a shorter time than before, an open account is closed at once. A longer time applies from the next right PIN.
pub(crate) fn arrange(
    codes: &mut Codes,
    room: &mut Room<'_>,
    id: AccountId,
    arrangement: Arrangement,
) -> Result<(), Fault> {
    let there = &room.account(id)?.arrangement;
    if *there == arrangement {
        return Ok(());
    }
    if arrangement.keep_open < there.keep_open {
        codes.close(id);
    }
    Ok(room.vault.arrange(id, arrangement, room.at)?)
}

/// Puts the accounts into this order. Accounts that are not named follow in their old order. On disk when this returns.
pub(crate) fn reorder(room: &mut Room<'_>, order: &[AccountId]) -> Result<(), Fault> {
    match room.vault.reorder(order, room.at) {
        Err(VaultFault::NoAccount) => Err(Fault::Stale),
        ordered => Ok(ordered?),
    }
}
