//! What the configuration promises and no test of the program sees: the actions of the workflows are pinned, and the hardened
//! runtime of macOS stays whole.

use std::fs;
use std::path::Path;

/// The one right that the program asks macOS for.
const RIGHT: &str = "com.apple.security.device.camera";
const CONFIGURATION: &str = "src-tauri/tauri.conf.json";
const RIGHTS: &str = "src-tauri/entitlements.plist";

/// Gives a sentence for each broken promise.
pub(crate) fn check(root: &Path, files: &[String]) -> Vec<String> {
    let workflows = files.iter().filter(|file| file.starts_with(".github/workflows/"));
    let mut faults: Vec<String> = workflows.flat_map(|file| loose_actions(file, &read(root, file))).collect();
    let there = |file: &&str| files.iter().any(|other| other == file);
    if let Some(file) = Some(CONFIGURATION).filter(there)
        && !read(root, file).contains("\"hardenedRuntime\": true")
    {
        faults.push(format!("{file} does not ask for macOS's hardened runtime"));
    }
    if let Some(file) = Some(RIGHTS).filter(there) {
        let text = read(root, file);
        let keys = text.split("<key>").skip(1).filter_map(|rest| rest.split("</key>").next());
        faults.extend(
            keys.filter(|key| *key != RIGHT).map(|key| format!("{file} weakens the hardened runtime: `{key}`")),
        );
    }
    faults
}

/// Gives a sentence for each action that is not named by the hash of a commit.
fn loose_actions(file: &str, text: &str) -> Vec<String> {
    let actions = text.lines().filter_map(|line| line.trim_start_matches([' ', '-']).strip_prefix("uses:"));
    let name = |action: &str| action.split('#').next().unwrap_or_default().trim().to_owned();
    let loose = |action: &String| {
        let commit = action.rsplit_once('@').map(|(_, commit)| commit).unwrap_or_default();
        let pinned = commit.len() == 40 && commit.bytes().all(|c| c.is_ascii_hexdigit());
        !(pinned || action.starts_with("./"))
    };
    let loose = actions.map(name).filter(loose);
    loose.map(|action| format!("{file}: the action `{action}` is not pinned by the hash of a commit")).collect()
}

/// Reads a file. One that cannot be read is empty, and breaks every promise that it should keep.
fn read(root: &Path, file: &str) -> String {
    fs::read_to_string(root.join(file)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::plant::plant;

    fn faults(files: &[(&str, &str)]) -> Vec<String> {
        let root = plant(files);
        check(root.path(), &files.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn an_action_is_named_by_a_commit() {
        let commit = "08c6903cd8c0fde910a37f88322edcfb5dd907a8";
        let right = format!("steps:\n  - uses: actions/checkout@{commit} # v5.0.0\n  - uses: ./own\n");
        assert_eq!(faults(&[(".github/workflows/ci.yml", &right)]), [""; 0]);
        let loose = format!("  - uses: actions/checkout@v5\n  - uses: a/b@{}\n  - uses: a/c\n", &commit[1..]);
        let found = faults(&[(".github/workflows/ci.yml", &loose)]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].contains("`actions/checkout@v5`"), "{found:?}");
    }

    #[test]
    fn the_hardened_runtime_stays_whole() {
        let camera = "<dict><key>com.apple.security.device.camera</key><true/></dict>";
        let right =
            [("src-tauri/tauri.conf.json", "{ \"hardenedRuntime\": true }"), ("src-tauri/entitlements.plist", camera)];
        assert_eq!(faults(&right), [""; 0]);
        let more = "<key>com.apple.security.get-task-allow</key><true/>";
        let found = faults(&[
            ("src-tauri/tauri.conf.json", "{ \"hardenedRuntime\": false }"),
            ("src-tauri/entitlements.plist", &format!("{camera}{more}")),
        ]);
        assert!(found.len() == 2 && found[1].contains("get-task-allow"), "{found:?}");
    }
}
