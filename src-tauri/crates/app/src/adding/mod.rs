//! From what was read to a bound account.

pub(crate) mod bind;
pub(crate) mod found;
pub(crate) mod identified;
pub(crate) mod judged;
pub(crate) mod source;
pub(crate) mod state;
pub(crate) mod take;
pub(crate) mod typed;
pub(crate) mod waiting;
