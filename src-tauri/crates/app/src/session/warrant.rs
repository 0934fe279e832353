//! The proof for a grave change, as the use cases take it.

use crate::proven::Proven;
use crate::session::open::SessionId;

/// Shows that the user has proved himself for one kind of grave change, in one session. A use case takes it, so it is used
/// once.
pub struct Warrant<K> {
    session: SessionId,
    proven: Proven<K>,
}

impl<K> Warrant<K> {
    pub(super) fn new(session: SessionId, proven: Proven<K>) -> Self {
        Self { session, proven }
    }

    /// Whether it is for a session.
    pub(super) fn is_of(&self, session: SessionId) -> bool {
        self.session == session
    }

    pub(super) fn into_parts(self) -> (SessionId, Proven<K>) {
        (self.session, self.proven)
    }
}
