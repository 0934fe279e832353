//! Work in the background.

pub(crate) mod idle;
pub(crate) mod wake;
