//! The audit trail, as it is shown and exported.

use lingpai_domain::trail::{Entry, What};

use crate::fault::Fault;
use crate::session::Lingpai;

impl Lingpai {
    /// What happened, the newest first.
    pub fn trail(&self) -> Result<Vec<Entry>, Fault> {
        self.with_open(|open| Ok(open.vault.trail().cloned().collect()))
    }

    /// Notes that the trail has been exported.
    pub fn note_trail_exported(&self) -> Result<(), Fault> {
        self.with_change(|open| {
            let at = open.moment(&self.ports);
            Ok(open.vault.note(Entry { at: at.wall, what: What::Exported, account: None }, at)?)
        })
    }
}
