//! The program's clock, and its comparison with time servers.

pub(crate) mod check;
pub(crate) mod steady;
pub(crate) mod timepiece;
