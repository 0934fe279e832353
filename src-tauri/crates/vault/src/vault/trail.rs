//! The audit trail, and the registrations that were seen expired.

use std::collections::HashSet;

use lingpai_domain::{Moment, trail};

use crate::format::body::{Body, MAX_SEEN, MAX_TRAIL, MAX_UNTOLD};
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

    /// Gives the lines about the vault itself that no unlock has told of yet, the newest first. They are told once: the next
    /// save says so.
    pub fn take_news(&mut self) -> Vec<trail::Entry> {
        let untold = usize::from(std::mem::take(&mut self.body.untold));
        let news: Vec<trail::Entry> =
            self.trail().filter(|line| line.what.concerns_the_vault()).take(untold).cloned().collect();
        self.used |= !news.is_empty();
        news
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

impl Body {
    /// Adds lines to the audit trail.
    pub(crate) fn note(&mut self, lines: Vec<trail::Entry>) {
        let news = lines.iter().filter(|line| line.what.concerns_the_vault()).count();
        let news = u16::try_from(news).unwrap_or(MAX_UNTOLD);
        self.untold = self.untold.saturating_add(news).min(MAX_UNTOLD);
        self.trail.extend(lines.into_iter().map(Line::Read));
        self.cut_trail();
    }

    /// Keeps the lines of another state of the vault too, in the order of their times.
    pub(crate) fn keep_trail(&mut self, other: Vec<Line>) {
        let there: HashSet<Vec<u8>> = self.trail.iter().map(Line::encode).collect();
        self.trail.extend(other.into_iter().filter(|line| !there.contains(&line.encode())));
        self.trail.sort_by_key(Line::at);
        self.cut_trail();
    }

    fn cut_trail(&mut self) {
        let surplus = self.trail.len().saturating_sub(MAX_TRAIL);
        self.trail.drain(..surplus);
    }
}
