//! Small work trees for the tests of the checks.

use std::fs;
use std::path::Path;

use super::krate::Crate;

/// Makes a work tree of these files.
pub(crate) fn plant(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    root
}

/// Reads a crate of such a work tree.
pub(crate) fn crate_of(root: &Path, name: &str) -> Crate {
    Crate::read(root, &format!("src-tauri/crates/{name}"), "lib.rs").expect("a crate")
}
