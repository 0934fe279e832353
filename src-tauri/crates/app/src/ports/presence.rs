//! The system's own check of the person at the machine.

use crate::ports::{Presence, PresenceFault};

/// Shows that the system has just checked the person at the machine. Only [`confirm`] makes one.
pub(crate) struct Confirmed(());

/// Has the system check the person. No session is held meanwhile: the system asks the user.
pub(crate) fn confirm(presence: &dyn Presence) -> Result<Confirmed, PresenceFault> {
    presence.check().map(Confirmed)
}
