//! Check digits, for comparing a PIN by eye when this device cannot check it.

use lingpai_domain::binding;
use lingpai_domain::trail::What;
use lingpai_domain::{Account, AccountId, Pin};
use lingpai_vault::{CheckDigits, Cost, Lock, NewAccount, VaultFault};

use crate::fault::Fault;
use crate::pin::state::Pins;
use crate::room::Room;

/// Makes the check digits of a PIN. Takes as long as Argon2id.
pub(super) fn check_digits(account: &Account, pin: &Pin, cost: Cost) -> Result<CheckDigits, Fault> {
    let (Some(issuer), Some(activation)) = (&account.issuer, &account.activation) else { return Err(Fault::Stale) };
    let digits = lingpai_vault::check_digits(pin, issuer, &account.number, &activation.code, cost);
    digits.map_err(|fault| VaultFault::Kdf(fault).into())
}

/// An account whose PIN was typed twice because this device cannot check it.
pub(super) fn compared_account(room: &Room<'_>, id: AccountId) -> Result<Account, Fault> {
    let account = room.account(id)?;
    let _permit = binding::type_pin(account.binding)?;
    Ok(account.clone())
}

/// Takes the user's answer whether the first device shows the same check digits. If it does, the PIN that was typed
/// becomes the account's PIN on this device. Otherwise the PIN is forgotten. Takes as long as Argon2id.
pub(crate) fn compare(pins: &mut Pins, room: &mut Room<'_>, id: AccountId, same: bool) -> Result<(), Fault> {
    let (_, pin) = pins.compared.take().filter(|(compared, _)| *compared == id).ok_or(Fault::Stale)?;
    let account = room.account(id)?.clone();
    if !same {
        let _permit = binding::digits_differ(account.binding)?;
        return Ok(());
    }
    let permit = binding::digits_same(account.binding)?;
    let secret = room.vault.open_compared(id, &permit)?;
    let lock = Lock::TypedPin(permit, &pin, room.cost);
    let sealed = room.vault.prepare_as(id, NewAccount::from(&account), &secret, lock);
    let line = room.line(What::Synced, &account);
    let synced = sealed.and_then(|change| room.vault.noting(line).commit(change, room.at));
    if let Err(fault) = synced {
        // The user can answer again.
        pins.compared = Some((id, pin));
        return Err(fault.into());
    }
    Ok(())
}
