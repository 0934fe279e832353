//! How an account is bound on this device: one pure table of transitions.
//!
//! Each event has a function here: [`show`], [`try_pin`], [`remove`] and so on. If the table allows the event, the function
//! gives a permit. Functions that act on an account take a permit: without one the vault opens no secret, seals none and
//! removes no account. Only this module makes permits. `binding.golden.txt` lists every pair of state and event. A test
//! compares it with the table, and a reader checks it against the design.

mod event;
mod permit;
mod refusal;
mod state;
mod table;
#[cfg(test)]
mod tests;

pub use permit::{
    CheckPin, GiveUp, HandOut, KeepSealed, MoveToTrash, Permit, Relocate, SealUnderNewPin, SealUnderRoot,
    SealUnderTypedPin, SettleRightPin, SettleWrongPin, ShowCheckDigits, ShowCode, TellDiffers, bind_plain,
    bind_transfer, change_pin, digits_differ, digits_same, give_up, hand_out, kit_resets, pin_right, pin_wrong,
    pin_wrong_again, register_first, register_further, relocate, remove, replace_first, replace_further, show,
    show_open, try_pin, type_pin,
};
pub use refusal::Refusal;
pub use state::{PinCheck, PinGuard, Role, State};
