//! Editing an account without a PIN.

use lingpai_domain::binding::{self, Refusal, State};
use lingpai_domain::trail::What;
use lingpai_domain::{Account, AccountId};
use lingpai_intake::Described;
use lingpai_vault::{Authorization, NewAccount};

use crate::fault::Fault;
use crate::room::{Gone, Room};

/// An account without a PIN, which can be edited.
pub(crate) fn plain_account<'r>(room: &'r Room<'_>, id: AccountId) -> Result<&'r Account, Fault> {
    let account = room.account(id)?;
    match account.binding {
        State::Plain => Ok(account),
        State::Synced(..) | State::Unsynced(..) => Err(Refusal::PinNeeded.into()),
    }
}

/// Changes an account without a PIN, except for its secret. It needs a proof, because another algorithm or period makes
/// the codes useless.
pub(crate) fn edit(room: &mut Room<'_>, _: &Authorization, id: AccountId, described: Described) -> Result<(), Fault> {
    let Described { issuer, account: number, otp } = described;
    let before = plain_account(room, id)?.clone();
    let permit = binding::show(before.binding)?;
    let secret = room.vault.open_secret(id, &permit)?;
    if room.vault.same_as(&room.vault.fingerprinter().of(&secret, &otp)).is_some_and(|same| same.id != id) {
        return Err(Refusal::AlreadyBound.into());
    }
    let new = NewAccount { issuer, number, otp, ..NewAccount::from(&before) };
    let change = room.vault.prepare_edited(id, &permit, new, &secret)?;
    // The trail has the old name: the list shows the new one.
    let line = room.line(What::Edited, &before);
    room.vault.noting(line).commit(change, room.at)?;
    if before.otp != otp {
        // Codes of the old parameters are no longer valid.
        room.forget(id, Gone::Replaced);
    }
    Ok(())
}
