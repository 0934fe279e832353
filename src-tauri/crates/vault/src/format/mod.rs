//! The bytes of a vault file, and the records in them.

pub(crate) mod body;
pub(crate) mod codec;
pub(crate) mod fields;
pub(crate) mod file;
pub(crate) mod header;
pub(crate) mod line;
pub(crate) mod settings;
pub(crate) mod slot;
pub(crate) mod stored;
mod tag;
