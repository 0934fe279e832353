//! The words of Lingpai as types that cannot be wrong.
//!
//! Nothing here reads a clock, a disk or a random source, starts a thread or knows a wire format: time and entropy
//! arrive as arguments. Parsing happens once, at the edge; a value of these types is valid for good.

mod account;
pub mod attempts;
pub mod binding;
mod code;
mod otp;
mod pin;
mod registration;
mod secret;
mod text;
mod time;

pub use account::{Account, AccountId, Activation};
pub use code::{Code, TimedCode, hotp, totp};
pub use otp::{Algorithm, Digits, MovingFactor, OtpParameters, OutOfRange, Period, Step, Window};
pub use pin::{Pin, PinEntry, PinRule};
pub use registration::{PlainAccount, Registration, Validity};
pub use secret::{OtpSecret, SecretLength, burn_stack};
pub use text::{AccountNumber, ActivationCode, Issuer, SupportContact, TextRule};
pub use time::{Moment, UnixTime};
