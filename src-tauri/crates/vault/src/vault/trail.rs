//! The audit trail, and the registrations that were seen expired.

use lingpai_domain::{Moment, trail};

use crate::format::body::MAX_SEEN;
use crate::format::line::Line;
use crate::keys::Fingerprint;
use crate::vault::Vault;
use crate::vault::fault::VaultFault;

impl Vault {
    /// Adds this line to the audit trail with the next change, in the same save.
    pub fn noting(&mut self, entry: trail::Entry) -> &mut Self {
        self.to_note.push(entry);
        self
    }

    /// Saves the lines of [`Vault::noting`] without another change.
    pub fn note(&mut self, entry: trail::Entry, at: Moment) -> Result<(), VaultFault> {
        self.noting(entry).change(at, |_, _, _| Ok(()))
    }

    /// Gives the lines of the audit trail, the newest first.
    pub fn trail(&self) -> impl Iterator<Item = &trail::Entry> {
        self.body.trail.iter().rev().filter_map(|line| match line {
            Line::Read(entry) => Some(entry),
            Line::Other(_) => None,
        })
    }

    /// Records that registrations were seen expired, all in one save, so that they stay expired if the clock is set back.
    pub fn remember_expired(
        &mut self,
        registrations: impl IntoIterator<Item = Fingerprint>,
        at: Moment,
    ) -> Result<(), VaultFault> {
        let mut new = Vec::new();
        for fingerprint in registrations {
            if !self.body.seen.contains(&fingerprint) && !new.contains(&fingerprint) {
                new.push(fingerprint);
            }
            // Only the last ones are kept in any case.
            if new.len() > MAX_SEEN {
                new.remove(0);
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        self.change(at, |_, body, _| {
            body.seen.extend(new);
            body.seen.drain(..body.seen.len().saturating_sub(MAX_SEEN));
            Ok(())
        })
    }

    /// Gives whether this device has seen the registration expired.
    pub fn was_seen_expired(&self, fingerprint: &Fingerprint) -> bool {
        self.body.seen.contains(fingerprint)
    }
}
