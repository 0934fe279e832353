//! The PIN: the pad, trials, check digits, further devices.

pub(crate) mod check_digits;
pub(crate) mod devices;
pub(crate) mod outcome;
pub(crate) mod pad;
pub(crate) mod state;
pub(crate) mod steps;
pub(crate) mod submit;
pub(crate) mod trial;
pub(crate) mod work;
