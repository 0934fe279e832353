//! Opening the vault and locking it, its ways in, going back to an earlier state.

pub(crate) mod device_key;
pub(crate) mod door;
pub(crate) mod passphrase;
pub(crate) mod restore;
pub(crate) mod state;
pub(crate) mod ways;
