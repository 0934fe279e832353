//! The concepts of Lingpai, as types whose values are always valid.
//!
//! Nothing here reads a clock, a disk or a random source, starts a thread or has a wire format. Time and entropy are
//! arguments. A value is checked once, when it is made.

mod account;
mod arrangement;
pub mod attempts;
pub mod binding;
pub mod clock;
mod code;
pub mod devices;
mod grave;
mod marks;
mod otp;
mod pin;
mod registration;
mod secret;
mod text;
mod time;
pub mod trail;
mod weak;

pub use account::{Account, AccountId, Activation, Device};
pub use arrangement::{Arrangement, KeepOpen};
pub use code::{Code, TimedCode, code_at, hotp, totp};
pub use grave::Grave;
pub use marks::{Marks, WentBack};
pub use otp::{Algorithm, Alphabet, Digits, MovingFactor, OtpParameters, OutOfRange, Period, Step, Window};
pub use pin::{Pin, PinEntry, PinRule};
pub use registration::{PlainAccount, Registration, Validity};
pub use secret::{OtpSecret, SecretLength, burn_stack};
pub use text::{AccountNumber, ActivationCode, DeviceName, GroupName, Issuer, SupportContact, TextRule};
pub use time::{Moment, UnixTime};
pub use weak::WeakPin;
