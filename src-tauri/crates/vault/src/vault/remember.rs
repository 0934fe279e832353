//! The anchor in the keystore: how it is written, and how it is compared with the file that was opened.

use lingpai_domain::Moment;
use lingpai_domain::trail::{Entry, What};

use crate::keys::VaultId;
use crate::vault::Vault;
use crate::vault::access::{Access, ReadOnly};
use crate::vault::anchor::{Anchor, AnchorText, AnchorVerdict};
use crate::vault::fault::VaultFault;

/// What the keystore says of a vault.
#[derive(Clone, Copy)]
pub enum Recall<'a> {
    /// It answers, and remembers nothing.
    Nothing,
    /// It cannot be read.
    Unread,
    /// It remembers this.
    Anchor(&'a AnchorText),
}

/// The state of a vault that a keystore is to remember. It needs the vault no more.
pub struct Memo {
    vault: VaultId,
    generation: u64,
    text: AnchorText,
    anchored: bool,
}

impl Memo {
    /// Whose state it is.
    pub fn vault(&self) -> VaultId {
        self.vault
    }

    /// The number of the file that holds the state.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// What the keystore keeps.
    pub fn text(&self) -> &AnchorText {
        &self.text
    }

    /// Whether the vault counts on a keystore that holds an anchor.
    pub fn is_anchored(&self) -> bool {
        self.anchored
    }
}

/// What became of an anchor that a keystore was to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It holds it.
    Held,
    /// It takes no part in this session, and was not asked.
    NotAsked,
    /// It did not take it.
    Refused,
}

impl Vault {
    /// The state that is on disk now, as the keystore keeps it.
    pub fn anchor(&self) -> AnchorText {
        Anchor::new(self.header.generation, self.body.remembered().into_iter()).text(&self.keys, self.id())
    }

    /// What the keystore is to remember of the state that is on disk now. `None` where no way in goes through a keystore.
    ///
    /// A store that takes nothing takes nothing away: what it remembers is older then, and a newer file never contradicts
    /// that.
    pub fn memo(&self) -> Option<Memo> {
        self.ways().keystore?;
        let Self { header, body, .. } = self;
        Some(Memo { vault: self.id(), generation: header.generation, text: self.anchor(), anchored: body.anchored })
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

    /// Compares the file with what the keystore remembers. From a verdict other than `Fine` on it may only be read.
    pub fn check_anchor(&mut self, recall: Recall<'_>) -> AnchorVerdict {
        let anchor = match recall {
            Recall::Nothing => None,
            Recall::Unread => return self.doubt(AnchorVerdict::Unread),
            Recall::Anchor(text) => Some(Anchor::read(text, &self.keys, self.id())),
        };
        match anchor {
            None if self.body.anchored => self.doubt(AnchorVerdict::Missing),
            None => self.believe(),
            Some(None) => self.doubt(AnchorVerdict::Forged),
            Some(Some(anchor)) if anchor.generation > self.header.generation => self.doubt(AnchorVerdict::Older),
            Some(Some(anchor)) => {
                // A thief may have made a newer file earlier. So tries that the keystore has counted are never given
                // back. After a crash right behind a right PIN they stay counted until the next right PIN.
                self.body.raise(&anchor.attempts);
                self.believe()
            }
        }
    }

    fn doubt(&mut self, verdict: AnchorVerdict) -> AnchorVerdict {
        if matches!(self.access, Access::Full | Access::ReadOnly(ReadOnly::Anchor(_))) {
            self.access = Access::ReadOnly(ReadOnly::Anchor(verdict));
        }
        verdict
    }

    fn believe(&mut self) -> AnchorVerdict {
        if let Access::ReadOnly(ReadOnly::Anchor(_)) = self.access {
            self.access = Access::Full;
        }
        AnchorVerdict::Fine
    }

    /// Goes on with a file that the keystore's memory does not bear out, because the user says so: what the keystore
    /// remembers of wrong PINs counts on, and every PIN account is Unsynced. On disk when this returns.
    ///
    /// Where the keystore tells nothing, the next try of each PIN has a wait before it: nobody can say how many there were.
    /// The vault counts on the keystore's memory again once it has taken an anchor.
    pub fn accept_older(&mut self, recall: Recall<'_>, at: Moment) -> Result<(), VaultFault> {
        if !matches!(self.access, Access::ReadOnly(ReadOnly::Anchor(_))) {
            return self.writable();
        }
        let anchor = match recall {
            Recall::Anchor(text) => Anchor::read(text, &self.keys, self.id()),
            Recall::Nothing | Recall::Unread => None,
        };
        let before = std::mem::replace(&mut self.access, Access::Full);
        self.noting(Entry::of_vault(at.wall, What::DoubtAccepted));
        if let Some(anchor) = &anchor {
            self.folder.raise_floor(anchor.generation);
        }
        let saved = self.change(at, |_, body, _| {
            body.relocate(anchor.as_ref().map_or(&[], |anchor| &anchor.attempts));
            if anchor.is_none() {
                body.hold_back(at.steady);
                body.anchored = false;
            }
            Ok(())
        });
        if saved.is_err() {
            self.access = before;
        }
        saved
    }
}
