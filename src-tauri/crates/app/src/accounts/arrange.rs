//! What the user makes of the list: marks, groups, an order.

use lingpai_domain::{AccountId, Arrangement};
use lingpai_vault::VaultFault;

use crate::codes::Codes;
use crate::fault::Fault;
use crate::room::Room;

/// Marks an account in the list. On disk when this returns.
///
/// An account that is to stay open for a shorter time than before is closed at once; a longer time counts from the next
/// right PIN on.
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

/// Puts the accounts into this order. Those that are not named follow, as they stood. On disk when this returns.
pub(crate) fn reorder(room: &mut Room<'_>, order: &[AccountId]) -> Result<(), Fault> {
    match room.vault.reorder(order, room.at) {
        Err(VaultFault::NoAccount) => Err(Fault::Stale),
        ordered => Ok(ordered?),
    }
}
