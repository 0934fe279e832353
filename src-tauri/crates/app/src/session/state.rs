//! Whether the vault is open, shut, or on its way.

use lingpai_vault::Foreign;

use crate::opening::door::Door;
use crate::session::open::Open;

/// The vault, behind the door or open.
pub(super) enum Session {
    /// The vault is not open.
    Shut(Box<Door>),
    /// Somebody takes the vault through the door, and holds the turn.
    Passing,
    /// The vault is open.
    Open(Box<Open>),
}

impl Default for Session {
    fn default() -> Self {
        Self::Shut(Box::default())
    }
}

impl Session {
    /// The vault file that the user has picked. `None` while the vault is on its way.
    pub(super) fn picked(&mut self) -> Option<&mut Option<Foreign>> {
        match self {
            Self::Open(open) => Some(open.opening().picked()),
            Self::Shut(door) => Some(door.picked()),
            Self::Passing => None,
        }
    }
}
