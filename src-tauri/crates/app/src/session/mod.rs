//! The session: the vault that is open with one state for each room, or the door in front of it. All locks on it.

pub(crate) mod grave;
mod judging;
pub(crate) mod open;
mod proving;
pub(crate) mod sessions;
mod state;
pub(crate) mod strip_pad;
pub(crate) mod warrant;
