//! Permits: what the table allows, as values. Only this module makes them.
//!
//! ```
//! use lingpai_domain::binding::{self, Permit as _, State};
//!
//! let permit = binding::show(State::Plain).expect("an ordinary account shows its code");
//! assert_eq!(permit.to(), State::Plain);
//! ```
//!
//! A permit comes from the table alone:
//!
//! ```compile_fail,E0423
//! let forged = lingpai_domain::binding::ShowCode(None, lingpai_domain::binding::State::Plain);
//! ```
//!
//! ```compile_fail,E0599
//! # use lingpai_domain::binding::{self, State};
//! # let permit = binding::show(State::Plain).expect("an ordinary account shows its code");
//! let twice = (permit.clone(), permit);
//! ```
//!
//! No other type can be made a permit:
//!
//! ```compile_fail,E0277
//! use lingpai_domain::binding::{Permit, State};
//!
//! struct Forged;
//! impl Permit for Forged {
//!     fn from(&self) -> Option<State> { None }
//!     fn to(&self) -> State { State::Plain }
//! }
//! ```

use super::event::Event;
use super::refusal::Refusal;
use super::state::State;
use super::table::{Allows, transition};
use crate::UnixTime;
use crate::devices::DeviceSlot;

/// A permit of the table. It is valid for one account, which is bound as [`Permit::from`] says.
pub trait Permit: sealed::Sealed {
    /// Gives how the account is bound now. `None` for an account that is not bound on this device.
    fn from(&self) -> Option<State>;
    /// Gives how the account is bound after the permitted action.
    fn to(&self) -> State;
}

mod sealed {
    pub trait Sealed {}
}

/// The states before and after the permitted action.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    from: Option<State>,
    to: State,
}

/// A permit that can be made from a decision of the table. `None` if the table allows another action.
trait Make: Sized {
    fn make(step: Step, allows: Allows) -> Option<Self>;
}

