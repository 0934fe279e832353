//! The state of this room in a session.

use std::path::PathBuf;

use lingpai_domain::trail::Entry;
use lingpai_vault::{Foreign, RecoveryKitText};

/// The unfinished steps on the pages of the vault.
#[derive(Default)]
pub(crate) struct Opening {
    /// A recovery kit that is shown and not confirmed yet. It opens nothing before it is confirmed.
    pub(super) kit: Option<RecoveryKitText>,
    /// A vault file that the user has picked and not restored yet.
    pub(super) picked: Option<Foreign>,
    /// The paths of the earlier states in the last list.
    pub(super) earlier: Vec<PathBuf>,
    /// What happened to the vault before this session, and no unlock has told of.
    pub(super) news: Vec<Entry>,
}

impl Opening {
    /// The state at the begin of a session, with what it has to tell.
    pub(crate) fn with_news(news: Vec<Entry>) -> Self {
        Self { news, ..Self::default() }
    }

    /// The vault file that the user has picked.
    pub(crate) fn picked(&mut self) -> &mut Option<Foreign> {
        &mut self.picked
    }
}
