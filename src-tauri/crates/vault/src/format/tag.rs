//! The tags of an account's fields.

pub(crate) const ID: u16 = 1;
pub(crate) const ISSUER: u16 = 2;
pub(crate) const NUMBER: u16 = 3;
pub(crate) const OTP: u16 = 4;
pub(crate) const BOUND_AT: u16 = 5;
pub(crate) const ACTIVATION: u16 = 6;
pub(crate) const SUPPORT: u16 = 7;
pub(crate) const BINDING: u16 = 8;
pub(crate) const FINGERPRINT: u16 = 9;
pub(crate) const SECRET: u16 = 10;
pub(crate) const ROOT_WRAP: u16 = 11;
pub(crate) const PIN_COST: u16 = 12;
pub(crate) const PIN_SALT: u16 = 13;
pub(crate) const PIN_COMMITMENT: u16 = 14;
pub(crate) const PIN_WRAP: u16 = 15;
pub(crate) const KIT_WRAP: u16 = 16;
pub(crate) const TRANSFER_HEAD: u16 = 17;
pub(crate) const EPOCH: u16 = 18;
pub(crate) const DEVICES: u16 = 19;
pub(crate) const FAVOURITE: u16 = 20;
pub(crate) const GROUP: u16 = 21;
pub(crate) const KEEP_OPEN: u16 = 22;
pub(crate) const USED: u16 = 23;
pub(crate) const NEXT: u16 = 24;
pub(crate) const LAST: u16 = NEXT;