/// Declares a permit. Its fields come from the decision of the table.
macro_rules! permit {
    ($(#[$doc:meta])* $name:ident $({ $($field:ident: $type:ty),* })? = $allows:pat) => {
        $(#[$doc])*
        #[derive(Debug, PartialEq, Eq)]
        #[must_use]
        pub struct $name {
            step: Step,
            $($($field: $type,)*)?
        }

        impl sealed::Sealed for $name {}

        impl Permit for $name {
            fn from(&self) -> Option<State> {
                self.step.from
            }

            fn to(&self) -> State {
                self.step.to
            }
        }

        impl Make for $name {
            fn make(step: Step, allows: Allows) -> Option<Self> {
                match allows {
                    $allows => Some(Self { step, $($($field,)*)? }),
                    #[allow(clippy::wildcard_enum_match_arm, reason = "anything else is another permit")]
                    _ => None,
                }
            }
        }
    };
}

permit! {
    /// The permit to seal a secret under the vault's root key.
    SealUnderRoot = Allows::SealUnderRoot
}
permit! {
    /// The permit to seal a secret under a PIN that was created.
    SealUnderNewPin { next_epoch: bool } = Allows::SealUnderNewPin { next_epoch }
}
permit! {
    /// The permit to seal a secret under the PIN that was typed and compared by eye.
    SealUnderTypedPin = Allows::SealUnderTypedPin
}
permit! {
    /// The permit to store a secret as a transfer has sealed it.
    KeepSealed = Allows::KeepSealed
}
permit! {
    /// The permit to open a secret and show its code.
    ShowCode = Allows::ShowCode
}
permit! {
    /// The permit to check a PIN, once the try is counted.
    CheckPin = Allows::CheckPin
}
permit! {
    /// The permit to settle a wrong PIN.
    SettleWrongPin { gives_back: bool } = Allows::SettleWrongPin { gives_back }
}
permit! {
    /// The permit to show the check digits of a PIN that was typed.
    ShowCheckDigits = Allows::ShowCheckDigits
}
permit! {
    /// The permit to tell the user that a PIN is not the first device's.
    TellDiffers = Allows::TellDiffers
}
permit! {
    /// The permit to make a transfer for a further device.
    HandOut { slot: DeviceSlot } = Allows::HandOut(slot)
}
permit! {
    /// The permit to give up a further device.
    GiveUp = Allows::GiveUp
}
permit! {
    /// The permit to move an account into the trash.
    MoveToTrash = Allows::Trash
}
permit! {
    /// The permit to continue with an account on another machine.
    Relocate = Allows::Relocate
}

/// The permit to settle a right PIN.
#[derive(Debug, PartialEq, Eq)]
#[must_use]
pub struct SettleRightPin {
    step: Step,
    syncs: bool,
}

impl sealed::Sealed for SettleRightPin {}

impl Permit for SettleRightPin {
    fn from(&self) -> Option<State> {
        self.step.from
    }

    fn to(&self) -> State {
        self.step.to
    }
}

impl Make for SettleRightPin {
    fn make(step: Step, allows: Allows) -> Option<Self> {
        match allows {
            Allows::OpenAccount => Some(Self { step, syncs: false }),
            Allows::SealUnderTypedPin => Some(Self { step, syncs: true }),
            Allows::SealUnderRoot
            | Allows::SealUnderNewPin { .. }
            | Allows::KeepSealed
            | Allows::ShowCode
            | Allows::CheckPin
            | Allows::SettleWrongPin { .. }
            | Allows::ShowCheckDigits
            | Allows::TellDiffers
            | Allows::HandOut(_)
            | Allows::GiveUp
            | Allows::Trash
            | Allows::Relocate => None,
        }
    }
}

impl SettleRightPin {
    /// Whether the account becomes Synced. Otherwise it is Synced already, and its code may be shown.
    pub fn syncs(&self) -> bool {
        self.syncs
    }
}

impl SettleWrongPin {
    /// Whether the try is given back. The count on disk changes too.
    pub fn gives_back(&self) -> bool {
        self.gives_back
    }
}

impl SealUnderNewPin {
    /// Whether a new epoch of the PIN begins. The other devices still have the old PIN.
    pub fn next_epoch(&self) -> bool {
        self.next_epoch
    }
}

impl HandOut {
    /// Gives the place of the new device.
    pub fn slot(&self) -> DeviceSlot {
        self.slot
    }
}

impl GiveUp {
    /// Gives the permit to hand out a further device as well, in the same step.
    pub fn then_hand_out(self) -> Result<HandOut, Refusal> {
        let HandOut { step, slot } = hand_out(self.step.to)?;
        Ok(HandOut { step: Step { from: self.step.from, to: step.to }, slot })
    }
}

fn ask<P: Make>(from: Option<State>, event: Event) -> Result<P, Refusal> {
    let (to, allows) = transition(from, event)?;
    let permit = P::make(Step { from, to }, allows);
    Ok(permit.expect("the table allows one action for an event: a test checks all pairs"))
}

/// Allows the user to bind an ordinary account.
pub fn bind_plain(state: Option<State>) -> Result<SealUnderRoot, Refusal> {
    ask(state, Event::BindPlain)
}

/// Allows the user to bind a broker's registration on the account's first device.
pub fn register_first(state: Option<State>) -> Result<SealUnderNewPin, Refusal> {
    ask(state, Event::RegisterFirst)
}

/// Allows the user to bind a broker's registration that is bound on another device already.
pub fn register_further(state: Option<State>) -> Result<SealUnderRoot, Refusal> {
    ask(state, Event::RegisterFurther)
}

/// Allows the user to bind a transfer that a Main device shows.
pub fn bind_transfer(state: Option<State>) -> Result<KeepSealed, Refusal> {
    ask(state, Event::BindTransfer)
}

/// Allows a registration with another activation code to replace this binding, on the account's first device.
pub fn replace_first(state: State) -> Result<SealUnderNewPin, Refusal> {
    ask(Some(state), Event::ReplaceFirst)
}

/// Allows a registration with another activation code to replace this binding, on a further device.
pub fn replace_further(state: State) -> Result<SealUnderRoot, Refusal> {
    ask(Some(state), Event::ReplaceFurther)
}

/// Allows a code to be shown without a PIN.
pub fn show(state: State) -> Result<ShowCode, Refusal> {
    ask(Some(state), Event::Show)
}

/// Allows a code to be shown for an account that has stayed open since its PIN was right.
pub fn show_open(state: State) -> Result<ShowCode, Refusal> {
    ask(Some(state), Event::ShowKept)
}

/// Allows a typed PIN to be checked. `now` is the time on a clock that does not go back.
pub fn try_pin(state: State, now: UnixTime) -> Result<CheckPin, Refusal> {
    ask(Some(state), Event::TryPin { now })
}

/// Allows a PIN that has opened the account to be settled.
pub fn pin_right(state: State) -> Result<SettleRightPin, Refusal> {
    ask(Some(state), Event::PinRight)
}

/// Allows a PIN that has not opened the account to be settled.
pub fn pin_wrong(state: State) -> Result<SettleWrongPin, Refusal> {
    ask(Some(state), Event::PinWrong)
}

/// Allows a wrong PIN to be settled that is the same as in the try before.
pub fn pin_wrong_again(state: State) -> Result<SettleWrongPin, Refusal> {
    ask(Some(state), Event::PinWrongAgain)
}

/// Allows the check digits to be shown of a PIN that was typed twice and that nothing on this device can check.
pub fn type_pin(state: State) -> Result<ShowCheckDigits, Refusal> {
    ask(Some(state), Event::TypePin)
}

/// Allows the account to be synced after the first device has shown the same check digits.
pub fn digits_same(state: State) -> Result<SealUnderTypedPin, Refusal> {
    ask(Some(state), Event::DigitsSame)
}

/// Allows the PIN to be refused after the first device has shown other check digits.
pub fn digits_differ(state: State) -> Result<TellDiffers, Refusal> {
    ask(Some(state), Event::DigitsDiffer)
}

/// Allows a transfer to be made for a further device, after a right PIN.
pub fn hand_out(state: State) -> Result<HandOut, Refusal> {
    ask(Some(state), Event::HandOut)
}

/// Allows the device at a place to be given up, after a right PIN.
pub fn give_up(state: State, slot: DeviceSlot) -> Result<GiveUp, Refusal> {
    ask(Some(state), Event::GiveUp(slot))
}

/// Allows another PIN to be created, after a right PIN.
pub fn change_pin(state: State) -> Result<SealUnderNewPin, Refusal> {
    ask(Some(state), Event::ChangePin)
}

/// Allows another PIN to be created, after the recovery kit has opened the account.
pub fn kit_resets(state: State) -> Result<SealUnderNewPin, Refusal> {
    ask(Some(state), Event::KitResets)
}

/// Allows the account to be removed. If it has a PIN, the PIN was right.
pub fn remove(state: State) -> Result<MoveToTrash, Refusal> {
    ask(Some(state), Event::Remove)
}

/// Allows an account to be used after its vault was restored or moved to this machine.
pub fn relocate(state: State) -> Result<Relocate, Refusal> {
    ask(Some(state), Event::Relocate)
}
