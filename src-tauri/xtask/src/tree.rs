//! Where things are in the work tree.

use std::path::{Path, PathBuf};

/// Gives the folder of the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("xtask lies two folders below the root").to_path_buf()
}

/// Gives the ignored folder for what was downloaded or can be made again: Node, stamps, reports.
pub(crate) fn cache() -> PathBuf {
    root().join(".cache")
}

/// Gives the folder of the page's sources.
pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}
