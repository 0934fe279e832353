//! The files that belong to the work tree.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

/// Folders for what is downloaded or built.
const BUILT: [&str; 4] = ["target", "node_modules", "dist", "gen"];

/// Lists the files below a folder, sorted, as relative paths with `/` on every system.
pub(crate) fn files(root: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    collect(root, "", &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, path: &str, files: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let hidden = name.starts_with('.') && name != ".github";
        if hidden || BUILT.contains(&name.as_str()) {
            continue;
        }
        let inner = if path.is_empty() { name } else { format!("{path}/{name}") };
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &inner, files)?;
        } else {
            files.push(inner);
        }
    }
    Ok(())
}
