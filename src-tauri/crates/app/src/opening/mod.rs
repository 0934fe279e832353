//! Opening and locking the vault, the ways into it, and going back to an earlier state.

pub(crate) mod device_key;
pub(crate) mod door;
pub(crate) mod passphrase;
pub(crate) mod restore;
pub(crate) mod state;
pub(crate) mod ways;
