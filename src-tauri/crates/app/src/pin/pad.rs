//! Opening the PIN pad and typing on it.

use lingpai_domain::binding::{self, Refusal, State};
use lingpai_domain::{AccountId, PinEntry};
use lingpai_vault::{RecoveryKit, Reopened, VaultFault};

use crate::adding::state::Adding;
use crate::fault::Fault;
use crate::pin::devices::may_hand_out;
use crate::pin::outcome::AttemptsAt;
use crate::pin::state::Pins;
use crate::pin::steps::{NewPin, Pad, PadPurpose, PadStep, PadWindow, Then};
use crate::proven::{Needed, needed};
use crate::room::Room;

/// Opens an empty PIN pad in the main window. The previous pad is wiped.
pub(crate) fn open(pins: &mut Pins, room: &Room<'_>, adding: &Adding, purpose: PadPurpose) -> Result<usize, Fault> {
    let step = match purpose {
        PadPurpose::Create => {
            adding.takes_a_pin(room.at.wall)?;
            PadStep::New(NewPin::Bind)
        }
        PadPurpose::Code(id) => for_code(room, id)?,
        PadPurpose::CheckDigits(id) => PadStep::Try(synced(room, id)?, Then::CheckDigits),
        PadPurpose::HandOut(id, name) => {
            may_hand_out(room.account(id)?, &name)?;
            PadStep::Try(id, Then::HandOut(name))
        }
        PadPurpose::GiveUp(id, slot) => {
            let _permit = binding::give_up(pin_account(room, id)?, slot)?;
            PadStep::Try(id, Then::GiveUp(slot))
        }
        PadPurpose::Change(id) => {
            let _permit = binding::change_pin(pin_account(room, id)?)?;
            PadStep::Try(id, Then::Change)
        }
        PadPurpose::Remove(id) => {
            pin_account(room, id)?;
            PadStep::Try(id, Then::Remove)
        }
        PadPurpose::Prove(id, grave) => match needed(room) {
            Needed::Pin(accounts) if accounts.contains(&id) => PadStep::Try(id, Then::Prove(grave)),
            Needed::Pin(_) | Needed::Passphrase | Needed::Kit | Needed::System | Needed::Delay | Needed::Nothing => {
                return Err(Fault::ProofNeeded);
            }
        },
        PadPurpose::Restore(id) => {
            AttemptsAt::of(room.trashed(id)?.binding, room.at.steady).ok_or(Refusal::NoPin)?;
            PadStep::Try(id, Then::Restore)
        }
    };
    Ok(show(pins, PadWindow::Main, step))
}

/// Opens an empty PIN pad in the strip. It is for a code and for nothing else. The previous pad is wiped.
pub(crate) fn open_in_strip(pins: &mut Pins, room: &Room<'_>, id: AccountId) -> Result<usize, Fault> {
    let step = for_code(room, id)?;
    Ok(show(pins, PadWindow::Strip, step))
}

/// Opens an empty PIN pad for a new PIN of an account that the recovery kit opens. The account may be frozen.
pub(crate) fn open_with_kit(
    pins: &mut Pins,
    room: &Room<'_>,
    id: AccountId,
    kit: &RecoveryKit,
) -> Result<usize, Fault> {
    let permit = binding::kit_resets(pin_account(room, id)?)?;
    let opened = room
        .vault
        .open_with_kit(id, &permit, kit)
        .map_err(|fault| if let VaultFault::Proof(fault) = fault { Fault::of_kit(fault) } else { fault.into() })?;
    let of = NewPin::Change(Box::new(Reopened::ByKit(opened)));
    Ok(show(pins, PadWindow::Main, PadStep::New(of)))
}

/// Types a digit from 0 to 9. Returns the count of digits.
pub(crate) fn type_digit(pins: &mut Pins, window: PadWindow, digit: u8) -> Result<usize, Fault> {
    let entry = entry(pins, window)?;
    entry.push(digit);
    Ok(entry.len())
}

/// Removes the last digit. Returns the count of digits.
pub(crate) fn take_back(pins: &mut Pins, window: PadWindow) -> Result<usize, Fault> {
    let entry = entry(pins, window)?;
    entry.pop();
    Ok(entry.len())
}

fn entry(pins: &mut Pins, window: PadWindow) -> Result<&mut PinEntry, Fault> {
    let pad = pins.pad.as_mut().filter(|pad| pad.window == window);
    Ok(&mut pad.ok_or(Fault::Stale)?.entry)
}

fn show(pins: &mut Pins, window: PadWindow, step: PadStep) -> usize {
    pins.compared = None;
    pins.pad = Some(Pad::new(window, step));
    0
}

/// The step with which a pad for an account's code begins.
fn for_code(room: &Room<'_>, id: AccountId) -> Result<PadStep, Fault> {
    Ok(match binding::type_pin(pin_account(room, id)?) {
        Ok(_) => PadStep::ByEye(id),
        Err(_) => PadStep::Try(id, Then::ShowOrSync),
    })
}

/// The binding of a PIN account.
fn pin_account(room: &Room<'_>, id: AccountId) -> Result<State, Fault> {
    match room.account(id)?.binding {
        State::Plain => Err(Refusal::NoPin.into()),
        bound @ (State::Synced(..) | State::Unsynced(..)) => Ok(bound),
    }
}

fn synced(room: &Room<'_>, id: AccountId) -> Result<AccountId, Fault> {
    match pin_account(room, id)? {
        State::Synced(..) => Ok(id),
        State::Plain | State::Unsynced(..) => Err(Refusal::Unsynced.into()),
    }
}
