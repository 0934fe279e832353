//! The table: the next state and the allowed action for each state and event.

use super::event::Event;
use super::refusal::Refusal;
use super::state::{PinCheck, PinGuard, Role, State};
use crate::attempts::Attempts;
use crate::devices::{DeviceSlot, Devices};

/// The action that a transition allows. A permit is made from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Allows {
    /// Seal the secret under the vault's root key. If there is an old secret, it is replaced.
    SealUnderRoot,
    /// Seal the secret under a PIN that the user creates.
    SealUnderNewPin {
        /// Whether a new epoch of the PIN begins. The other devices still have the old PIN.
        next_epoch: bool,
    },
    /// Seal the secret under the PIN that was typed. The account is Synced afterwards.
    SealUnderTypedPin,
    /// Store the secret as the transfer has sealed it. If there is an old secret, it is replaced.
    KeepSealed,
    /// Show the current code.
    ShowCode,
    /// Check the PIN under trial, once the count is on disk.
    CheckPin,
    /// Show the code of the account that its PIN has opened, once the result is on disk.
    OpenAccount,
    /// Tell the user that the PIN was wrong, with the tries left.
    SettleWrongPin {
        /// Whether the try is given back. The count on disk changes too.
        gives_back: bool,
    },
    /// Show the two check digits of the PIN that was typed.
    ShowCheckDigits,
    /// Tell the user that the PIN is not the first device's.
    TellDiffers,
    /// Show the transfer for this place, once the new device is on disk.
    HandOut(DeviceSlot),
    /// Give up a further device.
    GiveUp,
    /// Move the account into the trash. Its PIN can bring it back.
    Trash,
    /// Continue with the account on another machine.
    Relocate,
}

type Next = Result<(State, Allows), Refusal>;

/// Gives the next state and the allowed action. `None` stands for an account that is not bound on this device.
pub(super) fn transition(state: Option<State>, event: Event) -> Next {
    match state {
        None => unbound(event),
        Some(State::Plain) => plain(event),
        Some(State::Synced(role, guard)) => synced(role, guard, event),
        Some(State::Unsynced(role, check, guard)) => unsynced(role, check, guard, event),
    }
}

pub(super) const FRESH: PinGuard = PinGuard::Resting(Attempts::NONE);
const FIRST: State = State::Synced(Role::Main(Devices::ONE), FRESH);
const FURTHER: State = State::Unsynced(Role::Sub, PinCheck::ByEye, FRESH);

fn unbound(event: Event) -> Next {
    match event {
        Event::BindPlain => Ok((State::Plain, Allows::SealUnderRoot)),
        Event::RegisterFirst => Ok((FIRST, Allows::SealUnderNewPin { next_epoch: false })),
        Event::RegisterFurther => Ok((FURTHER, Allows::SealUnderRoot)),
        Event::BindTransfer => Ok((State::Unsynced(Role::Sub, PinCheck::Opens, FRESH), Allows::KeepSealed)),
        Event::ReplaceFirst
        | Event::ReplaceFurther
        | Event::Show
        | Event::ShowKept
        | Event::TryPin { .. }
        | Event::PinRight
        | Event::PinWrong
        | Event::PinWrongAgain
        | Event::TypePin
        | Event::DigitsSame
        | Event::DigitsDiffer
        | Event::HandOut
        | Event::GiveUp(_)
        | Event::ChangePin
        | Event::KitResets
        | Event::Remove
        | Event::Relocate => Err(Refusal::NotBound),
    }
}

fn plain(event: Event) -> Next {
    match event {
        Event::BindPlain | Event::RegisterFirst | Event::RegisterFurther | Event::BindTransfer => {
            Err(Refusal::AlreadyBound)
        }
        Event::Show => Ok((State::Plain, Allows::ShowCode)),
        Event::Remove => Ok((State::Plain, Allows::Trash)),
        Event::Relocate => Ok((State::Plain, Allows::Relocate)),
        Event::ReplaceFirst
        | Event::ReplaceFurther
        | Event::ShowKept
        | Event::TryPin { .. }
        | Event::PinRight
        | Event::PinWrong
        | Event::PinWrongAgain
        | Event::TypePin
        | Event::DigitsSame
        | Event::DigitsDiffer
        | Event::HandOut
        | Event::GiveUp(_)
        | Event::ChangePin
        | Event::KitResets => Err(Refusal::NoPin),
    }
}

