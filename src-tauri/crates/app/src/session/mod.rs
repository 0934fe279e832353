//! The session: the vault that is open with one state for each room, or the door in front of it. All locks on it.

pub(crate) mod open;
pub(crate) mod sessions;
mod state;
pub(crate) mod way_change;
