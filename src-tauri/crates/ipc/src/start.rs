use serde::Serialize;
use ts_rs::TS;

use crate::UnlockView;

/// What the window must ask for first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Start {
    /// The vault is open.
    Open,
    /// There is no vault and no keystore: a passphrase must be chosen.
    ChoosePassphrase,
    /// The vault is locked.
    Unlock {
        /// The ways to open it.
        unlock: UnlockView,
    },
}

/// The strength of a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PassphraseStrength {
    /// The score of zxcvbn, from 0 (guessed at once) to 4 (very hard to guess).
    pub score: u8,
    /// Whether it is strong enough for the vault.
    pub enough: bool,
}
