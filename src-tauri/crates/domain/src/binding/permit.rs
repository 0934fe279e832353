//! Permits: what the table allows, as values. Nothing outside of this module makes one.
//!
//! ```
//! use lingpai_domain::binding::{self, Permit as _, State};
//!
//! let permit = binding::show(State::Plain).expect("an ordinary account shows its code");
//! assert_eq!(permit.to(), State::Plain);
//! ```
//!
//! A permit has no other origin than the table:
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
//! Nobody else makes a type a permit:
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

/// A permit of the table. It is good for one account, which is bound as [`Permit::from`] says.
pub trait Permit: sealed::Sealed {
    /// How the account is bound now. `None` for an account that is not bound on this device.
    fn from(&self) -> Option<State>;
    /// How it is bound once that is done which the permit allows.
    fn to(&self) -> State;
}

mod sealed {
    pub trait Sealed {}
}

/// The states before and after.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    from: Option<State>,
    to: State,
}

/// Makes a permit of what the table allows; `None` where it allows something else.
trait Make: Sized {
    fn make(step: Step, allows: Allows) -> Option<Self>;
}

/// Declares a permit: its fields are made of what the table allows.
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
    /// To seal a secret under the vault's root key.
    SealUnderRoot = Allows::SealUnderRoot
}
permit! {
    /// To seal a secret under a PIN that was created.
    SealUnderNewPin { next_epoch: bool } = Allows::SealUnderNewPin { next_epoch }
}
permit! {
    /// To seal a secret under the PIN that was typed and compared by eye.
    SealUnderTypedPin = Allows::SealUnderTypedPin
}
permit! {
    /// To keep a secret as a transfer has sealed it.
    KeepSealed = Allows::KeepSealed
}
permit! {
    /// To open a secret for its code.
    ShowCode = Allows::ShowCode
}
permit! {
    /// To check a PIN, once the try is counted.
    CheckPin = Allows::CheckPin
}
permit! {
    /// To settle a wrong PIN.
    SettleWrongPin { gives_back: bool } = Allows::SettleWrongPin { gives_back }
}
permit! {
    /// To show the check digits of a PIN that was typed.
    ShowCheckDigits = Allows::ShowCheckDigits
}
permit! {
    /// To say that a PIN is not the first device's.
    TellDiffers = Allows::TellDiffers
}
permit! {
    /// To hand out a further device.
    HandOut { slot: DeviceSlot } = Allows::HandOut(slot)
}
permit! {
    /// To give a further device up.
    GiveUp = Allows::GiveUp
}
permit! {
    /// To move an account into the trash.
    MoveToTrash = Allows::Trash
}
permit! {
    /// To go on with an account on another machine.
    Relocate = Allows::Relocate
}

/// To settle a right PIN.
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
    /// Whether the account becomes Synced by it. Otherwise it was Synced, and its code may be shown.
    pub fn syncs(&self) -> bool {
        self.syncs
    }
}

impl SettleWrongPin {
    /// Whether the try is given back, on disk too.
    pub fn gives_back(&self) -> bool {
        self.gives_back
    }
}

impl SealUnderNewPin {
    /// Whether a new epoch of the PIN begins: the other devices have the old one.
    pub fn next_epoch(&self) -> bool {
        self.next_epoch
    }
}

impl HandOut {
    /// The place of the new device.
    pub fn slot(&self) -> DeviceSlot {
        self.slot
    }
}

impl GiveUp {
    /// To hand out a further device as well, in the same step.
    pub fn then_hand_out(self) -> Result<HandOut, Refusal> {
        let HandOut { step, slot } = hand_out(self.step.to)?;
        Ok(HandOut { step: Step { from: self.step.from, to: step.to }, slot })
    }
}

fn ask<P: Make>(from: Option<State>, event: Event) -> Result<P, Refusal> {
    let (to, allows) = transition(from, event)?;
    let permit = P::make(Step { from, to }, allows);
    Ok(permit.expect("the table allows one thing for an event: a test asks for all pairs"))
}

