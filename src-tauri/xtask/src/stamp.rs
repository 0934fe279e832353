//! Whether something that a chore makes is still up to date.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::tree;

/// A file in the cache that records what something was made from.
pub(crate) struct Stamp(PathBuf);

impl Stamp {
    /// The stamp of that name.
    pub(crate) fn named(name: &str) -> Self {
        Self(tree::cache().join("stamps").join(name))
    }

    /// Whether the stamp was last written for exactly this. If the stamp cannot be read, the work is done again.
    pub(crate) fn says(&self, wanted: &[u8]) -> bool {
        fs::read(&self.0).is_ok_and(|last| last == wanted)
    }

    /// Writes it.
    ///
    /// # Errors
    ///
    /// The cache cannot be written.
    pub(crate) fn write(&self, wanted: &[u8]) -> Result<()> {
        let folder = self.0.parent().expect("a stamp lies in a folder");
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&self.0, wanted))
            .with_context(|| format!("cannot write `{}`", self.0.display()))
    }
}
