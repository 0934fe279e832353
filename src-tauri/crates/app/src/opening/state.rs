//! What an open session holds of its ways in and of earlier states.

use std::path::PathBuf;

use lingpai_vault::{Foreign, RecoveryKitText};

/// What the user is in the middle of, on the pages of the vault.
#[derive(Default)]
pub(crate) struct Opening {
    /// A recovery kit that is shown and not confirmed yet; only then does it open anything.
    pub(super) kit: Option<RecoveryKitText>,
    /// A vault file that the user has picked and not restored yet.
    pub(super) picked: Option<Foreign>,
    /// Where the earlier states lie that were listed last.
    pub(super) earlier: Vec<PathBuf>,
}

impl Opening {
    /// The vault file that the user has picked.
    pub(crate) fn picked(&mut self) -> &mut Option<Foreign> {
        &mut self.picked
    }
}
