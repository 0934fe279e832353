//! The anchor in the keystore: how it is written, and how it is compared with the file that was opened.

use lingpai_domain::Moment;

use crate::keys::VaultId;
use crate::vault::Vault;
use crate::vault::access::{Access, ReadOnly};
use crate::vault::anchor::{Anchor, AnchorText, AnchorVerdict};
use crate::vault::fault::VaultFault;

impl Vault {
    /// Gives the anchor of the state that is on disk now.
    pub fn anchor(&self) -> AnchorText {
        let all = self.body.all().chain(self.body.removed()).map(|stored| &stored.account);
        let attempts = all.filter_map(|account| Some((account.id, account.binding.guard()?.attempts())));
        Anchor::new(self.header.generation, attempts).text(&self.keys, self.id())
    }

    /// Hands the anchor of the state on disk to the keystore. `store` writes it and returns whether that succeeded.
    ///
    /// If `store` fails, the keystore keeps an older anchor, and a newer file never contradicts an older anchor. If no
    /// way in uses a keystore, `store` is not called.
    pub fn remember(&mut self, store: impl FnOnce(VaultId, &AnchorText) -> bool, at: Moment) {
        if self.ways().keystore.is_some() && store(self.id(), &self.anchor()) {
            // From now on a missing anchor is reported. A read-only vault has reported it already.
            self.set_anchored(true, at).ok();
        }
    }

    /// Records whether the keystore holds an anchor from now on.
    pub fn set_anchored(&mut self, anchored: bool, at: Moment) -> Result<(), VaultFault> {
        if self.body.anchored == anchored {
            return Ok(());
        }
        self.change(at, |_, body, _| {
            body.anchored = anchored;
            Ok(())
        })
    }

    /// Compares the file with the keystore's anchor. On any verdict but `Fine` the vault becomes read-only.
    pub fn check_anchor(&mut self, remembered: Option<&AnchorText>) -> AnchorVerdict {
        let verdict = match remembered.map(|text| Anchor::read(text, &self.keys, self.id())) {
            None if self.body.anchored => AnchorVerdict::Missing,
            None => AnchorVerdict::Fine,
            Some(None) => AnchorVerdict::Forged,
            Some(Some(anchor)) if anchor.generation > self.header.generation => AnchorVerdict::Older,
            Some(Some(anchor)) => {
                // A thief may have made a newer file earlier. So tries that the keystore has counted are never given
                // back. After a crash right behind a right PIN they stay counted until the next right PIN.
                self.body.raise(&anchor.attempts);
                AnchorVerdict::Fine
            }
        };
        if verdict != AnchorVerdict::Fine && self.access == Access::Full {
            self.access = Access::ReadOnly(ReadOnly::Anchor(verdict));
        }
        verdict
    }

    /// Accepts a file that the anchor contradicts, because the user says so. The anchor's counts of wrong PINs stay,
    /// and every PIN account becomes Unsynced. The change is on disk when this returns.
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
