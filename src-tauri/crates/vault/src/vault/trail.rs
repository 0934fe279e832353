//! The audit trail, and the registrations that were seen expired.

use lingpai_domain::{Moment, OtpParameters, OtpSecret, trail};

use crate::format::body::MAX_SEEN;
use crate::format::line::Line;
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

    /// Records that a registration was seen expired, so that it stays expired if the clock is set back.
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

    /// Gives whether this device has seen the registration expired.
    pub fn was_seen_expired(&self, secret: &OtpSecret, otp: &OtpParameters) -> bool {
        self.body.seen.contains(&self.keys.derive_fingerprint(secret, otp))
    }
}
