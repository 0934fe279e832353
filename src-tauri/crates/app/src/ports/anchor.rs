//! What the keystore remembers of the vault. It protects against an old file in place of the newest one.

use lingpai_vault::{AnchorText, Memo, Recall, VaultId};
use parking_lot::Mutex;

use crate::ports::{Keystore, KeystoreFault};

/// Whether the keystore takes part in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Memory {
    /// It remembers every state.
    Answers,
    /// It failed at the start and another way opened the vault, or the user has gone on without it. Asking it again would
    /// have it ask the user each time.
    Silent,
}

/// What a keystore said when it was asked what it remembers.
pub(crate) enum Recalled {
    Nothing,
    Unread,
    Anchor(AnchorText),
}

impl Recalled {
    pub(crate) fn as_recall(&self) -> Recall<'_> {
        match self {
            Self::Nothing => Recall::Nothing,
            Self::Unread => Recall::Unread,
            Self::Anchor(text) => Recall::Anchor(text),
        }
    }
}

impl Memory {
    /// In a session that something typed has begun, after the keystore gave no key for this reason.
    pub(crate) fn after(fault: Option<KeystoreFault>) -> Self {
        match fault {
            // It answers: it has no key of this vault.
            None | Some(KeystoreFault::NoEntry | KeystoreFault::Undecodable) => Self::Answers,
            Some(
                KeystoreFault::Absent
                | KeystoreFault::Denied
                | KeystoreFault::Slow
                | KeystoreFault::Ambiguous
                | KeystoreFault::Failed,
            ) => Self::Silent,
        }
    }

    /// Asks the keystore what it remembers of a vault. The session is not held meanwhile: it may ask the user.
    pub(crate) fn recall(self, keystore: &dyn Keystore, vault: VaultId) -> Recalled {
        match self {
            Self::Answers => match keystore.load_anchor(vault) {
                Ok(anchor) => Recalled::Anchor(anchor),
                Err(KeystoreFault::NoEntry) => Recalled::Nothing,
                // A store that cannot be asked says nothing about the file, and a file that nothing is said about is not
                // a fine one.
                Err(_) => Recalled::Unread,
            },
            Self::Silent => Recalled::Unread,
        }
    }
}

/// The anchors that were given to the keystore.
#[derive(Default)]
pub(crate) struct Anchors(Mutex<Option<(VaultId, u64)>>);

impl Anchors {
    /// Gives an anchor to the keystore. The session is not held meanwhile: it may ask the user. One that comes late, behind
    /// that of a newer state, is passed over: the newer one has its counts.
    pub(crate) fn keep(&self, keystore: &dyn Keystore, memo: &Memo) -> Result<(), KeystoreFault> {
        let mut newest = self.0.lock();
        if newest.is_some_and(|(vault, generation)| vault == memo.vault() && generation >= memo.generation()) {
            return Ok(());
        }
        keystore.store_anchor(memo.vault(), memo.text())?;
        *newest = Some((memo.vault(), memo.generation()));
        Ok(())
    }
}
