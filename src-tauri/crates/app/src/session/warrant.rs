//! The proof for a grave change, as the use cases take it.

use crate::proven::Proven;
use crate::proven::kinds::Kind;
use crate::session::open::{Rooms, SessionId};

/// Shows that the user has proved himself for one kind of grave change, in one session. A use case takes it. Where the change fails,
/// the proof is given back.
pub struct Warrant<K> {
    session: SessionId,
    proven: Proven<K>,
}

impl<K: Kind> Warrant<K> {
    pub(super) fn new(session: SessionId, proven: Proven<K>) -> Self {
        Self { session, proven }
    }

    /// Whether it is for this session, and still holds.
    pub(super) fn holds(&self, rooms: &Rooms<'_>) -> bool {
        self.session == rooms.session && self.proven.holds(&rooms.room, rooms.delays)
    }

    pub(super) fn into_parts(self) -> (SessionId, Proven<K>) {
        (self.session, self.proven)
    }
}
