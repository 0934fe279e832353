use serde::Serialize;
use ts_rs::TS;

use crate::UnlockView;

/// Where the program stands after it was started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Start {
    /// The vault is open.
    Open,
    /// There is no vault and no keystore: a passphrase must be chosen.
    ChoosePassphrase,
    /// The vault is locked.
    Unlock {
        /// How it opens.
        unlock: UnlockView,
    },
}

/// How hard a passphrase is to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PassphraseStrength {
    /// From 0, guessed at once, to 4, not to be guessed; zxcvbn's score.
    pub score: u8,
    /// Whether it may be taken.
    pub enough: bool,
}
