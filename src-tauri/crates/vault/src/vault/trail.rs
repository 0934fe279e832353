//! The audit trail, and the registrations that were seen expired.

use lingpai_domain::{Moment, OtpParameters, OtpSecret, trail};

use crate::format::body::MAX_SEEN;
use crate::format::line::Line;
use crate::vault::Vault;
use crate::vault::fault::VaultFault;

impl Vault {
    /// Has the next change note this in the audit trail, in the same save.
    pub fn noting(&mut self, entry: trail::Entry) -> &mut Self {
        self.to_note.push(entry);
        self
    }

    /// Saves what [`Vault::noting`] was told, with no other change.
    pub fn note(&mut self, entry: trail::Entry, at: Moment) -> Result<(), VaultFault> {
        self.noting(entry).change(at, |_, _, _| Ok(()))
    }

    /// What happened, the newest first.
    pub fn trail(&self) -> impl Iterator<Item = &trail::Entry> {
        self.body.trail.iter().rev().filter_map(|line| match line {
            Line::Read(entry) => Some(entry),
            Line::Other(_) => None,
        })
    }

    /// Remembers that a registration has been seen expired: a clock set back does not revive it.
    pub fn remember_expired(&mut self, secret: &OtpSecret, otp: &OtpParameters, at: Moment) -> Result<(), VaultFault> {
        if self.was_seen_expired(secret, otp) {
            return Ok(());
        }
        self.change(at, |_, body, keys| {
            if body.seen.len() >= MAX_SEEN {
                body.seen.remove(0);
            }
            body.seen.push(keys.derive_fingerprint(secret, otp));
            Ok(())
        })
    }

    /// Whether this device has seen the registration expired.
    pub fn was_seen_expired(&self, secret: &OtpSecret, otp: &OtpParameters) -> bool {
        self.body.seen.contains(&self.keys.derive_fingerprint(secret, otp))
    }
}
