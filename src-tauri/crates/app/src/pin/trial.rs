//! A PIN against an account: counted before it is looked at, checked with the session free for others, settled.

use lingpai_domain::attempts::{Attempts, NoTry};
use lingpai_domain::binding::{self, Event, Refusal, State};
use lingpai_domain::trail::What;
use lingpai_domain::{AccountId, Pin};
use lingpai_vault::{Lock, NewAccount, Opened, PinFault, VaultFault, WrongPin};

use crate::codes::Codes;
use crate::fault::Fault;
use crate::pin::outcome::{Outcome, Standing};
use crate::pin::state::Pins;
use crate::pin::work::{Attempt, Next, Work};
use crate::room::Room;

/// Counts a try, on disk and in the keystore's memory. Only then is the PIN looked at.
pub(crate) fn count(room: &mut Room<'_>, attempt: Attempt) -> Result<Next, Fault> {
    let (id, at) = (attempt.id, room.at);
    let binding = room.account_or_trashed(id)?.binding;
    match binding::transition(Some(binding), Event::TryPin { now: at.steady }) {
        Ok((trying, _)) => {
            let trial = room.vault.pin_trial(id)?;
            room.vault.set_binding(id, trying, at)?;
            // Before the PIN is looked at: an old file put back afterwards must not give the try back.
            room.memory.remember(room.vault, &*room.ports.keystore, at);
            Ok(Next::Work(Work::Try(trial, attempt)))
        }
        Err(Refusal::NoTry(NoTry::Wait { .. } | NoTry::Frozen)) => {
            Ok(Next::Done(Outcome::NoTry(Standing::of(binding, at.steady).ok_or(Refusal::NoPin)?)))
        }
        Err(Refusal::Trying) => Err(Fault::Busy),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Settles a right PIN. `true` where the account was Unsynced until now.
pub(super) fn settle_right(
    pins: &mut Pins,
    room: &mut Room<'_>,
    id: AccountId,
    pin: &Pin,
    opened: &Opened,
) -> Result<bool, Fault> {
    let account = room.account_or_trashed(id)?.clone();
    let settle = |event| binding::transition(Some(account.binding), event).map(|(settled, _)| settled);
    let settled = settle(Event::PinRight)?;
    let syncs = matches!(account.binding, State::Unsynced(..));
    if syncs {
        let line = room.line(What::Synced, &account);
        room.vault.noting(line);
    }
    let saved = if opened.came_with_a_transfer() {
        // From now on under this vault's own keys.
        let new = NewAccount { binding: settled, ..NewAccount::from(&account) };
        let change = room.vault.prepare_as(id, new, &opened.secret, Lock::Pin(pin, room.cost));
        change.and_then(|change| room.vault.commit(change, room.at).map(drop))
    } else {
        room.vault.settle_right_pin(id, settled, opened, room.at)
    };
    if let Err(fault) = saved {
        // The file still says that the try was wrong: so does the memory.
        room.vault.note_binding(id, settle(Event::PinWrong)?)?;
        return Err(fault.into());
    }
    pins.last_wrong.remove(&id);
    pins.close_pad();
    Ok(syncs)
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
    let (settled, _) = binding::transition(Some(binding), if again { Event::PinWrongAgain } else { Event::PinWrong })?;
    if again {
        // Given back on disk as well; where that fails, the try stays counted in both places.
        if room.vault.set_binding(id, settled, room.at).is_err() {
            room.vault.note_binding(id, binding::transition(Some(binding), Event::PinWrong)?.0)?;
        }
    } else {
        room.vault.note_binding(id, settled)?;
    }
    if let Some(mark) = mark {
        pins.last_wrong.insert(id, mark);
    }
    let standing = Standing::of(settled, room.at.steady).ok_or(Refusal::NoPin)?;
    let frozen = standing.attempts == Attempts::Frozen;
    if !matches!(standing.attempts, Attempts::Free { .. }) {
        codes.close(id);
    }
    if fault == PinFault::Wrong {
        let line = room.line(if frozen { What::Frozen } else { What::WrongPin }, &account);
        // The try is on disk; a trail that cannot be written takes nothing from the answer.
        room.vault.note(line, room.at).ok();
    }
    if frozen && room.vault.settings().erase_at_ten {
        room.vault.erase(id, room.at)?;
    }
    match fault {
        PinFault::Wrong => Ok(Outcome::Wrong(standing)),
        PinFault::Damaged(damage) => Err(VaultFault::Damaged(damage).into()),
        PinFault::Kdf(fault) => Err(VaultFault::Kdf(fault).into()),
    }
}

/// Seals an account's secret under another PIN, for a new epoch.
pub(super) fn change_pin(
    pins: &mut Pins,
    codes: &mut Codes,
    room: &mut Room<'_>,
    (id, event): (AccountId, Event),
    opened: &Opened,
    pin: &Pin,
) -> Result<(), Fault> {
    let account = room.account(id)?.clone();
    let (changed, _) = binding::transition(Some(account.binding), event)?;
    let new = NewAccount { binding: changed, epoch: account.epoch + 1, ..NewAccount::from(&account) };
    let change = room.vault.prepare_as(id, new, &opened.secret, Lock::Pin(pin, room.cost))?;
    let line = room.line(What::PinChanged, &account);
    room.vault.noting(line).commit(change, room.at)?;
    codes.close(id);
    pins.last_wrong.remove(&id);
    Ok(())
}
