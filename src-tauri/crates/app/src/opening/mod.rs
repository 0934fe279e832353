//! Opening the vault and locking it, its ways in, going back to an earlier state.

pub(crate) mod passphrase;
pub(crate) mod restore;
pub(crate) mod start;
pub(crate) mod ways;
