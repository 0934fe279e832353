//! The state of this room: the candidates that wait for the user's agreement.

use lingpai_domain::UnixTime;
use lingpai_domain::Validity;

use crate::adding::found::FoundList;
use crate::adding::judged::{Judged, expire};
use crate::adding::waiting::{Waiting, of_judged};
use crate::fault::Fault;
use crate::room::Room;

/// The candidates that wait for the user's agreement.
pub(crate) struct Adding {
    /// The candidate on its own page.
    pub(super) current: Judged,
    /// The things that were found together with it.
    pub(super) found: FoundList,
}

impl Default for Adding {
    fn default() -> Self {
        Self { current: Judged::Nothing, found: FoundList::default() }
    }
}

impl Adding {
    /// What waits, without secrets.
    pub(crate) fn waiting(&self, room: &Room<'_>) -> Waiting {
        match of_judged(&self.current, room.vault, room.at.wall) {
            Waiting::Nothing if !self.found.is_empty() => {
                Waiting::Several { items: self.found.items(), batches: self.found.batches() }
            }
            waiting @ (Waiting::Nothing
            | Waiting::Refused(_)
            | Waiting::Registration { .. }
            | Waiting::Transfer { .. }
            | Waiting::Expired(_)
            | Waiting::AlreadyBound(_)
            | Waiting::Several { .. }
            | Waiting::Plain { .. }) => waiting,
        }
    }

    /// What waits now. Candidates that have expired are dropped first, with their secrets.
    pub(crate) fn waiting_now(&mut self, room: &mut Room<'_>) -> Waiting {
        self.expire(room);
        self.waiting(room)
    }

    fn expire(&mut self, room: &mut Room<'_>) {
        if let Judged::Registration { registration, .. } = &self.current
            && registration.validity(room.at.wall) == Validity::Expired
        {
            // If this cannot be saved, only the clock decides the next time.
            let fingerprint = room.vault.fingerprinter().of(&registration.secret, &registration.otp);
            room.vault.remember_expired([fingerprint], room.at).ok();
        }
        self.current = expire(self.take_current(), room.at.wall);
        self.found.expire(room.at.wall);
    }

    /// Drops the candidate that waits, and its secret. An opened item of the found list goes back to the list.
    pub(crate) fn dismiss(&mut self, room: &Room<'_>) -> Waiting {
        let current = self.take_current();
        if !self.found.put_back(current) {
            self.found = FoundList::default();
        }
        self.waiting(room)
    }

    /// Opens an item of the found list on its own page.
    pub(crate) fn open(&mut self, room: &Room<'_>, index: usize) -> Result<Waiting, Fault> {
        self.current = self.found.open(index)?;
        Ok(self.waiting(room))
    }

    /// Checks that a registration waits and has not expired, so that its PIN may be created.
    pub(crate) fn takes_a_pin(&self, now: UnixTime) -> Result<(), Fault> {
        match &self.current {
            Judged::Registration { registration, .. } if now < registration.expires => Ok(()),
            Judged::Registration { .. } | Judged::Expired(_) => Err(Fault::Expired),
            Judged::Nothing
            | Judged::Refused(_)
            | Judged::AlreadyBound(_)
            | Judged::Plain(_)
            | Judged::Transfer { .. } => Err(Fault::Stale),
        }
    }

    /// Takes the candidate out of its page.
    pub(super) fn take_current(&mut self) -> Judged {
        std::mem::replace(&mut self.current, Judged::Nothing)
    }
}
