//! What the program does by itself, on threads of its own.

pub(crate) mod idle;
pub(crate) mod wake;
