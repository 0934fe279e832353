//! The PIN: the pad, trials, check digits, further devices.

pub(crate) mod check_digits;
pub(crate) mod devices;
pub(crate) mod pad;
pub(crate) mod trial;
