//! Whether something that a chore makes is still up to date.

use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};

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

/// Lists each of `places`, a file or a folder, and the files in it with a hash of their bytes, in order. Folders with a name of
/// `made` are left out.
///
/// # Errors
///
/// A file cannot be read.
pub(crate) fn fingerprint(places: &[PathBuf], made: &[&str]) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    let mut paths = places.to_vec();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(entries(&path)?.into_iter().filter(|path| !made.iter().any(|name| path.ends_with(name))));
        } else if path.is_file() {
            let mut hasher = DefaultHasher::new();
            hasher.write(&fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?);
            lines.push(format!("{} {:016x}\n", path.display(), hasher.finish()));
        }
    }
    lines.sort_unstable();
    Ok(lines.concat().into_bytes())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    entries.with_context(|| format!("cannot list `{}`", folder.display()))
}
