//! The audit trail, as it is shown and exported.

use lingpai_domain::AccountId;
use lingpai_domain::trail::{Entry, What};

use crate::fault::Fault;
use crate::room::Room;

/// All entries, the newest first.
pub(crate) fn entries(room: &Room<'_>) -> Vec<Entry> {
    room.vault.trail().cloned().collect()
}

/// Records that the trail was exported.
pub(crate) fn note_exported(room: &mut Room<'_>) -> Result<(), Fault> {
    Ok(room.vault.note(Entry::of_vault(room.at.wall, What::Exported), room.at)?)
}

/// Records that the transfer of an account was saved as a file.
pub(crate) fn note_transfer_saved(room: &mut Room<'_>, id: AccountId) -> Result<(), Fault> {
    let line = room.line(What::Exported, room.account(id)?);
    Ok(room.vault.note(line, room.at)?)
}