/// The user binds an ordinary key URI.
pub fn bind_plain(state: Option<State>) -> Result<SealUnderRoot, Refusal> {
    ask(state, Event::BindPlain)
}

/// The user binds a broker's registration and says that this is the account's first device.
pub fn register_first(state: Option<State>) -> Result<SealUnderNewPin, Refusal> {
    ask(state, Event::RegisterFirst)
}

/// The user binds a broker's registration and says that it is bound on another device already.
pub fn register_further(state: Option<State>) -> Result<SealUnderRoot, Refusal> {
    ask(state, Event::RegisterFurther)
}

/// The user binds a transfer that a Main device shows.
pub fn bind_transfer(state: Option<State>) -> Result<KeepSealed, Refusal> {
    ask(state, Event::BindTransfer)
}

/// The user agrees that a registration with another activation code takes the place of this binding, on the first device.
pub fn replace_first(state: State) -> Result<SealUnderNewPin, Refusal> {
    ask(Some(state), Event::ReplaceFirst)
}

/// The same on a further device.
pub fn replace_further(state: State) -> Result<SealUnderRoot, Refusal> {
    ask(Some(state), Event::ReplaceFurther)
}

/// The user asks for a code without a PIN.
pub fn show(state: State) -> Result<ShowCode, Refusal> {
    ask(Some(state), Event::Show)
}

/// The user asks for a code of an account that has stayed open since its PIN was right.
pub fn show_open(state: State) -> Result<ShowCode, Refusal> {
    ask(Some(state), Event::ShowKept)
}

/// The user has typed a PIN, and it is about to be checked. `now` is by a clock that does not go back.
pub fn try_pin(state: State, now: UnixTime) -> Result<CheckPin, Refusal> {
    ask(Some(state), Event::TryPin { now })
}

/// The PIN under trial has opened the account.
pub fn pin_right(state: State) -> Result<SettleRightPin, Refusal> {
    ask(Some(state), Event::PinRight)
}

/// The PIN under trial has not opened the account.
pub fn pin_wrong(state: State) -> Result<SettleWrongPin, Refusal> {
    ask(Some(state), Event::PinWrong)
}

/// The PIN under trial has not opened the account, and it is the one that was tried just before.
pub fn pin_wrong_again(state: State) -> Result<SettleWrongPin, Refusal> {
    ask(Some(state), Event::PinWrongAgain)
}

/// The user has typed the same PIN twice where nothing can check it.
pub fn type_pin(state: State) -> Result<ShowCheckDigits, Refusal> {
    ask(Some(state), Event::TypePin)
}

/// The user says that the first device shows the same check digits.
pub fn digits_same(state: State) -> Result<SealUnderTypedPin, Refusal> {
    ask(Some(state), Event::DigitsSame)
}

/// The user says that the first device shows others.
pub fn digits_differ(state: State) -> Result<TellDiffers, Refusal> {
    ask(Some(state), Event::DigitsDiffer)
}

/// The user, whose PIN was right, asks for a transfer to a further device.
pub fn hand_out(state: State) -> Result<HandOut, Refusal> {
    ask(Some(state), Event::HandOut)
}

/// The user, whose PIN was right, gives up a device by its place.
pub fn give_up(state: State, slot: DeviceSlot) -> Result<GiveUp, Refusal> {
    ask(Some(state), Event::GiveUp(slot))
}

/// The user, whose PIN was right, creates another PIN.
pub fn change_pin(state: State) -> Result<SealUnderNewPin, Refusal> {
    ask(Some(state), Event::ChangePin)
}

/// The recovery kit has opened the account, and the user creates another PIN.
pub fn kit_resets(state: State) -> Result<SealUnderNewPin, Refusal> {
    ask(Some(state), Event::KitResets)
}

/// The user, whose PIN was right where there is one, removes the account.
pub fn remove(state: State) -> Result<MoveToTrash, Refusal> {
    ask(Some(state), Event::Remove)
}

/// The vault was restored, or moved to this machine.
pub fn relocate(state: State) -> Result<Relocate, Refusal> {
    ask(Some(state), Event::Relocate)
}
