//! From what was read to a bound account.

pub(crate) mod found;
pub(crate) mod typed;
pub(crate) mod waiting;
