//! The trial of a PIN: it is counted first, then checked without the session's lock, then settled.

use lingpai_domain::attempts::{Attempts, NoTry};
use lingpai_domain::binding::{self, Permit as _, Refusal};
use lingpai_domain::trail::What;
use lingpai_domain::{AccountId, Pin};
use lingpai_vault::{Counted, Kept, OpenedByPin, PinFault, Reopened, RightPin, VaultFault, WrongPin};

use crate::codes::Codes;
use crate::fault::Fault;
use crate::pin::outcome::{AttemptsAt, Outcome};
use crate::pin::state::Pins;
use crate::pin::work::{Attempt, Next, Work};
use crate::ports::Keystore;
use crate::ports::anchor::{Anchors, Memory};
use crate::room::Room;

/// Counts a try, on disk and in the keystore's memory. The PIN is checked only after that.
pub(crate) fn count(room: &mut Room<'_>, attempt: Attempt) -> Result<Next, Fault> {
    let (id, at) = (attempt.id, room.at);
    let binding = room.account_or_trashed(id)?.binding;
    match binding::try_pin(binding, at.steady) {
        Ok(permit) => {
            let counted = room.vault.begin_trial(id, &permit, at)?;
            Ok(Next::Remember(Box::new(counted), attempt, room.memory))
        }
        Err(Refusal::NoTry(NoTry::Wait { .. } | NoTry::Frozen)) => {
            Ok(Next::Done(Outcome::NoTry(AttemptsAt::of(binding, at.steady).ok_or(Refusal::NoPin)?)))
        }
        Err(Refusal::Trying) => Err(Fault::Busy),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Has the keystore remember a count. The session is not held: the keystore may ask the user.
pub(crate) fn remember(
    counted: Counted,
    attempt: Attempt,
    memory: Memory,
    anchors: &Anchors,
    keystore: &dyn Keystore,
) -> Result<Next, Fault> {
    let mut refused = None;
    let remembered = counted.remember(|memo| match memory {
        Memory::Answers => match anchors.keep(keystore, memo) {
            Ok(()) => Kept::Held,
            Err(fault) => {
                refused = Some(fault);
                Kept::Refused
            }
        },
        Memory::Silent => Kept::NotAsked,
    });
    match remembered {
        Ok(remembered) => Ok(Next::Work(Work::Try(Box::new(remembered.trial()), attempt))),
        Err(fault) => Err(refused.map_or_else(|| fault.into(), Fault::NotRemembered)),
    }
}

/// Gives a try back whose PIN nobody has looked at. On disk when this returns.
pub(crate) fn give_back(room: &mut Room<'_>, id: AccountId) -> Result<(), Fault> {
    let permit = binding::pin_wrong_again(room.account_or_trashed(id)?.binding)?;
    Ok(room.vault.settle_wrong_pin(id, &permit, room.at)?)
}

/// Settles a right PIN.
pub(super) fn settle_right(
    pins: &mut Pins,
    room: &mut Room<'_>,
    id: AccountId,
    pin: &Pin,
    opened: OpenedByPin,
) -> Result<RightPin, Fault> {
    let account = room.account_or_trashed(id)?.clone();
    let permit = binding::pin_right(account.binding)?;
    if permit.syncs() {
        let line = room.line(What::Synced, &account);
        room.vault.noting(line);
    }
    let right = match room.vault.settle_right_pin(&permit, opened, pin, room.cost, room.at) {
        Ok(right) => right,
        Err(fault) => {
            // The file still counts the try as wrong, so the state in memory must too.
            room.vault.settle_wrong_pin(id, &binding::pin_wrong(account.binding)?, room.at)?;
            return Err(fault.into());
        }
    };
    pins.last_wrong.remove(&id);
    pins.close_pad();
    Ok(right)
}

/// Settles a wrong PIN.
pub(super) fn settle_wrong(
    pins: &mut Pins,
    codes: &mut Codes,
    room: &mut Room<'_>,
    id: AccountId,
    wrong: WrongPin,
) -> Result<Outcome, Fault> {
    let account = room.account_or_trashed(id)?.clone();
    let binding = account.binding;
    let WrongPin { fault, mark } = wrong;
    let again = matches!((&mark, pins.last_wrong.get(&id)), (Some(mark), Some(last)) if mark.same_as(last));
    let permit = if again { binding::pin_wrong_again(binding)? } else { binding::pin_wrong(binding)? };
    let settled = permit.to();
    if let Err(fault) = room.vault.settle_wrong_pin(id, &permit, room.at) {
        if !again {
            return Err(fault.into());
        }
        // The count on disk cannot be lowered, so the try stays counted in both places.
        room.vault.settle_wrong_pin(id, &binding::pin_wrong(binding)?, room.at)?;
    }
    if let Some(mark) = mark {
        pins.last_wrong.insert(id, mark);
    }
    let seen = AttemptsAt::of(settled, room.at.steady).ok_or(Refusal::NoPin)?;
    let frozen = seen.attempts == Attempts::Frozen;
    if !matches!(seen.attempts, Attempts::Free { .. }) {
        codes.close(id);
    }
    if fault == PinFault::Wrong {
        let line = room.line(if frozen { What::Frozen } else { What::WrongPin }, &account);
        // The try is on disk. If the trail cannot be written, the answer is the same.
        room.vault.note(line, room.at).ok();
    }
    if frozen && room.vault.settings().erase_at_ten {
        let line = room.line(What::Erased, &account);
        room.vault.noting(line).erase(id, room.at)?;
    }
    match fault {
        PinFault::Wrong => Ok(Outcome::Wrong(seen)),
        PinFault::Damaged(damage) => Err(VaultFault::Damaged(damage).into()),
        PinFault::Kdf(fault) => Err(VaultFault::Kdf(fault).into()),
    }
}

/// Seals an account's secret under a new PIN, with a new epoch.
pub(super) fn change_pin(
    pins: &mut Pins,
    codes: &mut Codes,
    room: &mut Room<'_>,
    opened: &Reopened,
    pin: &Pin,
) -> Result<AccountId, Fault> {
    let account = room.account(opened.account())?.clone();
    let permit = match opened {
        Reopened::ByPin(_) => binding::change_pin(account.binding)?,
        Reopened::ByKit(_) => binding::kit_resets(account.binding)?,
    };
    let change = room.vault.prepare_pin_change(&permit, opened, pin, room.cost)?;
    let line = room.line(What::PinChanged, &account);
    room.vault.noting(line).commit(change, room.at)?;
    codes.close(account.id);
    pins.last_wrong.remove(&account.id);
    Ok(account.id)
}
