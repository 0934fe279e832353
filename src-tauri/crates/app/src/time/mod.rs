//! The program's clock and the time servers that it is compared with.

pub(crate) mod check;
pub(crate) mod steady;
pub(crate) mod timepiece;
