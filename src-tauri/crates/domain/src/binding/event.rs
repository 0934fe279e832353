//! The events of a binding.

use crate::UnixTime;
use crate::devices::DeviceSlot;

/// What happens to a binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// The user binds an ordinary key URI.
    BindPlain,
    /// The user binds a broker's registration and says that this is the account's first device.
    RegisterFirst,
    /// The user binds a broker's registration and says that it is bound on another device already.
    RegisterFurther,
    /// The user binds a transfer that a Main device shows.
    BindTransfer,
    /// The user agrees that a registration with another activation code takes the place of this binding, on the first
    /// device.
    ReplaceFirst,
    /// The user agrees to the same on a further device.
    ReplaceFurther,
    /// The user asks for a code without a PIN.
    Show,
    /// The user asks for a code of an account that has stayed open since its PIN was right.
    ShowKept,
    /// The user has typed a PIN, and it is about to be checked.
    TryPin {
        /// The time of the try, on a clock that does not go back.
        now: UnixTime,
    },
    /// The PIN under trial has opened the account.
    PinRight,
    /// The PIN under trial has not opened the account.
    PinWrong,
    /// The PIN under trial has not opened the account, and it is the same as in the try before.
    PinWrongAgain,
    /// The user has typed the same PIN twice where nothing can check it, and sees its check digits.
    TypePin,
    /// The user says that the first device shows the same check digits.
    DigitsSame,
    /// The user says that the first device shows other check digits.
    DigitsDiffer,
    /// The user, whose PIN was right, asks for a transfer to a further device.
    HandOut,
    /// The user, whose PIN was right, gives up the device at this place.
    GiveUp(DeviceSlot),
    /// The user, whose PIN was right, has created another PIN.
    ChangePin,
    /// The recovery kit has opened the account, and the user has created another PIN.
    KitResets,
    /// The user removes the account. If it has a PIN, the PIN was right.
    Remove,
    /// The vault was restored, or moved to this machine.
    Relocate,
}