fn synced(role: Role, guard: PinGuard, event: Event) -> Next {
    use State::Synced;
    let frozen = guard.attempts() == Attempts::Frozen;
    match event {
        Event::BindPlain | Event::RegisterFirst | Event::RegisterFurther => Err(Refusal::AlreadyBound),
        Event::BindTransfer => transferred(role, guard),
        Event::ReplaceFirst | Event::ReplaceFurther => replaced(event),
        Event::Show => Err(Refusal::PinNeeded),
        // An open account is closed after as many wrong PINs as cost a wait.
        Event::ShowKept => match guard.attempts() {
            Attempts::Free { .. } => Ok((Synced(role, guard), Allows::ShowCode)),
            Attempts::Waiting { .. } | Attempts::Frozen => Err(Refusal::PinNeeded),
        },
        Event::TryPin { now } => match guard {
            PinGuard::Trying { .. } => Err(Refusal::Trying),
            PinGuard::Resting(before) => {
                let counted = before.count(now).map_err(Refusal::NoTry)?;
                Ok((Synced(role, PinGuard::Trying { before, counted }), Allows::CheckPin))
            }
        },
        Event::PinRight | Event::PinWrong | Event::PinWrongAgain => match (guard, event) {
            (PinGuard::Resting(_), _) => Err(Refusal::NoTrial),
            (PinGuard::Trying { .. }, Event::PinRight) => Ok((Synced(role, FRESH), Allows::OpenAccount)),
            (PinGuard::Trying { before, .. }, Event::PinWrongAgain) => {
                Ok((Synced(role, PinGuard::Resting(before)), Allows::SettleWrongPin { gives_back: true }))
            }
            (PinGuard::Trying { counted, .. }, _) => {
                Ok((Synced(role, PinGuard::Resting(counted)), Allows::SettleWrongPin { gives_back: false }))
            }
        },
        Event::TypePin | Event::DigitsSame | Event::DigitsDiffer => Err(Refusal::NotByEye),
        Event::HandOut | Event::GiveUp(_) | Event::ChangePin if frozen => Err(Refusal::Frozen),
        Event::HandOut => {
            let (devices, slot) = main(role)?.hand_out()?;
            Ok((Synced(Role::Main(devices), guard), Allows::HandOut(slot)))
        }
        Event::GiveUp(slot) => Ok((Synced(Role::Main(main(role)?.give_up(slot)?), guard), Allows::GiveUp)),
        Event::ChangePin => {
            main(role)?;
            Ok((Synced(role, FRESH), Allows::SealUnderNewPin { next_epoch: true }))
        }
        Event::KitResets => Ok((Synced(role, FRESH), Allows::SealUnderNewPin { next_epoch: true })),
        Event::Remove => Ok((Synced(role, PinGuard::Resting(guard.attempts())), Allows::Trash)),
        // A trial that the move interrupted stays counted.
        Event::Relocate => {
            Ok((State::Unsynced(role, PinCheck::Opens, PinGuard::Resting(guard.attempts())), Allows::Relocate))
        }
    }
}

fn unsynced(role: Role, check: PinCheck, guard: PinGuard, event: Event) -> Next {
    use State::{Synced, Unsynced};
    let by_eye = match check {
        PinCheck::Opens => Err(Refusal::NotByEye),
        PinCheck::ByEye => Ok(()),
    };
    match event {
        Event::BindPlain | Event::RegisterFirst | Event::RegisterFurther => Err(Refusal::AlreadyBound),
        Event::BindTransfer => transferred(role, guard),
        Event::ReplaceFirst | Event::ReplaceFurther => replaced(event),
        Event::Show | Event::ShowKept => Err(Refusal::PinNeeded),
        Event::TryPin { now } => match (check, guard) {
            (PinCheck::ByEye, _) => Err(Refusal::OnlyByEye),
            (PinCheck::Opens, PinGuard::Trying { .. }) => Err(Refusal::Trying),
            (PinCheck::Opens, PinGuard::Resting(before)) => {
                let counted = before.count(now).map_err(Refusal::NoTry)?;
                Ok((Unsynced(role, check, PinGuard::Trying { before, counted }), Allows::CheckPin))
            }
        },
        Event::PinRight | Event::PinWrong | Event::PinWrongAgain => match (guard, event) {
            (PinGuard::Resting(_), _) => Err(Refusal::NoTrial),
            (PinGuard::Trying { .. }, Event::PinRight) => Ok((Synced(role, FRESH), Allows::SealUnderTypedPin)),
            (PinGuard::Trying { before, .. }, Event::PinWrongAgain) => {
                Ok((Unsynced(role, check, PinGuard::Resting(before)), Allows::SettleWrongPin { gives_back: true }))
            }
            (PinGuard::Trying { counted, .. }, _) => {
                Ok((Unsynced(role, check, PinGuard::Resting(counted)), Allows::SettleWrongPin { gives_back: false }))
            }
        },
        Event::TypePin => by_eye.map(|()| (Unsynced(role, check, guard), Allows::ShowCheckDigits)),
        Event::DigitsSame => by_eye.map(|()| (Synced(role, FRESH), Allows::SealUnderTypedPin)),
        Event::DigitsDiffer => by_eye.map(|()| (Unsynced(role, check, guard), Allows::TellDiffers)),
        Event::HandOut | Event::GiveUp(_) | Event::ChangePin => Err(Refusal::Unsynced),
        Event::KitResets => match check {
            PinCheck::Opens => Ok((Synced(role, FRESH), Allows::SealUnderNewPin { next_epoch: true })),
            // The secret is not sealed under a PIN yet. The first device's PIN is needed first.
            PinCheck::ByEye => Err(Refusal::OnlyByEye),
        },
        Event::Remove => Ok((Unsynced(role, check, PinGuard::Resting(guard.attempts())), Allows::Trash)),
        Event::Relocate => Ok((Unsynced(role, check, PinGuard::Resting(guard.attempts())), Allows::Relocate)),
    }
}

/// Gives the result of a transfer for an account that is bound already. A Sub gets the new epoch of its PIN by it. No
/// tries are given back.
fn transferred(role: Role, guard: PinGuard) -> Next {
    let attempts = guard.attempts();
    match (role, attempts) {
        (Role::Main(_), _) => Err(Refusal::AlreadyBound),
        (Role::Sub, Attempts::Frozen) => Err(Refusal::Frozen),
        (Role::Sub, Attempts::Free { .. } | Attempts::Waiting { .. }) => {
            Ok((State::Unsynced(Role::Sub, PinCheck::Opens, PinGuard::Resting(attempts)), Allows::KeepSealed))
        }
    }
}

/// Gives the result of a new registration. The binding starts again, even if the account was frozen.
fn replaced(event: Event) -> Next {
    if event == Event::ReplaceFirst {
        Ok((FIRST, Allows::SealUnderNewPin { next_epoch: false }))
    } else {
        Ok((FURTHER, Allows::SealUnderRoot))
    }
}

fn main(role: Role) -> Result<Devices, Refusal> {
    match role {
        Role::Main(devices) => Ok(devices),
        Role::Sub => Err(Refusal::NotMain),
    }
}
