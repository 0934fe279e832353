//! What the keystore remembers of the vault, and what it says about the file that was opened.

use lingpai_domain::Moment;

use crate::keys::VaultId;
use crate::vault::Vault;
use crate::vault::access::{Access, ReadOnly};
use crate::vault::anchor::{Anchor, AnchorText, AnchorVerdict};
use crate::vault::fault::VaultFault;

impl Vault {
    /// What the keystore is to remember of the state that is on disk now.
    pub fn anchor(&self) -> AnchorText {
        let all = self.body.all().chain(self.body.removed()).map(|stored| &stored.account);
        let attempts = all.filter_map(|account| Some((account.id, account.binding.guard()?.attempts())));
        Anchor::new(self.header.generation, attempts).text(&self.keys, self.id())
    }

    /// Has the keystore remember the state that is on disk: `store` gives it the anchor, and says whether it took it.
    ///
    /// A store that takes nothing takes nothing away: what it remembers is older then, and a newer file never contradicts
    /// that. Where no way in goes through a keystore, none is asked.
    pub fn remember(&mut self, store: impl FnOnce(VaultId, &AnchorText) -> bool, at: Moment) {
        if self.ways().keystore.is_some() && store(self.id(), &self.anchor()) {
            // From now on a missing anchor is reported. A vault that may not be changed has reported it already.
            self.set_anchored(true, at).ok();
        }
    }

    /// Notes that the keystore holds an anchor from now on, or does not any more.
    pub fn set_anchored(&mut self, anchored: bool, at: Moment) -> Result<(), VaultFault> {
        if self.body.anchored == anchored {
            return Ok(());
        }
        self.change(at, |_, body, _| {
            body.anchored = anchored;
            Ok(())
        })
    }

    /// Compares the file with what the keystore remembers; from a verdict other than `Fine` on it may only be read.
    pub fn check_anchor(&mut self, remembered: Option<&AnchorText>) -> AnchorVerdict {
        let verdict = match remembered.map(|text| Anchor::read(text, &self.keys, self.id())) {
            None if self.body.anchored => AnchorVerdict::Missing,
            None => AnchorVerdict::Fine,
            Some(None) => AnchorVerdict::Forged,
            Some(Some(anchor)) if anchor.generation > self.header.generation => AnchorVerdict::Older,
            Some(Some(anchor)) => {
                // A newer file may be one that a thief made before: tries that the keystore has seen are never given
                // back. After a crash just behind a right PIN they count once more, until the next right one.
                self.body.raise(&anchor.attempts);
                AnchorVerdict::Fine
            }
        };
        if verdict != AnchorVerdict::Fine && self.access == Access::Full {
            self.access = Access::ReadOnly(ReadOnly::Anchor(verdict));
        }
        verdict
    }

    /// Goes on with a file that the keystore's memory does not bear out, because the user says so: what the keystore
    /// remembers of wrong PINs counts on, and every PIN account is Unsynced. On disk when this returns.
    pub fn accept_older(&mut self, remembered: Option<&AnchorText>, at: Moment) -> Result<(), VaultFault> {
        if !matches!(self.access, Access::ReadOnly(ReadOnly::Anchor(_))) {
            return self.writable();
        }
        let anchor = remembered.and_then(|text| Anchor::read(text, &self.keys, self.id()));
        let before = std::mem::replace(&mut self.access, Access::Full);
        let attempts = anchor.as_ref().map_or(&[][..], |anchor| &anchor.attempts);
        if let Some(anchor) = &anchor {
            self.folder.raise_floor(anchor.generation);
        }
        let saved = self.change(at, |_, body, _| {
            body.relocate(attempts);
            Ok(())
        });
        if saved.is_err() {
            self.access = before;
        }
        saved
    }
}
