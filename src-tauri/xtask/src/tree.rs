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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::process::Command;

    use super::root;

    /// Git for Windows is installed with `core.autocrlf=true`.
    #[test]
    fn a_clone_has_the_same_bytes_although_git_is_set_to_change_line_ends() {
        let folder = tempfile::tempdir().expect("a folder");
        let (ours, clone) = (folder.path().join("ours"), folder.path().join("clone"));
        fs::create_dir(&ours).expect("a folder");
        fs::copy(root().join(".gitattributes"), ours.join(".gitattributes")).expect("the rules are there");
        fs::write(ours.join("vector.txt"), "header: value\n\ntext\n").expect("a file");
        fs::write(ours.join("letter.eml"), "Subject: code\r\n\r\ntext\r\n").expect("a file");
        git(&ours, &["init", "--quiet"]);
        git(&ours, &["add", "--all"]);
        git(&ours, &["-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--message=files"]);
        let target = clone.to_str().expect("a path in UTF-8");
        git(&ours, &["clone", "--quiet", "--config", "core.autocrlf=true", ".", target]);
        for name in ["vector.txt", "letter.eml"] {
            let [ours, theirs] = [&ours, &clone].map(|folder| fs::read(folder.join(name)).expect("the file is there"));
            assert_eq!(ours, theirs, "{name}");
        }
    }

    fn git(folder: &Path, arguments: &[&str]) {
        let status = Command::new("git").args(arguments).current_dir(folder).status().expect("git starts");
        assert!(status.success(), "git {arguments:?}");
    }
}
